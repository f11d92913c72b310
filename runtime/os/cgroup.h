// Limits that a container sets, from cgroup v2 or v1.
#pragma once
#include <stdint.h>

namespace ahead {

struct CgroupLimits {
  uint64_t memory = UINT64_MAX;   // bytes
  int processors = 0;             // quota, rounded up; 0: none
};
const CgroupLimits& cgroup_limits();      // read once
uint64_t cgroup_memory_used();            // UINT64_MAX: unknown

// For tests: reads <root>/proc/self/cgroup and so on; no caching.
CgroupLimits cgroup_read(const char* root);

// The number behind `label` (null: at the beginning) in a small file, UINT64_MAX if there is none.
uint64_t file_number(const char* path, const char* label);

}  // namespace ahead
