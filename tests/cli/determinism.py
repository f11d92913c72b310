#!/usr/bin/env python3
"""One program, one executable: threads, order of work, cache (none, cold, warm, warmed by another program) and folders change no byte of it."""
import shutil, subprocess, sys, tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import runner

PROGRAMS = {"hello": ["--quick"], "linq": ["--quick"], "generics_virtual_methods": []}
WAYS = [
    ("one thread", "a", ["--threads", "1", "--no-cache"]),
    ("two threads, shuffled", "b", ["--threads", "2", "--no-cache", "--shuffle", "7"]),
    ("three threads, cold cache", "c", ["--threads", "3", "--cache-dir", "{cache}"]),
    ("shuffled, warm cache", "d", ["--threads", "1", "--cache-dir", "{cache}", "--shuffle", "1"]),
    ("shuffled again, warm cache", "e", ["--threads", "2", "--cache-dir", "{cache}", "--shuffle", "12345"]),
]


def build(work, dll, way, tier, cache):
    """The executable's bytes, compiled from a copy of the program in a folder of its own."""
    name, folder, options = way
    place = work / folder
    place.mkdir(exist_ok=True)
    for file in (dll, dll.with_suffix(".runtimeconfig.json"), dll.with_suffix(".pdb")):
        shutil.copy(file, place)
    command = [str(runner.AHEAD), "compile", dll.name, "-o", "program"] + [o.format(cache=cache) for o in options] + tier
    done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name}: {done.stderr}")
    return (place / "program").read_bytes()


def main():
    tools, failed = runner.Toolchain(), False
    with tempfile.TemporaryDirectory(prefix="ahead-test-") as path:
        for name, tier in PROGRAMS.items():
            work = Path(path) / name
            work.mkdir()
            dll = runner.build_dll(runner.Program(runner.ROOT / "tests" / "programs" / f"{name}.cs"), tools)
            expected = None
            for way in WAYS:
                actual = build(work, dll, way, tier, Path(path) / "cache")
                expected = expected or actual
                if actual != expected:
                    at = next((i for i, (x, y) in enumerate(zip(actual, expected)) if x != y), min(len(actual), len(expected)))
                    print(f"{name} {' '.join(tier)}: '{way[0]}' differs from '{WAYS[0][0]}' at byte {at} ({len(actual)} and {len(expected)} bytes)")
                    failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
