// measure [-n RUNS] [-t SECONDS] COMMAND…: runs a command, one line per run on standard error's place 3 (file descriptor 3, or standard output when 3 is closed):
// wall seconds, processor seconds (user + system), peak kilobytes, exit code (128 + signal). A small process of its own, because a child's peak starts with
// what its parent has: a fork of Python never shows less than Python's own memory.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static double seconds(struct timeval t) { return t.tv_sec + t.tv_usec * 1e-6; }

static pid_t child;
static void kill_child(int signal) { (void)signal; kill(child, SIGKILL); }

static void run(char **command, FILE *report) {
  double start = now();
  if ((errno = posix_spawnp(&child, command[0], NULL, NULL, command, environ))) { perror(command[0]); exit(127); }
  int status;
  struct rusage usage;
  while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {}
  double wall = now() - start;
  fprintf(report, "%.6f %.6f %ld %d\n", wall, seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss,
          WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

int main(int argc, char **argv) {
  int runs = 1, limit = 0, option;
  while ((option = getopt(argc, argv, "+n:t:")) != -1) {
    if (option == 'n') runs = atoi(optarg);
    else if (option == 't') limit = atoi(optarg);
    else return 2;
  }
  if (optind == argc) return 2;
  // The command does not inherit the descriptor of the report.
  FILE *report = fcntl(3, F_SETFD, FD_CLOEXEC) == 0 ? fdopen(3, "w") : stdout;
  signal(SIGALRM, kill_child);
  for (int i = 0; i < runs; i++) {
    alarm(limit);
    run(argv + optind, report);
  }
  return 0;
}
