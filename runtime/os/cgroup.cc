// Containers limit memory and processor time by control groups. A process finds its group in /proc/self/cgroup and where the hierarchy is mounted
// in /proc/self/mountinfo:
//   v2  one hierarchy: memory.max, cpu.max ("quota period" or "max period"); a limit of any ancestor counts, too
//   v1  one hierarchy per controller: memory.limit_in_bytes, cpu.cfs_quota_us and cpu.cfs_period_us
// The mount may show only a part of the hierarchy (its root field): that prefix is taken off the group's path.
#include "runtime/os/cgroup.h"
#include <fcntl.h>
#include <initializer_list>
#include <string.h>
#include <unistd.h>

namespace ahead {

namespace {
constexpr size_t kPath = 1024, kText = 16384;

struct Files {
  const char* root;
  bool read(const char* path, const char* name, char* text, size_t size) const {
    char full[3 * kPath];
    size_t n = 0;
    for (const char* part : {root, path, name}) {
      size_t length = strlen(part);
      if (n + length >= sizeof full) return false;
      memcpy(full + n, part, length);
      n += length;
    }
    full[n] = 0;
    int fd = open(full, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    size_t got = 0;
    for (ssize_t r; got < size - 1 && (r = ::read(fd, text + got, size - 1 - got)) > 0;) got += (size_t)r;
    close(fd);
    text[got] = 0;
    return got > 0;
  }
  uint64_t number(const char* path, const char* name) const;
};

bool digit(char c) { return c >= '0' && c <= '9'; }
uint64_t parse(const char*& p) {
  uint64_t value = 0;
  for (; digit(*p); p++) value = value * 10 + (uint64_t)(*p - '0');
  return value;
}
uint64_t Files::number(const char* path, const char* name) const {
  char text[64];
  if (!read(path, name, text, sizeof text) || !digit(text[0])) return UINT64_MAX;
  const char* p = text;
  return parse(p);
}

// Does a comma separated list hold the word?
bool lists(const char* list, size_t length, const char* word) {
  size_t n = strlen(word);
  for (const char *p = list, *end = list + length; p < end;) {
    const char* comma = (const char*)memchr(p, ',', (size_t)(end - p));
    size_t part = (size_t)((comma ? comma : end) - p);
    if (part == n && !memcmp(p, word, n)) return true;
    p += part + 1;
  }
  return false;
}

// /proc/self/cgroup: "0::/path" (v2) or "N:controllers:/path" (v1).
bool group_path(char* text, const char* controller, char* path) {
  for (char* line = text; line && *line;) {
    char* end = strchr(line, '\n');
    if (end) *end = 0;
    char *first = strchr(line, ':'), *second = first ? strchr(first + 1, ':') : nullptr;
    bool found = second && (controller ? lists(first + 1, (size_t)(second - first - 1), controller) : second == first + 1 && line[0] == '0');
    if (found) {
      strncpy(path, second + 1, kPath - 1);
      path[kPath - 1] = 0;
    }
    if (end) *end = '\n';
    if (found) return true;
    line = end ? end + 1 : nullptr;
  }
  return false;
}

// /proc/self/mountinfo: "id parent dev root mountpoint options … - type source superoptions".
bool mount_point(char* text, const char* controller, char* root, char* mount) {
  for (char* line = text; line && *line;) {
    char* end = strchr(line, '\n');
    if (end) *end = 0;
    char* dash = strstr(line, " - ");
    bool found = false;
    if (dash) {
      const char *type = dash + 3, *options = strrchr(type, ' ');
      found = controller ? !strncmp(type, "cgroup ", 7) && options && lists(options + 1, strlen(options + 1), controller) : !strncmp(type, "cgroup2 ", 8);
    }
    if (found) {
      const char* field = line;
      for (int i = 0; i < 3 && field; i++) field = strchr(field, ' '), field = field ? field + 1 : nullptr;
      const char* next = field ? strchr(field, ' ') : nullptr;
      const char* last = next ? strchr(next + 1, ' ') : nullptr;
      found = last && (size_t)(next - field) < kPath && (size_t)(last - next) < kPath;
      if (found) {
        memcpy(root, field, (size_t)(next - field)), root[next - field] = 0;
        memcpy(mount, next + 1, (size_t)(last - next - 1)), mount[last - next - 1] = 0;
      }
    }
    if (end) *end = '\n';
    if (found) return true;
    line = end ? end + 1 : nullptr;
  }
  return false;
}

// The two files that say where this process' groups are, read once for all controllers.
struct Groups {
  explicit Groups(const Files& files) : files(files) {
    known = files.read("/proc/self/", "cgroup", groups, sizeof groups) && files.read("/proc/self/", "mountinfo", mounts, sizeof mounts);
  }
  // Calls f(directory) for the group of a controller (null: version 2) and each ancestor that is visible.
  template <class F> void each_level(const char* controller, F&& f);

  const Files& files;
  bool known;
  char groups[kText], mounts[kText];
};

template <class F>
void Groups::each_level(const char* controller, F&& f) {
  static constexpr size_t kBoth = 2 * kPath;
  char path[kPath], root[kPath], mount[kPath], directory[kBoth];
  if (!known || !group_path(groups, controller, path) || !mount_point(mounts, controller, root, mount)) return;
  const char* below = path;
  size_t n = strlen(root);
  if (strcmp(root, "/") && !strncmp(path, root, n) && (path[n] == '/' || !path[n])) below = path + n;
  size_t m = strlen(mount), b = strlen(below);
  memcpy(directory, mount, m);
  memcpy(directory + m, below, b + 1);
  size_t length = m + b;
  while (length > m && directory[length - 1] == '/') directory[--length] = 0;
  for (;;) {
    f(directory);
    if (length <= m) return;
    while (length > m && directory[length - 1] != '/') length--;
    if (length > m) length--;
    directory[length] = 0;
  }
}

int round_up(uint64_t quota, uint64_t period) { return quota == UINT64_MAX || !period || !quota ? 0 : (int)((quota + period - 1) / period); }

void lower(int& processors, int count) {
  if (count && (!processors || count < processors)) processors = count;
}
void lower(uint64_t& memory, uint64_t bytes) {
  if (bytes && bytes < memory) memory = bytes;
}

}  // namespace

uint64_t cgroup_memory_limit(const char* root) {
  Files files{root};
  Groups groups(files);
  uint64_t limit = UINT64_MAX;
  groups.each_level(nullptr, [&](const char* directory) { lower(limit, files.number(directory, "/memory.max")); });
  groups.each_level("memory", [&](const char* directory) { lower(limit, files.number(directory, "/memory.limit_in_bytes")); });
  return limit;
}

int cgroup_processors(const char* root) {
  Files files{root};
  Groups groups(files);
  int limit = 0;
  groups.each_level(nullptr, [&](const char* directory) {
    char text[64];
    if (!files.read(directory, "/cpu.max", text, sizeof text) || !digit(text[0])) return;
    const char* p = text;
    uint64_t quota = parse(p);
    while (*p == ' ') p++;
    lower(limit, round_up(quota, parse(p)));
  });
  groups.each_level("cpu", [&](const char* directory) {
    uint64_t quota = files.number(directory, "/cpu.cfs_quota_us");
    if (quota != UINT64_MAX) lower(limit, round_up(quota, files.number(directory, "/cpu.cfs_period_us")));
  });
  return limit;
}

uint64_t cgroup_memory_used() {
  Files files{""};
  Groups groups(files);
  uint64_t used = UINT64_MAX;
  groups.each_level(nullptr, [&](const char* directory) { if (used == UINT64_MAX) used = files.number(directory, "/memory.current"); });
  if (used == UINT64_MAX) groups.each_level("memory", [&](const char* directory) { if (used == UINT64_MAX) used = files.number(directory, "/memory.usage_in_bytes"); });
  return used;
}

uint64_t file_number(const char* path, const char* label) {
  char text[4096];
  if (!Files{""}.read(path, "", text, sizeof text)) return UINT64_MAX;
  const char* p = label ? strstr(text, label) : text;
  if (!p) return UINT64_MAX;
  if (label) p += strlen(label);
  while (*p == ' ' || *p == '\t') p++;
  return digit(*p) ? parse(p) : UINT64_MAX;
}

}  // namespace ahead
