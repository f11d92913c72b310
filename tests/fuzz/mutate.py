#!/usr/bin/env python3
"""Damaged assemblies: bytes of valid ones are changed at random, and the compiler must end with an executable or with an error message. It must
not crash, hang or take all memory.

  mutate.py --count 200 PROGRAM.dll …      default programs: those that the test runners built last
A case that fails is kept as build/fuzz/mutant-SEED.dll.
"""
import argparse, concurrent.futures, random, resource, subprocess, sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import runner

FOLDER = runner.BUILD / "fuzz"
SECONDS, MEMORY = 60, 4 << 30


def metadata_range(data):
    """(begin, end) of the metadata, by its signature; the IL lies before it."""
    at = data.find(b"BSJB")
    return (at, len(data)) if at >= 0 else (0, len(data))


def flip(data, rng, begin, end):
    at = rng.randrange(begin, end)
    data[at] ^= 1 << rng.randrange(8)


def number(data, rng, begin, end):
    at, value = rng.randrange(begin, max(begin + 1, end - 4)), rng.choice((0, 1, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, rng.getrandbits(32)))
    size = rng.choice((1, 2, 4))
    data[at:at + size] = (value & (1 << 8 * size) - 1).to_bytes(size, "little")


def swap(data, rng, begin, end):
    size = rng.choice((2, 4, 8, 14))
    a, b = (rng.randrange(begin, max(begin + 1, end - size)) for _ in range(2))
    data[a:a + size], data[b:b + size] = data[b:b + size], data[a:a + size]


def mutate(original, seed):
    rng = random.Random(seed)
    data = bytearray(original)
    begin, end = metadata_range(data)
    if rng.random() < .4:
        begin, end = 0x200, begin       # code
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        rng.choice((flip, flip, number, swap))(data, rng, begin, end)
    if rng.random() < .03:
        del data[rng.randrange(0x80, len(data)):]
    return bytes(data)


def check(seed, programs, ahead):
    source = programs[seed % len(programs)]
    mutant, exe = FOLDER / f"mutant-{seed}.dll", FOLDER / f"mutant-{seed}.exe"
    mutant.write_bytes(mutate(source.read_bytes(), seed))

    def limits():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        done = subprocess.run([str(ahead), "compile", str(mutant), "-o", str(exe), "--quick", "--threads", "1"], capture_output=True, text=True, errors="replace",
                              timeout=20 * SECONDS, preexec_fn=limits)
        code, err = done.returncode, done.stderr
    except subprocess.TimeoutExpired:
        code, err = -1000, "no end"
    exe.unlink(missing_ok=True)
    good = code == 0 or (code in (1, 2) and "error:" in err)
    if good:
        mutant.unlink()
        return None
    return f"seed {seed} of {source.name}: exit code {code}: {err.strip()[-300:]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--ahead", type=Path, default=runner.AHEAD)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    programs = options.programs or sorted((runner.BUILD / "test-cache").glob("**/*.dll"))
    if not programs:
        sys.exit("mutate: no programs; run tests/runner.py or tests/il-runner.py first")
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for problem in pool.map(lambda seed: check(seed, programs, options.ahead), range(options.first, options.first + options.count)):
            if problem:
                failed += 1
                print(problem, flush=True)
    print(f"{options.count - failed} of {options.count} damaged assemblies end well")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
