// Limits that a container sets, from cgroup v2 or v1.
#pragma once
#include <stdint.h>

namespace ahead {

// Each call reads the files again; root is put before every path, for tests.
uint64_t cgroup_memory_limit(const char* root = "");   // bytes; UINT64_MAX: none
int cgroup_processors(const char* root = "");          // quota, rounded up; 0: none
uint64_t cgroup_memory_used();                         // bytes; UINT64_MAX: unknown

// The number behind `label` (null: at the beginning) in a small file, UINT64_MAX if there is none.
uint64_t file_number(const char* path, const char* label);

}  // namespace ahead
