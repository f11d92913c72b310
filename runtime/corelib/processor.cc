// X86Base.CpuId.
#include <cpuid.h>
#include <stdint.h>

extern "C" void X86BaseCpuId(int32_t* info, int32_t function, int32_t subfunction) {
  __cpuid_count(function, subfunction, info[0], info[1], info[2], info[3]);
}
