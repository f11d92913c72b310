#!/usr/bin/env python3
"""measure.py TITLE COMMAND… [-- TITLE COMMAND…]: table of wall time (fastest and median of 15 runs), peak memory and size of each command."""
import os, statistics, subprocess, sys
from pathlib import Path

MEASURE = Path(__file__).resolve().parent.parent / "build" / "bin" / "measure"


def measure(command, runs):
    """(seconds, peak kilobytes) of each run."""
    done = subprocess.run([str(MEASURE), str(runs), *command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"measure: {' '.join(command)} failed")
    return [(float(s), int(k)) for s, k in (line.split() for line in done.stdout.splitlines())]


def size_of(command):
    return os.path.getsize(command[1] if command[0] == "dotnet" else command[0])


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
        runs = measure(command, 15)
        times = [s * 1000 for s, _ in runs]
        note = " + runtime" if command[0] == "dotnet" else ""
        print(f"{title:24} {min(times):7.1f} ms {statistics.median(times):7.1f} ms {max(k for _, k in runs) / 1024:7.1f} MB {size_of(command) / 1024:9.0f} KB{note}")


if __name__ == "__main__":
    main()
