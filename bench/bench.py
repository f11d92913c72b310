#!/usr/bin/env python3
"""Programs of bench/programs, full tier, beside dotnet in the same run: wall time, peak memory, compile time, size. Best of three."""
import subprocess, sys, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]
import runner
from measure import measure


def best(command):
    """(fastest of three in seconds, peak MB, output)."""
    output = subprocess.run(command, capture_output=True).stdout
    runs = measure(command, 3)
    return min(r[0] for r in runs), max(r[1] for r in runs) / 1024, output


def main():
    tools = runner.Toolchain()
    wanted = sys.argv[1:]
    print(f"{'program':14} {'Ahead':>9} {'dotnet':>9} {'ratio':>6}   {'Ahead':>8} {'dotnet':>8}   {'compile':>8} {'size':>8}")
    for source in sorted((ROOT / "bench" / "programs").glob("*.cs")):
        if wanted and source.stem not in wanted:
            continue
        program = runner.Program(source)
        program.name = "bench-" + program.name
        dll = runner.build_dll(program, tools)
        exe = dll.with_suffix(".native")
        start = time.perf_counter()
        done = subprocess.run([str(runner.AHEAD), "compile", str(dll), "-o", str(exe)], capture_output=True, text=True)
        compile_seconds = time.perf_counter() - start
        if done.returncode:
            print(f"{source.stem:14} {done.stderr.strip()[:200]}")
            continue
        ours, our_memory, output = best([str(exe)])
        theirs, their_memory, expected = best([tools.dotnet, str(dll)])
        note = "" if output == expected else "   OUTPUT DIFFERS"
        print(f"{source.stem:14} {ours * 1000:6.0f} ms {theirs * 1000:6.0f} ms {ours / theirs:6.2f}   {our_memory:5.1f} MB {their_memory:5.1f} MB   "
              f"{compile_seconds:6.1f} s {exe.stat().st_size / 1024:5.0f} KB{note}", flush=True)


main()
