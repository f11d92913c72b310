// What programs ask of a JIT. Every method is compiled already: preparing one does nothing, and nothing is compiled while the program runs.
#include <stdint.h>

extern "C" {

void ReflectionInvocation_CompileMethod(void*) {}
void ReflectionInvocation_PrepareMethod(void*, void**, int32_t) {}
void ReflectionInvocation_PrepareDelegate(void*) {}
void MarshalNative_Prelink(void*) {}

int64_t ic_System_Runtime_JitInfo_GetCompiledILBytes(uint8_t) { return 0; }
int32_t ic_System_Runtime_JitInfo_GetCompiledMethodCount(uint8_t) { return 0; }
int64_t ic_System_Runtime_JitInfo_GetCompilationTimeInTicks(uint8_t) { return 0; }

// SEH is Windows'.
int32_t ic_System_Runtime_InteropServices_Marshal_GetExceptionCode() { return 0; }
void* ic_System_Runtime_InteropServices_Marshal_GetExceptionPointers() { return nullptr; }

}  // extern "C"
