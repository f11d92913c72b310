#!/usr/bin/env python3
"""Random C# programs (csharp_generator.py) against dotnet, in both tiers.

  csharp_fuzz.py --seeds 0:50          programs 0 to 49, 25 methods each, quick and full tier
A difference prints the lines; the program stays in build/fuzz-cs/SEED for a closer look.
"""
import argparse, concurrent.futures, subprocess, sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import runner
from csharp_generator import Program

FOLDER = runner.BUILD / "fuzz-cs"


def run(command, seconds):
    try:
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True, errors="replace", timeout=seconds)
        return done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired as late:
        return -1000, (late.stdout or b"").decode(errors="replace"), "no end"


def check(seed, options, tools):
    """Problems of one program, as text."""
    folder = FOLDER / str(seed)
    folder.mkdir(parents=True, exist_ok=True)
    source, dll = folder / "fuzz.cs", folder / "fuzz.dll"
    source.write_text(Program(seed, options.methods).text)
    try:
        tools.compile(source, dll)
    except runner.Failure as failure:
        errors = [line for line in str(failure).splitlines() if " error " in line]
        return [f"{seed}: " + "\n  ".join(errors[:5])]
    code, expected, err = run([tools.dotnet, dll], 60)
    if code:
        return [f"{seed}: dotnet ends with {code}: {err[-500:]}"]
    problems = []
    for tier in options.tiers:
        exe = folder / f"fuzz.{tier}"
        code, out, err = run([options.ahead, "compile", dll, "-o", exe, "--threads", "1", "--verify"] + (["--quick"] if tier == "quick" else []), 600)
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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="0:10", help="FIRST:END")
    parser.add_argument("--methods", type=int, default=25)
    parser.add_argument("--tiers", nargs="+", default=["quick", "full"])
    parser.add_argument("--ahead", type=Path, default=runner.AHEAD)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    tools = runner.Toolchain()
    first, end = map(int, options.seeds.split(":"))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for problems in pool.map(lambda seed: check(seed, options, tools), range(first, end)):
            failed += bool(problems)
            for p in problems:
                print(p, flush=True)
    print(f"{end - first - failed} of {end - first} programs agree")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
