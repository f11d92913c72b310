// Handles, errno and results that are HRESULTs, for interop_handles.cs and interop_errors.cs.
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
static int32_t open_count;
intptr_t handle_open(int32_t n) { if (n < 0) return -1; open_count++; return 100 + n; }
void handle_open_out(int32_t n, intptr_t* h) { *h = handle_open(n); }
int32_t handle_close(intptr_t h) { (void)h; open_count--; return 1; }
int32_t handle_value(intptr_t h) { return (int32_t)h; }
int32_t handles_open(void) { return open_count; }
void handle_change(intptr_t* h, int32_t really) { if (really) { open_count++; *h = *h + 1000; } }
int32_t handle_during(intptr_t h, void (*f)(void)) { f(); return (int32_t)h; }
typedef struct { int32_t a; intptr_t handle; } WithHandle;
int32_t handle_in_struct(WithHandle w) { return w.a + (int32_t)w.handle; }
int32_t fail_with(int32_t code) { errno = code; return -1; }
int32_t succeed(int32_t x) { return x; }
int32_t hresult(int32_t hr) { return hr; }
int32_t hresult_value(int32_t hr, int32_t* value) { *value = 42; return hr; }
int32_t hresult_text(int32_t hr, char** value) { extern char* strdup(const char*); *value = strdup("text"); return hr; }
int32_t calls_back_with_errno(void (*f)(void)) { errno = 3; f(); errno = 33; return 0; }
