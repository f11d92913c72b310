// Parser and help text both come from options.def.
#include "support/options.h"

#include <cstdlib>
#include <fstream>

namespace ahead {

namespace {

enum class Kind { Text, List, Flag, Number, Switch, Pair };
struct Row { Kind kind; std::string name, short_name, argument, help; };

const std::vector<Row>& rows() {
  static const std::vector<Row> table = {
#define OPTION(kind, member, name, short_name, argument, help) {Kind::kind, name, short_name, argument, help},
#include "options.def"
#undef OPTION
  };
  return table;
}

void set(std::string& member, const std::string&, const std::string& value) { member = value; }
void set(std::vector<std::string>& member, const std::string&, const std::string& value) { member.push_back(value); }
void set(bool& member, const std::string&, const std::string&) { member = true; }

template <class Integer> void set(Integer& member, const std::string& name, const std::string& value) {
  char* end;
  auto number = strtoull(value.c_str(), &end, 10);
  if (value.empty() || *end) throw UsageError("--" + name + " needs a number, not '" + value + "'");
  member = Integer(number);
}

std::pair<std::string, std::string> split(const std::string& name, const std::string& value) {
  auto equals = value.find('=');
  if (equals == std::string::npos || equals == 0) throw UsageError("--" + name + " needs NAME=VALUE, not '" + value + "'");
  return {value.substr(0, equals), value.substr(equals + 1)};
}

void set(std::map<std::string, std::string, std::less<>>& member, const std::string& name, const std::string& value) {
  auto [key, text] = split(name, value);
  member[key] = text;
}

void set(std::map<std::string, bool, std::less<>>& member, const std::string& name, const std::string& value) {
  auto [key, text] = split(name, value);
  if (text != "true" && text != "false") throw UsageError("--" + name + " " + key + " is true or false, not '" + text + "'");
  member[key] = text == "true";
}

void assign(Options& options, const std::string& option, const std::string& value) {
#define OPTION(kind, member, name, short_name, argument, help) if (option == name) return set(options.member, name, value);
#include "options.def"
#undef OPTION
}

const Row& find(const std::string& word) {
  for (auto& row : rows())
    if (word == "--" + row.name || (!row.short_name.empty() && word == "-" + row.short_name)) return row;
  throw UsageError("unknown option " + word);
}

void read_response_file(const std::string& path, std::vector<std::string>& words) {
  std::ifstream file(path);
  if (!file) throw UsageError("cannot read response file " + path);
  for (std::string line; std::getline(file, line);) {
    while (!line.empty() && isspace(uint8_t(line.back()))) line.pop_back();
    if (line.starts_with("\xef\xbb\xbf")) line.erase(0, 3);
    if (!line.empty() && line[0] != '#') words.push_back(line);
  }
}

std::vector<std::string> expand(const std::vector<std::string>& given) {
  std::vector<std::string> words;
  for (auto& word : given)
    if (word.size() > 1 && word[0] == '@') read_response_file(word.substr(1), words);
    else words.push_back(word);
  return words;
}

// Where the value begins in --name=value, --name:value and -p:NAME=VALUE; npos: it is the next word.
size_t value_mark(const std::string& word) {
  if (word.starts_with("--")) return word.find_first_of("=:");
  return word.size() > 2 && word[2] == ':' ? 2 : std::string::npos;
}

}  // namespace

Options parse_options(const std::vector<std::string>& given) {
  Options options;
  auto words = expand(given);
  for (size_t i = 0; i < words.size(); i++) {
    auto word = words[i];
    if (word.size() < 2 || word[0] != '-') {
      if (!options.input.empty()) throw UsageError("one program at a time: " + options.input + " or " + word);
      options.input = word;
      continue;
    }
    auto mark = value_mark(word);
    auto& row = find(word.substr(0, mark));
    if (row.kind == Kind::Flag && mark != std::string::npos) throw UsageError("--" + row.name + " takes no value");
    std::string value;
    if (mark != std::string::npos) value = word.substr(mark + 1);
    else if (row.kind != Kind::Flag) {
      if (++i == words.size()) throw UsageError(word + " needs a value: " + row.argument);
      value = words[i];
    }
    assign(options, row.name, value);
  }
  return options;
}

std::string options_help() {
  std::string text;
  for (auto& row : rows()) {
    std::string left = "  " + (row.short_name.empty() ? "    " : "-" + row.short_name + ", ") + "--" + row.name + (row.argument.empty() ? "" : " " + row.argument);
    left.resize(std::max<size_t>(left.size() + 2, 34), ' ');
    text += left + row.help + "\n";
  }
  return text;
}

}  // namespace ahead
