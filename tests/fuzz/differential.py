"""What the fuzzers of random programs share: a program for each seed, built, run under dotnet and compiled by both tiers; their output must be the same.

A difference prints the lines; the program stays in build/FOLDER/SEED for a closer look.
"""
import argparse, concurrent.futures, subprocess, sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import runner


def run(command, seconds):
    try:
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True, errors="replace", timeout=seconds)
        return done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired as late:
        return -1000, (late.stdout or b"").decode(errors="replace"), "no end"


def check(seed, options, fuzzer):
    """Problems of one program, as text."""
    folder = runner.BUILD / fuzzer.FOLDER / str(seed)
    folder.mkdir(parents=True, exist_ok=True)
    dll = folder / "fuzz.dll"
    error = fuzzer.build(seed, options.methods, folder, dll)
    if error:
        return [f"{seed}: {error}"]
    code, expected, err = run([runner.dotnet_root() / "dotnet", dll], fuzzer.DOTNET_SECONDS)
    if code:
        return [f"{seed}: dotnet ends with {code}: {err[-500:]}"]
    problems = []
    for tier in options.tiers:
        exe = folder / f"fuzz.{tier}"
        code, out, err = run([options.ahead, "compile", dll, "-o", exe, "--threads", "1", "--no-cache" if options.no_cache else "--verify"] + (["--quick"] if tier == "quick" else []), fuzzer.COMPILER_SECONDS)
        if code:
            problems.append(f"{seed} {tier}: compiler ends with {code}: {(out + err)[-500:]}")
            continue
        code, actual, err = run([exe], 60)
        lines = [f"dotnet {a} | native {b}" for a, b in zip(expected.splitlines(), actual.splitlines()) if a != b]
        if code or lines or len(expected) != len(actual):
            problems.append(f"{seed} {tier}: exit code {code} {err[-300:]}\n  " + "\n  ".join(lines[:8]))
    if not problems:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
    return problems


def main(fuzzer):
    """`fuzzer`: a module with FOLDER, METHODS, DOTNET_SECONDS, COMPILER_SECONDS and build(seed, methods, folder, dll), which returns what went wrong or None."""
    parser = argparse.ArgumentParser(description=fuzzer.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="0:10", help="FIRST:END")
    parser.add_argument("--methods", type=int, default=fuzzer.METHODS)
    parser.add_argument("--tiers", nargs="+", default=["quick", "full"])
    parser.add_argument("--ahead", type=Path, default=runner.AHEAD)
    parser.add_argument("--no-cache", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    first, end = map(int, options.seeds.split(":"))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for problems in pool.map(lambda seed: check(seed, options, fuzzer), range(first, end)):
            failed += bool(problems)
            for p in problems:
                print(p, flush=True)
    print(f"{end - first - failed} of {end - first} programs agree")
    return 1 if failed else 0
