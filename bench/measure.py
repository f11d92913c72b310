"""Processor time, wall time and peak memory of commands, through the small helper measure.c."""
import os, subprocess, sys, tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SOURCE, HELPER = Path(__file__).with_suffix(".c"), ROOT / "build" / "tools" / "measure"


class Run(NamedTuple):
    wall: float      # seconds
    cpu: float       # seconds, user and system
    peak: float      # megabytes
    code: int        # exit code, 128 + signal


def helper():
    if not HELPER.exists() or HELPER.stat().st_mtime < SOURCE.stat().st_mtime:
        HELPER.parent.mkdir(parents=True, exist_ok=True)
        compiler = next((c for c in ("clang-19", "clang", "cc") if subprocess.run(["sh", "-c", f"command -v {c}"], capture_output=True).returncode == 0), None)
        if not compiler:
            sys.exit("measure: no C compiler found (clang-19, clang, cc)")
        subprocess.run([compiler, "-O1", "-o", f"{HELPER}.new", str(SOURCE)], check=True)
        os.replace(f"{HELPER}.new", HELPER)
    return str(HELPER)


def measure(command, runs=1, timeout=0, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=None, cwd=None):
    """Runs of the command one after the other; each is killed after `timeout` seconds (0: never)."""
    with tempfile.TemporaryFile("w+") as report:
        # The helper writes to descriptor 3.
        line = ["sh", "-c", f'exec "$@" 3>&{report.fileno()}', "sh", helper(), "-n", str(runs), "-t", str(int(timeout)), *map(str, command)]
        done = subprocess.run(line, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, env=env, cwd=cwd, pass_fds=[report.fileno()])
        if done.returncode:
            sys.exit(f"measure: {' '.join(map(str, command))}: exit code {done.returncode}")
        report.seek(0)
        return [Run(float(wall), float(cpu), int(peak) / 1024, int(code)) for wall, cpu, peak, code in (line.split() for line in report)]
