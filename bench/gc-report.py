#!/usr/bin/env python3
"""Pauses and throughput of the collectors, side by side: Ahead, Native AOT of .NET 9 (ILC) and the JIT of .NET 10, each with and without the
concurrent collector where there is one.

  gc-report.py [--seconds 10] [--megabytes 1024] [--mutators 1] [--save NAME]

One program (bench/programs/gc_pauses.cs) for all. Its pauses are gaps longer than 0.2 ms that a thread sees which only looks at the clock: every cause counts,
the scheduler's too, so an idle run shows the machine's own noise. The ways run in turn. build/bench/gc-report.md and .json; --save also puts them
into docs/measurements/NAME.
"""
import argparse, json, os, subprocess, sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import bench

WAYS = [("ahead", "Ahead", {}), ("ilc", "ILC 9, blocking", {"DOTNET_gcConcurrent": "0"}), ("ilc", "ILC 9, concurrent", {"DOTNET_gcConcurrent": "1"}),
        ("jit", "JIT 10, blocking", {"DOTNET_gcConcurrent": "0"}), ("jit", "JIT 10, concurrent", {"DOTNET_gcConcurrent": "1"})]
COLUMNS = [("p50", "p50 ms"), ("p99", "p99 ms"), ("max", "max ms"), ("gaps", "gaps"), ("stalled_percent", "stalled %"), ("own_pause_ms", "own count, ms"), ("collections", "collections"),
           ("full", "full"), ("allocated_mb_per_second", "MB/s"), ("operations_per_second", "operations/s"), ("peak_mb", "peak MB")]


def run(built, env, mode, options):
    command = ["/usr/bin/env"] + [f"{k}={v}" for k, v in {**env, "DOTNET_TieredPGO": "0"}.items()] + built.command + [mode, str(options.megabytes), str(options.seconds), str(options.mutators)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        return {"error": f"status {status}: {process.stderr.read()[-300:]}"}
    return {**json.loads(out), "peak_mb": usage.ru_maxrss >> 10}


def table(mode, rows):
    lines = [f"| {mode} | " + " | ".join(title for _, title in COLUMNS) + " |", "| --- " * (len(COLUMNS) + 1) + "|"]
    for name, row in rows:
        lines.append(f"| {name} | " + (row["error"] if "error" in row else " | ".join(f"{row[key]:,}" if isinstance(row[key], int) else f"{row[key]:g}" for key, _ in COLUMNS)) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--megabytes", type=int, default=1024, help="size of the live heap")
    parser.add_argument("--mutators", type=int, default=1)
    parser.add_argument("--save", metavar="NAME")
    options = parser.parse_args()
    tools = bench.runner.Toolchain()
    built = bench.build_all(["gc_pauses"], tools)["gc_pauses"]
    results = {"idle": [("Ahead", run(built["ahead"], {}, "idle", options))]}
    for mode in ("live", "churn"):
        results[mode] = [(name, run(built[way], env, mode, options)) for way, name, env in WAYS if way in built]
    text = f"{os.cpu_count()} processors, {options.seconds} s each, {options.mutators} mutator(s), live heap {options.megabytes} MB\n\n" + "\n\n".join(table(mode, rows) for mode, rows in results.items()) + "\n"
    print(text)
    folders = [bench.WORK] + ([bench.ROOT / "docs" / "measurements"] if options.save else [])
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        name = options.save if folder != bench.WORK else "gc-report"
        (folder / f"{name}.md").write_text(text)
        (folder / f"{name}.json").write_text(json.dumps({"settings": vars(options), "results": results}, indent=1) + "\n")


if __name__ == "__main__":
    main()
