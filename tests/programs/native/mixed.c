// Unions, packed structs, function tables, text in two encodings, buffers and threads, for the interop_mixed_*.cs programs.
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <pthread.h>

typedef union { int32_t i; float f; uint8_t b[4]; } Word;
typedef struct { int32_t kind; union { double d; int64_t l; struct { int16_t lo, hi; } p; void* ptr; } u; } Variant;
double variant_value(Variant v) { switch (v.kind) { case 0: return v.u.d; case 1: return (double)v.u.l; case 2: return v.u.p.lo * 1000.0 + v.u.p.hi; default: return -1; } }
Variant variant_make(int32_t kind, double d) { Variant v; memset(&v, 0, sizeof v); v.kind = kind; if (kind == 0) v.u.d = d; else if (kind == 1) v.u.l = (int64_t)d; else { v.u.p.lo = (int16_t)d; v.u.p.hi = (int16_t)(d * 2); } return v; }
void variant_negate(Variant* v) { if (v->kind == 0) v->u.d = -v->u.d; else if (v->kind == 1) v->u.l = -v->u.l; else { v->u.p.lo = -v->u.p.lo; v->u.p.hi = -v->u.p.hi; } }
uint32_t word_bits(Word w) { return (uint32_t)w.i; }
Word word_from(float f) { Word w; w.f = f; return w; }

#pragma pack(push, 1)
typedef struct { uint8_t tag; uint32_t length; uint16_t crc; uint64_t id; char name[5]; } Header;
#pragma pack(pop)
#pragma pack(push, 2)
typedef struct { uint8_t a; uint64_t b; uint16_t c; } Pack2;
#pragma pack(pop)
int32_t header_size(void) { return (int32_t)sizeof(Header); }
int32_t pack2_size(void) { return (int32_t)sizeof(Pack2); }
uint64_t header_sum(const Header* h) { uint64_t s = h->tag + h->length + h->crc + h->id; for (int i = 0; i < 5; i++) s += (uint8_t)h->name[i]; return s; }
Header header_next(Header h) { h.tag++; h.length *= 2; h.id += 100; h.name[0] = 'Z'; return h; }
uint64_t pack2_sum(Pack2 p) { return p.a + p.b + p.c; }

typedef struct { float x, y, z; } Vec3;
typedef struct { double m[4][4]; } Matrix;
typedef struct { int8_t c; float f; } Small;
typedef struct { int64_t a, b; double c; } Mixed3;
typedef struct { int32_t count; int32_t items[8]; } Fixed;
Vec3 vec_cross(Vec3 a, Vec3 b) { Vec3 r = { a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x }; return r; }
Matrix matrix_scale(Matrix m, double k) { for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) m.m[i][j] *= k; return m; }
Small small_swap(Small s) { Small r = { (int8_t)s.f, (float)s.c }; return r; }
Mixed3 mixed_rotate(Mixed3 m) { Mixed3 r = { m.b, (int64_t)m.c, (double)m.a }; return r; }
int32_t fixed_sum(Fixed f) { int32_t s = 0; for (int i = 0; i < f.count; i++) s += f.items[i]; return s; }
Fixed fixed_reverse(Fixed f) { Fixed r = f; for (int i = 0; i < f.count; i++) r.items[i] = f.items[f.count - 1 - i]; return r; }
double many_args(int8_t a, uint16_t b, int32_t c, int64_t d, float e, double f, Vec3 g, int32_t h, double i, float j, int64_t k, uint8_t l, Small m, double n, double o, double p, double q, double r) {
  return a + b + c + d + e + f + g.x + g.y + g.z + h + i + j + k + l + m.c + m.f + n + o + p + q + r; }

typedef struct Ops { int32_t size; int32_t (*add)(int32_t, int32_t); void (*each)(const int32_t*, int32_t, void (*)(int32_t, void*), void*); char* (*name)(int32_t); } Ops;
static int32_t op_add(int32_t a, int32_t b) { return a + b; }
static void op_each(const int32_t* a, int32_t n, void (*f)(int32_t, void*), void* state) { for (int32_t i = 0; i < n; i++) f(a[i], state); }
static char* op_name(int32_t i) { char* s = malloc(16); snprintf(s, 16, "op#%d", i); return s; }
static const Ops table = { sizeof(Ops), op_add, op_each, op_name };
const Ops* ops_table(void) { return &table; }
void ops_copy(Ops* o) { *o = table; }
int32_t ops_use(const Ops* o, int32_t a, int32_t b) { return o->add(a, b) + o->size; }

int32_t text8_length(const char* s) { return s ? (int32_t)strlen(s) : -1; }
int32_t text16_length(const uint16_t* s) { if (!s) return -1; int32_t n = 0; while (s[n]) n++; return n; }
char* text8_upper(const char* s) { if (!s) return NULL; char* r = strdup(s); for (char* p = r; *p; p++) if (*p >= 'a' && *p <= 'z') *p -= 32; return r; }
uint16_t* text16_double(const uint16_t* s) { if (!s) return NULL; int32_t n = text16_length(s); uint16_t* r = malloc((2 * n + 1) * 2); memcpy(r, s, n * 2); memcpy(r + n, s, n * 2); r[2 * n] = 0; return r; }
const char* text_static(void) { return "static text \xc3\xa9"; }
int32_t text_fill(char* buffer, int32_t size, const char* pattern) { int32_t n = 0; size_t len = strlen(pattern); while (n + 1 < size) { buffer[n] = pattern[n % len]; n++; } buffer[n] = 0; return n; }
void text_split(const char* s, char sep, char** parts, int32_t* count) { int32_t n = 0, most = *count; while (n < most) { const char* e = strchr(s, sep); size_t len = e ? (size_t)(e - s) : strlen(s); parts[n] = malloc(len + 1); memcpy(parts[n], s, len); parts[n][len] = 0; n++; if (!e) break; s = e + 1; } *count = n; }
int32_t text_count(const char* const* list, int32_t n) { int32_t t = 0; for (int32_t i = 0; i < n; i++) t += list[i] ? (int32_t)strlen(list[i]) : 1000; return t; }
int32_t first_byte(const void* p) { return p ? *(const uint8_t*)p : -1; }
int32_t bool_kinds(int32_t a, uint8_t b, int16_t c) { return (a ? 100 : 0) + (b ? 10 : 0) + (c ? 1 : 0) + (a == 1) * 1000 + (c == -1) * 2000; }

void buffer_generate(uint8_t** data, int32_t* size) { *size = 5; *data = malloc(5); for (int i = 0; i < 5; i++) (*data)[i] = (uint8_t)(i * i); }
void buffer_release(void* p) { free(p); }
int32_t buffer_checksum(const uint8_t* p, int32_t n) { uint32_t s = 1; for (int32_t i = 0; i < n; i++) s = s * 31 + p[i]; return (int32_t)s; }
void doubles_scale(double* p, int32_t n, double k) { for (int32_t i = 0; i < n; i++) p[i] *= k; }
void points_move(Vec3* p, int32_t n, float d) { for (int32_t i = 0; i < n; i++) { p[i].x += d; p[i].y -= d; } }
int32_t grid_sum(const int32_t* p, int32_t rows, int32_t cols) { int32_t s = 0; for (int32_t r = 0; r < rows; r++) for (int32_t c = 0; c < cols; c++) s += p[r * cols + c] * (r + 1); return s; }
int32_t set_errno(int32_t e) { errno = e; return e == 0 ? 0 : -1; }
int32_t get_errno(void) { return errno; }

typedef int32_t (*Compare)(const void*, const void*);
void sort_ints(int32_t* a, int32_t n, Compare c) { qsort(a, (size_t)n, 4, c); }
typedef struct { int32_t (*work)(int32_t, void*); void* state; int32_t from, to; int64_t sum; } Job;
static void* run_job(void* arg) { Job* j = arg; for (int32_t i = j->from; i < j->to; i++) j->sum += j->work(i, j->state); return NULL; }
int64_t sum_on_threads(int32_t threads, int32_t n, int32_t (*work)(int32_t, void*), void* state) { pthread_t t[8]; Job jobs[8]; int64_t total = 0; for (int32_t i = 0; i < threads; i++) { jobs[i] = (Job){ work, state, n * i / threads, n * (i + 1) / threads, 0 }; pthread_create(&t[i], NULL, run_job, &jobs[i]); } for (int32_t i = 0; i < threads; i++) { pthread_join(t[i], NULL); total += jobs[i].sum; } return total; }
static int32_t (*kept)(int32_t);
void keep_callback(int32_t (*f)(int32_t)) { kept = f; }
int32_t call_kept(int32_t x) { return kept ? kept(x) : -1; }
int32_t recurse(int32_t n, int32_t (*f)(int32_t, void*), void* g) { return n == 0 ? 0 : 1 + f(n - 1, g); }
int32_t mixed_version = 7;
const int32_t mixed_table[4] = { 2, 3, 5, 7 };
