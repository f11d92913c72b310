// Limits of containers, read from made-up /proc and /sys trees: cgroup v2 and v1, nested groups, partial mounts, no limits.
#include <stdio.h>
#include <stdlib.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include "runtime/os/cgroup.h"

using namespace ahead;

#define CHECK(x) ((x) ? (void)0 : (fprintf(stderr, "%s:%d: CHECK(%s) failed\n", __FILE__, __LINE__, #x), abort()))

static std::string root;
static void put(const std::string& path, const char* text) {
  std::string full = root + path;
  for (size_t at = root.size() + 1; (at = full.find('/', at)) != std::string::npos; at++) mkdir(full.substr(0, at).c_str(), 0700);
  FILE* f = fopen(full.c_str(), "w");
  CHECK(f && fputs(text, f) >= 0 && fclose(f) == 0);
}
static void begin() {
  char name[] = "/tmp/ahead-cgroup-XXXXXX";
  CHECK(mkdtemp(name));
  root = name;
}
static void end() {
  CHECK(system(("rm -r " + root).c_str()) == 0);
}

int main() {
  begin();  // nothing there
  CHECK(cgroup_memory_limit(root.c_str()) == UINT64_MAX && cgroup_processors(root.c_str()) == 0);
  end();

  begin();  // v2, limits in the group and in its parent
  put("/proc/self/cgroup", "0::/outer/inner\n");
  put("/proc/self/mountinfo", "25 1 0:22 / /sys rw - sysfs sysfs rw\n31 25 0:28 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n");
  put("/sys/fs/cgroup/outer/memory.max", "104857600\n");
  put("/sys/fs/cgroup/outer/inner/memory.max", "max\n");
  put("/sys/fs/cgroup/outer/cpu.max", "max 100000\n");
  put("/sys/fs/cgroup/outer/inner/cpu.max", "150000 100000\n");
  CHECK(cgroup_memory_limit(root.c_str()) == 104857600);
  CHECK(cgroup_processors(root.c_str()) == 2);
  put("/sys/fs/cgroup/outer/cpu.max", "50000 100000\n");
  CHECK(cgroup_processors(root.c_str()) == 1);
  end();

  begin();  // v2 inside a container: the mount shows the group itself
  put("/proc/self/cgroup", "0::/docker/abc\n");
  put("/proc/self/mountinfo", "31 25 0:28 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
  put("/sys/fs/cgroup/memory.max", "33554432\n");
  CHECK(cgroup_memory_limit(root.c_str()) == 33554432);
  end();

  begin();  // v1: a hierarchy per controller, several controllers in one
  put("/proc/self/cgroup", "5:cpu,cpuacct:/a\n4:memory:/a/b\n0::/\n");
  put("/proc/self/mountinfo", "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n");
  put("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  put("/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "67108864\n");
  put("/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us", "-1\n");
  put("/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us", "100000\n");
  CHECK(cgroup_memory_limit(root.c_str()) == 67108864);
  CHECK(cgroup_processors(root.c_str()) == 0);
  put("/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us", "300001\n");
  CHECK(cgroup_processors(root.c_str()) == 4);
  end();
  puts("ok");
}
