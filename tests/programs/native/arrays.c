// Arrays of everything, for interop_arrays.cs.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
int32_t sum32(const int32_t* a, int32_t n) { int32_t s = 0; if (!a) return -1; for (int32_t i = 0; i < n; i++) s += a[i]; return s; }
void double64(int64_t* a, int32_t n) { for (int32_t i = 0; i < n; i++) a[i] *= 2; }
double sum_doubles(const double* a, int32_t n) { double s = 0; for (int32_t i = 0; i < n; i++) s += a[i]; return s; }
int32_t count_true(const int32_t* a, int32_t n) { int32_t s = 0; for (int32_t i = 0; i < n; i++) s += a[i] == 1; return s; }
int32_t count_true8(const uint8_t* a, int32_t n) { int32_t s = 0; for (int32_t i = 0; i < n; i++) s += a[i] == 1; return s; }
void flip(int32_t* a, int32_t n) { for (int32_t i = 0; i < n; i++) a[i] = !a[i]; }
void make(int32_t** a, int32_t* n) { *n = 4; *a = malloc(16); for (int32_t i = 0; i < 4; i++) (*a)[i] = i * i; }
void grow(int32_t** a, int32_t* n) { int32_t* b = malloc(4 * (size_t)(*n + 1)); memcpy(b, *a, 4 * (size_t)*n); b[*n] = 77; free(*a); *a = b; ++*n; }
void make3(int32_t** a) { *a = malloc(12); for (int32_t i = 0; i < 3; i++) (*a)[i] = i + 5; }
void make_texts(char*** a, int32_t* n) { *n = 2; *a = malloc(16); (*a)[0] = strdup("first"); (*a)[1] = strdup("second"); }
int32_t matrix(const int32_t* m, int32_t rows, int32_t columns) { int32_t s = 0; for (int32_t i = 0; i < rows * columns; i++) s += m[i] * (i + 1); return s; }
int32_t call_all(int32_t (**f)(int32_t), int32_t n) { int32_t s = 0; for (int32_t i = 0; i < n; i++) s += f[i](i + 1); return s; }
void fill_bytes(uint8_t* a, int32_t n) { memset(a, 0xab, (size_t)n); }
int32_t sum16(const uint16_t* a, int32_t n) { int32_t s = 0; for (int32_t i = 0; i < n; i++) s += a[i]; return s; }
