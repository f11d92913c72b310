#!/usr/bin/env python3
"""measure.py TITLE COMMAND… [-- TITLE COMMAND…]: table of wall time (fastest and median of 15 runs), peak memory and size of each command."""
import os, statistics, sys, time


def run(command):
    """One run with output thrown away: (seconds, peak kilobytes)."""
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"measure: {' '.join(command)} failed: {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_maxrss


def size_of(command):
    path = command[1] if command[0] == "dotnet" else command[0]
    return os.path.getsize(path)


def main():
    print(f"{'':24} {'fastest':>10} {'median':>10} {'memory':>10} {'size':>12}")
    groups, group = [], []
    for word in sys.argv[1:] + ["--"]:
        if word == "--":
            groups.append(group)
            group = []
        else:
            group.append(word)
    for title, *command in groups:
        runs = [run(command) for _ in range(15)]
        times = [s * 1000 for s, _ in runs]
        note = " + runtime" if command[0] == "dotnet" else ""
        print(f"{title:24} {min(times):7.1f} ms {statistics.median(times):7.1f} ms {max(k for _, k in runs) / 1024:7.1f} MB {size_of(command) / 1024:9.0f} KB{note}")


main()
