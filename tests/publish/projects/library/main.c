// Calls what the library exports: linked with it (LINKED) or loaded by name.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "library.h"

#ifndef LINKED
#include <dlfcn.h>
static void *library;
static void *find(const char *name) {
  void *found = dlsym(library, name);
  if (!found) { printf("%s is not there\n", name); exit(1); }
  return found;
}
#define CALL(name) ((__typeof__(&name))find(#name))
#else
#define CALL(name) name
#endif

static void collect(int32_t value, void *state) {
  char *text = state;
  sprintf(text + strlen(text), "%d ", value);
}

static void *work(void *argument) {
  int *result = argument;
  for (int i = 0; i < 20; i++) *result = CALL(sample_work)(500 + i);
  return NULL;
}

int main(int argc, char **argv) {
#ifndef LINKED
  library = dlopen(argv[1], RTLD_NOW);
  if (!library) { puts(dlerror()); return 1; }
  printf("hidden: %d\n", !dlsym(library, "ahead_program") && !dlsym(library, "malloc_is_here") && !dlsym(library, "NotExported"));
#endif
  pthread_t threads[4];
  int results[4] = {0};
  for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, work, &results[i]);   // the first call comes from one of these
  for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  printf("work %d %d %d %d, logged %d, initialized %d\n", results[0], results[1], results[2], results[3], CALL(sample_logged)(), CALL(sample_initialized)());
  printf("add %d, length %d\n", CALL(sample_add)(40, 2), CALL(sample_length)((uint8_t *)"gr\xc3\xbc\xc3\x9f"));
  Point p = {3, 1.5}, q = CALL(sample_scale)(p, 2), r = {1, 0.25};
  printf("scale %d %g\n", q.X, q.Y);
  Packet packet = {Shade_Dark, {1, 2, 3}, {10, 0.5}, &r};
  printf("sum %g\n", CALL(sample_sum)(&packet));
  Either one;
  float f = 1;
  memcpy(&one, &f, sizeof one);
  printf("bits %x\n", CALL(sample_bits)(one));
  char text[100] = "";
  int32_t values[] = {5, 1, 4};
  int count = CALL(sample_each)(values, 3, collect, text);
  printf("each %d: %s\n", count, text);
  printf("caught %d %d\n", CALL(sample_caught)(7), CALL(sample_caught)(0));
  CALL(sample_where)((uint8_t *)text, sizeof text);
  printf("trace %s\n", text);
  fflush(stdout);
#ifndef LINKED
  dlclose(library);                                        // stays in memory: the runtime has threads
#endif
  if (argc > 2 && !strcmp(argv[2], "throw")) CALL(sample_throw)();
  if (argc > 2 && !strcmp(argv[2], "fault")) *(volatile int *)8 = 1;
  return 7;
}
