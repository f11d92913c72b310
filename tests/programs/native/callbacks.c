// Calls back into managed code: at once, later, and from threads that only C knows.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int32_t apply(int32_t (*f)(int32_t), int32_t x) { return f(x); }
int32_t apply_many(int32_t (*f)(int32_t), int32_t n) { int32_t s = 0; for (int32_t i = 0; i < n; i++) s += f(i); return s; }
static int32_t (*kept)(int32_t);
void keep(int32_t (*f)(int32_t)) { kept = f; }
int32_t call_kept(int32_t x) { return kept ? kept(x) : -1; }
typedef int32_t (*unary)(int32_t);
static int32_t triple(int32_t x) { return 3 * x; }
unary get_triple(void) { return triple; }
void get_triple_out(unary* f) { *f = triple; }
void swap_function(unary* f) { *f = *f ? triple : NULL; }
int32_t with_text(int32_t (*f)(const char*)) { return f("from C é"); }
int32_t with_wide(int32_t (*f)(const uint16_t*)) { static const uint16_t t[] = {'w', 'i', 'd', 'e', 0x20ac, 0}; return f(t) + f(NULL); }
int32_t get_text(char* (*f)(int32_t)) { char* s = f(5); int32_t n = s ? (int32_t)strlen(s) : -1; free(s); return n; }
int32_t with_bools(int32_t (*f)(int32_t, unsigned char)) { return f(0, 0) + f(7, 0) * 10 + f(0, 200) * 100 + f(1, 1) * 1000; }
int32_t with_refs(void (*f)(int32_t*, double*, char**, int32_t*)) {
  int32_t a = 1, flag = 1; double b = 2; char* s = strdup("in");
  f(&a, &b, &s, &flag);
  int32_t r = a * 1000 + (int32_t)b * 100 + (int32_t)strlen(s) * 10 + flag;
  free(s);
  return r;
}
int32_t with_array(int32_t (*f)(int32_t*, int32_t)) { int32_t list[] = {1, 2, 3, 4}; return f(list, 4); }
typedef struct { int32_t id; const char* name; int32_t on; } Item;
int32_t with_struct(int32_t (*f)(Item)) { Item i = {7, "item", 1}; return f(i); }
int32_t with_struct_pointer(void (*f)(Item*)) { Item i = {7, strdup("item"), 0}; f(&i); int32_t r = i.id * 100 + (int32_t)strlen(i.name) * 10 + i.on; return r; }
double with_mix(double (*f)(int8_t, double, int64_t, float, uint16_t, void*, int32_t, int32_t, int32_t)) { return f(-1, 2.5, 1LL << 40, 0.5f, 65535, NULL, 7, 8, 9); }
int32_t nested(int32_t (*f)(int32_t, void*), int32_t depth) { return depth == 0 ? 0 : 1 + f(depth - 1, (void*)nested); }

int32_t with_buffer(void (*f)(char*)) { char b[64] = "buffer"; f(b); return (int32_t)strlen(b) * 1000 + b[0]; }
int32_t with_filled(void (*f)(int32_t*, int32_t)) { int32_t list[] = {1, 2, 3}; f(list, 3); return list[0] + list[1] * 10 + list[2] * 100; }
typedef struct { int32_t id; char* name; } Thing;
int32_t with_object(void (*f)(Thing*)) { Thing t = {3, strdup("thing")}; f(&t); int32_t r = t.id * 100 + (int32_t)strlen(t.name); free(t.name); return r; }

// Threads.
typedef struct { int32_t (*f)(int32_t); int32_t from, to; int64_t sum; } Work;
static void* work(void* p) { Work* w = p; for (int32_t i = w->from; i < w->to; i++) w->sum += w->f(i); return NULL; }
int64_t on_threads(int32_t (*f)(int32_t), int32_t threads, int32_t calls) {
  pthread_t t[64]; Work w[64];
  int64_t sum = 0;
  for (int32_t i = 0; i < threads; i++) { w[i] = (Work){f, i * calls, (i + 1) * calls, 0}; pthread_create(&t[i], NULL, work, &w[i]); }
  for (int32_t i = 0; i < threads; i++) { pthread_join(t[i], NULL); sum += w[i].sum; }
  return sum;
}
int64_t one_after_the_other(int32_t (*f)(int32_t), int32_t threads) {
  int64_t sum = 0;
  for (int32_t i = 0; i < threads; i++) { pthread_t t; Work w = {f, i, i + 1, 0}; pthread_create(&t, NULL, work, &w); pthread_join(t, NULL); sum += w.sum; }
  return sum;
}
// A thread that called back once and then stays in C: collections must not wait for it.
static pthread_t idle; static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER; static int32_t (*idle_f)(int32_t); static volatile int32_t arrived;
static void* idle_main(void* p) { int64_t r = idle_f(1); arrived = 1; pthread_mutex_lock(&gate); pthread_mutex_unlock(&gate); return (void*)(r + idle_f(2)); }
void start_idle(int32_t (*f)(int32_t)) { idle_f = f; arrived = 0; pthread_mutex_lock(&gate); pthread_create(&idle, NULL, idle_main, NULL); while (!arrived) sched_yield(); }
int32_t end_idle(void) { void* r; pthread_mutex_unlock(&gate); pthread_join(idle, &r); return (int32_t)(intptr_t)r; }
// A detached timer-like thread.
static void* later(void* p) { ((void (*)(void))p)(); return NULL; }
void call_later(void (*f)(void)) { pthread_t t; pthread_create(&t, NULL, later, (void*)f); pthread_detach(t); }
