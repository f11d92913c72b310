// Damaged files: cut at every byte, and with random bytes changed. The only answers are BadImage and data from inside the file.
// Worth most when built with -fsanitize=address,undefined.
#include "metadata/module.h"

#include <random>

#include "assemblies.h"
#include "check.h"
#include "walk.h"

using namespace ahead;

// Whether anything but BadImage happened is decided by the process surviving.
static bool opens(std::vector<uint8_t> bytes) {
  try {
    auto m = Module::parse("damaged.dll", std::move(bytes));
    Walk walk{*m};
    walk.all();
    walk.user_strings();
    return true;
  } catch (const BadImage&) {
    return false;
  }
}

static void every_cut(const std::vector<uint8_t>& whole) {
  size_t opened = 0;
  for (size_t size = 0; size < whole.size(); size++) opened += opens({whole.begin(), whole.begin() + size});
  CHECK(opened == 0);  // the last section ends with the file
  CHECK(opens(whole));
}

static void random_bytes(const std::vector<uint8_t>& whole, size_t rounds, unsigned seed) {
  std::mt19937 random(seed);
  size_t opened = 0;
  for (size_t round = 0; round < rounds; round++) {
    auto bytes = whole;
    for (unsigned n = 1 + random() % 8; n--;) bytes[random() % bytes.size()] = random() % 3 ? uint8_t(random()) : 0xff;
    opened += opens(std::move(bytes));
  }
  CHECK(opened > rounds / 10 && opened < rounds);
}

static void random_resources(const std::vector<uint8_t>& whole) {
  auto m = Module::parse("corelib", whole);
  Blob good = m->resource("System.Private.CoreLib.Strings.resources").value();
  std::mt19937 random(3);
  for (unsigned round = 0; round < 300; round++) {
    std::vector<uint8_t> bytes(good.begin(), good.begin() + (round % 2 ? good.size() : random() % good.size()));
    for (unsigned n = 8; n-- && !bytes.empty();) bytes[random() % (round % 4 ? bytes.size() : std::min<size_t>(400, bytes.size()))] = uint8_t(random());
    check::thrown<BadImage>([&] { read_resource_strings(bytes); });
  }
  CHECK(true);
}

int main() {
  auto shapes = assemblies::read(assemblies::fixture("shapes.dll"));
  every_cut(shapes);
  random_bytes(shapes, 6000, 1);
  auto folder = assemblies::framework();
  if (!folder.empty()) {
    random_bytes(assemblies::read(folder / "System.Collections.Concurrent.dll"), 60, 2);
    random_resources(assemblies::read(folder / "System.Private.CoreLib.dll"));
  }
  return check::report();
}
