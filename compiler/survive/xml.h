#pragma once
#include <cstring>
#include "survive/program.h"

namespace ahead {

using XmlAttributes = std::map<std::string, std::string, std::less<>>;

// Just enough XML for the linker's files (ILLink.Substitutions.xml, ILLink.Descriptors.xml): elements, attributes, comments; no text, no entities.
struct XmlReader {
  std::string_view text; size_t pos = 0;
  struct Tag { std::string name; XmlAttributes attributes; bool opens = false, closes = false; };

  void skip_space() { while (pos < text.size() && isspace(uint8_t(text[pos]))) ++pos; }
  std::string word() {
    size_t begin = pos;
    while (pos < text.size() && !isspace(uint8_t(text[pos])) && !strchr("=/>\"", text[pos])) ++pos;
    return std::string(text.substr(begin, pos - begin));
  }
  void attribute(Tag& tag) {
    std::string name = word();
    skip_space();
    if (pos >= text.size() || text[pos] != '=') { ++pos; return; }
    ++pos, skip_space();
    if (pos >= text.size()) return;
    size_t end = text.find(text[pos], pos + 1);
    if (end == std::string_view::npos) end = text.size();
    tag.attributes[name] = std::string(text.substr(pos + 1, end - pos - 1));
    pos = std::min(end + 1, text.size());
  }
  std::optional<Tag> next() {
    while ((pos = text.find('<', pos)) != std::string_view::npos) {
      bool comment = text.substr(pos).starts_with("<!--");
      if (!comment && !text.substr(pos).starts_with("<?")) break;
      size_t end = text.find(comment ? "-->" : "?>", pos);
      if (end == std::string_view::npos) return std::nullopt;
      pos = end;
    }
    if (pos == std::string_view::npos) return std::nullopt;
    ++pos;
    Tag tag;
    tag.closes = pos < text.size() && text[pos] == '/';
    if (tag.closes) ++pos;
    tag.opens = !tag.closes;
    tag.name = word();
    for (skip_space(); pos < text.size() && text[pos] != '>'; skip_space()) {
      if (text[pos] == '/') tag.closes = true, ++pos;
      else attribute(tag);
    }
    return tag;
  }
};

std::string_view xml_attribute(const XmlAttributes&, const char* name);       // "" when absent
// feature="…" featurevalue="…" on an element: does it count in this program?
bool xml_applies(const Program&, const XmlAttributes&);

}  // namespace ahead
