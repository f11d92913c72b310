#!/usr/bin/env python3
"""Ahead beside the JIT of .NET 10 and Native AOT of .NET 9 (ILC), in one run: start, processor time, memory, size, compile time.

  bench.py [NAME…] [--rounds N] [--all]     default: hello and the five programs of the goal; --all: everything in bench/programs

The ways are run in turn, round after round, so that a busy machine hurts all of them; tables show the median of processor times (user and system) and the fastest
start. Where ILC's packages cannot be restored its columns stay empty. Everything measured goes to build/bench/results.json, the tables to build/bench/results.md.
"""
import argparse, json, math, os, platform, re, shutil, statistics, subprocess, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import runner
from measure import measure

PROGRAMS, WORK = ROOT / "bench" / "programs", ROOT / "build" / "bench"
FIVE = {"nbody": "20000000", "fannkuch": "11", "matmul": "900", "binarytrees": "18", "wordfreq": "400"}  # with arguments for about a second each
WAYS = {"ahead": "Ahead", "ilc": "ILC 9", "jit": "JIT 10"}
STARTS = 10  # starts of hello in a round

# All three ways without ICU and without a collector thread.
RUNTIMECONFIG = {"runtimeOptions": {"tfm": "net10.0", "framework": {"name": "Microsoft.NETCore.App", "version": "10.0.0"},
                                    "configProperties": {"System.Globalization.Invariant": True, "System.GC.Concurrent": False}}}

ILC_PROJECT = """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net9.0</TargetFramework>
    <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
    <PublishAot>true</PublishAot>
    <InvariantGlobalization>true</InvariantGlobalization>
    <ConcurrentGarbageCollection>false</ConcurrentGarbageCollection>
    <ImplicitUsings>enable</ImplicitUsings>
    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <LangVersion>latest</LangVersion>
    <NoWarn>$(NoWarn);CS8632</NoWarn>
    <CppCompilerAndLinker>clang-19</CppCompilerAndLinker>
  </PropertyGroup>
</Project>
"""


class Built:
    """One program built one way: its command, size in bytes, and compile times in seconds by name."""

    def __init__(self, name, command, size, **seconds):
        self.command, self.size, self.seconds = command + ([FIVE[name]] if name in FIVE else []), size, seconds


def build_ahead(name, dll):
    """Twice: with an empty cache and with the cache that this left."""
    exe, cache = WORK / "ahead" / name, WORK / "ahead" / f"{name}.cache"
    exe.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(cache, ignore_errors=True)
    seconds = {}
    for state in ("cold", "warm"):
        done, = measure([runner.AHEAD, "compile", dll, "-o", exe, "--cache-dir", cache], stderr=None)
        seconds[state], seconds[f"{state} processor"] = done.wall, done.cpu
        if done.code:
            print(f"{name}: ahead compile: exit code {done.code}")
            return None
    shutil.rmtree(cache)
    return Built(name, [str(exe)], exe.stat().st_size, **seconds)


def ilc_seconds(log):
    """What the steps of ILC's publishing took that correspond to `ahead compile`: compiler and linker."""
    times = {target: int(ms) for ms, target in re.findall(r"^\s*(\d+) ms\s+(IlcCompile|LinkNative)\s", log, re.M)}
    return sum(times.values()) / 1000 if "IlcCompile" in times else None


def build_ilc(name, source, dotnet):
    folder = WORK / "ilc" / name
    exe, stamp = folder / "out" / name, folder / "built.json"
    key = runner.digest(source, ILC_PROJECT)
    if exe.exists() and stamp.exists() and (kept := json.loads(stamp.read_text()))["key"] == key:
        return Built(name, [str(exe)], exe.stat().st_size, cold=kept["seconds"])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(source, folder / "Program.cs")
    (folder / f"{name}.csproj").write_text(ILC_PROJECT)
    # Settings of this repository are not for this project.
    for file in ("Directory.Build.props", "Directory.Build.targets"):
        (folder / file).write_text("<Project />\n")
    done = subprocess.run([dotnet, "publish", "-c", "Release", "-o", "out", "-nologo", "-v:minimal", "-clp:PerformanceSummary", "-nodeReuse:false"], cwd=folder, capture_output=True, text=True)
    (folder / "publish.log").write_text(done.stdout + done.stderr)
    if done.returncode or not exe.exists():
        return None
    stamp.write_text(json.dumps({"key": key, "seconds": ilc_seconds(done.stdout)}))
    return Built(name, [str(exe)], exe.stat().st_size, cold=ilc_seconds(done.stdout))


def build_all(names, tools):
    built, ilc_absent = {}, None
    for name in names:
        source = PROGRAMS / f"{name}.cs"
        progress(f"building {name}")
        program = runner.Program(source)
        program.name = f"bench-{name}"
        dll = runner.build_dll(program, tools)
        dll.with_suffix(".runtimeconfig.json").write_text(json.dumps(RUNTIMECONFIG))
        ways = {"ahead": build_ahead(name, dll), "ilc": None if ilc_absent else build_ilc(name, source, tools.dotnet), "jit": Built(name, [tools.dotnet, str(dll)], dll.stat().st_size)}
        if not ways["ilc"] and not ilc_absent:
            log = WORK / "ilc" / name / "publish.log"
            ilc_absent = f"ILC is absent: publishing {name} failed, see {log}"
            print(ilc_absent, file=sys.stderr)
        built[name] = {way: b for way, b in ways.items() if b}
    return built


def outputs_agree(name, ways):
    """Runs every way once; its output has to be the JIT's."""
    said = {way: subprocess.run(b.command, capture_output=True).stdout for way, b in ways.items()}
    wrong = [WAYS[way] for way, out in said.items() if out != said["jit"]]
    if wrong:
        print(f"{name}: the output of {', '.join(wrong)} differs from the JIT's")
    return not wrong


def progress(text):
    if sys.stderr.isatty():
        print(text.ljust(60), end="\r", file=sys.stderr, flush=True)


def run_rounds(built, rounds):
    """{program: {way: [Run, …]}}, the ways in turn."""
    runs = {name: {way: [] for way in ways} for name, ways in built.items()}
    for i in range(rounds):
        for name, ways in built.items():
            progress(f"round {i + 1} of {rounds}: {name}")
            for way, b in ways.items():
                runs[name][way] += measure(b.command, runs=STARTS if name == "hello" else 1)
    progress("")
    return runs


def summary(built, runs):
    """Numbers by program and way: milliseconds, megabytes, kilobytes, seconds."""
    result = {}
    for name, ways in built.items():
        result[name] = {}
        for way, b in ways.items():
            r = runs[name][way]
            result[name][way] = {
                "wall_min_ms": 1000 * min(x.wall for x in r), "wall_median_ms": 1000 * statistics.median(x.wall for x in r),
                "cpu_min_ms": 1000 * min(x.cpu for x in r), "cpu_median_ms": 1000 * statistics.median(x.cpu for x in r),
                "peak_mb": statistics.median(x.peak for x in r), "size_kb": b.size / 1024, "compile_s": b.seconds, "failed": sum(x.code != 0 for x in r)}
    return result


def ratio(row, way, key):
    if "ahead" not in row or way not in row:
        return None
    return row["ahead"][key] / row[way][key]


def geometric_mean(values):
    values = [v for v in values if v]
    return math.exp(sum(map(math.log, values)) / len(values)) if values else None


def number(value, form):
    return format(value, form) if value is not None else "–"


def cell(row, way, key, form):
    return number(row[way][key], form) if way in row else "–"


def table(head, rows):
    """Markdown that also reads well as plain text."""
    width = [max(len(str(r[i])) for r in [head] + rows) for i in range(len(head))]
    line = lambda r: "| " + " | ".join(str(c).ljust(w) if i == 0 else str(c).rjust(w) for i, (c, w) in enumerate(zip(r, width))) + " |"
    return "\n".join([line(head), "|" + "|".join("-" * (w + 1) + (":" if i else "-") for i, w in enumerate(width)) + "|"] + [line(r) for r in rows])


def hello_table(row):
    lines = [["start, fastest", "wall_min_ms", ".2f", "ms"], ["start, median", "wall_median_ms", ".2f", "ms"], ["processor time", "cpu_median_ms", ".2f", "ms"],
             ["peak memory", "peak_mb", ".1f", "MB"], ["size", "size_kb", ".0f", "KB"]]
    rows = [[f"{title}, {unit}"] + [cell(row, way, key, form) if (way, key) != ("jit", "size_kb") else "(runtime)" for way in WAYS] +
            [number(ratio(row, "ilc", key), ".2f"), number(ratio(row, "jit", key) if key != "size_kb" else None, ".2f")] for title, key, form, unit in lines]
    return table(["hello", *WAYS.values(), "Ahead : ILC", "Ahead : JIT"], rows)


def programs_table(result):
    names = [n for n in result if n != "hello"]
    rows = []
    for name in names:
        row = result[name]
        rows.append([name] + [cell(row, way, "cpu_median_ms", ".0f") for way in WAYS] + [number(ratio(row, "ilc", "cpu_median_ms"), ".2f"), number(ratio(row, "jit", "cpu_median_ms"), ".2f")]
                    + [cell(row, way, "peak_mb", ".0f") for way in WAYS] + [cell(row, way, "size_kb", ".0f") for way in ("ahead", "ilc")])
    means = [number(geometric_mean([ratio(result[n], way, "cpu_median_ms") for n in names]), ".2f") for way in ("ilc", "jit")]
    rows.append(["geometric mean", "", "", "", *means, "", "", "", "", ""])
    return table(["processor time, ms; peak, MB; size, KB", *WAYS.values(), "Ahead : ILC", "Ahead : JIT", *(f"{w} MB" for w in WAYS.values()), "Ahead KB", "ILC KB"], rows)


def compile_table(result):
    rows = []
    for name, row in result.items():
        ours, theirs = row.get("ahead", {}).get("compile_s", {}), row.get("ilc", {}).get("compile_s", {})
        rows.append([name, *(number(ours.get(key), ".1f") for key in ("cold", "cold processor", "warm", "warm processor")), number(theirs.get("cold"), ".1f")])
    return table(["compile time, s", "Ahead, cold", "processor", "Ahead, warm cache", "processor", "ILC"], rows)


def goals(result):
    """The project's goals that these numbers decide, each with its verdict."""
    lines = []

    def goal(text, value, limit, form=".2f"):
        if value is not None:
            lines.append(f"{'holds ' if value <= limit else 'MISSED'}  {text}: {value:{form}} (at most {limit})")

    hello = result.get("hello", {})
    goal("start of hello, Ahead : ILC", ratio(hello, "ilc", "wall_min_ms"), 1)
    goal("memory of hello, Ahead : ILC", ratio(hello, "ilc", "peak_mb"), 1)
    goal("size of hello, Ahead : ILC", ratio(hello, "ilc", "size_kb"), 1)
    if FIVE.keys() <= result.keys():
        goal("processor time of the five, geometric mean, Ahead : ILC", geometric_mean([ratio(result[n], "ilc", "cpu_median_ms") for n in FIVE]), 1.3)
    if "ahead" in hello:
        # On a machine that is busy with other things the processor time is the better upper bound.
        seconds = hello["ahead"]["compile_s"]
        goal("hello compiled with an empty cache, s", min(seconds["cold"], seconds["cold processor"]), 8, ".1f")
        goal("hello compiled with a warm cache, s", min(seconds["warm"], seconds["warm processor"]), 2, ".1f")
    return lines


def machine():
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), platform.processor())
    return f"{model}, {os.cpu_count()} processors, Linux {platform.release()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="programs of bench/programs")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--all", action="store_true", help="all programs of bench/programs")
    options = parser.parse_args()
    everything = sorted(p.stem for p in PROGRAMS.glob("*.cs"))
    names = options.names or (["hello"] + [n for n in everything if n != "hello"] if options.all else ["hello", *FIVE])
    if unknown := [n for n in names if n not in everything]:
        sys.exit(f"bench: no such program: {', '.join(unknown)} (there are {', '.join(everything)})")
    tools = runner.Toolchain()
    built = build_all(names, tools)
    agree = all([outputs_agree(name, ways) for name, ways in built.items()])
    runs = run_rounds(built, options.rounds)
    result = summary(built, runs)
    parts = [hello_table(result["hello"])] if "hello" in result else []
    parts += [programs_table(result)] if any(n != "hello" for n in result) else []
    parts += [compile_table(result), "```\n" + "\n".join(goals(result)) + "\n```"]
    text = "\n\n".join(parts)
    (WORK / "results.json").write_text(json.dumps({"machine": machine(), "rounds": options.rounds, "programs": result,
                                                   "runs": {n: {w: [r._asdict() for r in rs] for w, rs in ways.items()} for n, ways in runs.items()}}, indent=1))
    (WORK / "results.md").write_text(f"{machine()}; {options.rounds} rounds; JIT: .NET 10, ILC: .NET 9 Native AOT, default options.\n\n{text}\n")
    print(text.replace("```\n", "").replace("\n```", ""))
    return 0 if agree and not any(w["failed"] for ways in result.values() for w in ways.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
