#!/usr/bin/env python3
"""Programs that use NuGet packages: tests/packages/*, restored and built by one `dotnet build`, must do the same compiled as under `dotnet`.

  packages-runner.py [--report] [NAME…]   projects whose name contains a NAME; --report: bodies, seconds, memory and size of each

Without a package registry nothing is run. Projects in WAITING are not run unless they are named.
"""
import argparse, concurrent.futures, difflib, re, resource, shutil, subprocess, sys, tempfile, time
from pathlib import Path

from runner import SDK_ENVIRONMENT

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
AHEAD, WORK, SOURCE = BUILD / "bin" / "ahead", BUILD / "packages-test", ROOT / "tests" / "packages"
ENVIRONMENT = {**SDK_ENVIRONMENT, "NUGET_PACKAGES": str(WORK / "nuget")}

NOT_YET = "a complete run with this compiler"
WAITING = {"csv": NOT_YET, "hosting": "configuration bound to dictionaries: a key is not found", "newtonsoft": "code shared by instantiations: 163,000 bodies",
           "roslyn": NOT_YET, "serilog": NOT_YET, "spectre": NOT_YET, "yaml": NOT_YET}


def run(command, timeout=60, cwd=None):
    try:
        return subprocess.run([str(c) for c in command], cwd=cwd, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=timeout)
    except subprocess.TimeoutExpired as e:
        return subprocess.CompletedProcess(command, -1000, (e.stdout or b"").decode(errors="replace"), f"(no end after {timeout} s)")


def update(source, target):
    """Files that are the same keep their time, so that MSBuild does nothing for them."""
    for file in source.rglob("*"):
        copy = target / file.relative_to(source)
        if file.is_file() and (not copy.exists() or copy.read_bytes() != file.read_bytes()):
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)


def build(names):
    """All projects by one restore and one build. False: the registry cannot be reached."""
    folder = WORK / "projects"
    update(SOURCE, folder)
    solution = folder / "packages.slnx"
    solution.write_text("<Solution>\n" + "".join(f'  <Project Path="{n}/{n}.csproj" />\n' for n in names) + "</Solution>\n")
    done = run(["dotnet", "build", solution, "-c", "Release", "-m:2", "-v:quiet"], 600)
    if done.returncode and re.search(r"error NU1301|NU1301:", done.stdout):
        return False
    if done.returncode:
        sys.exit("packages-runner: " + "\n".join(l for l in done.stdout.splitlines() if "error" in l)[:4000] + done.stderr)
    return True


def shown(text):
    """Standard error without stack frames, and the text of an unhandled exception."""
    return "\n".join(l.rstrip() for l in text.splitlines() if not l.startswith("   at ")).strip()


def compile_measured(dll, exe):
    """(error, "bodies seconds memory size")."""
    command = ["/usr/bin/env", sys.executable, "-c", "import resource,subprocess,sys; c=subprocess.run(sys.argv[1:]).returncode; print('kilobytes', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(c)",
               AHEAD, "compile", dll, "-o", exe, "--quick", "--verbose"]
    start = time.time()
    done = run(command, 300)
    seconds = time.time() - start
    if done.returncode:
        return f"ahead: exit code {done.returncode}\n{(done.stdout + done.stderr).strip()[-3000:]}", ""
    bodies = re.search(r"ahead: (\d+) methods", done.stderr)
    memory = re.search(r"kilobytes (\d+)", done.stdout)
    return "", f"{int(bodies[1]) if bodies else 0:6} bodies {seconds:6.1f} s {int(memory[1]) // 1024:5} MB memory {exe.stat().st_size / 1e6:6.1f} MB"


def test(name):
    """(problem, measurements)"""
    folder = WORK / "projects" / name / "bin" / "Release" / "net10.0"
    dll, exe = folder / f"use.{name}.dll", folder / f"{name}-native"
    error, measured = compile_measured(dll, exe)
    if error:
        return error, measured
    expected, actual = run(["dotnet", dll], cwd=folder), run([exe], cwd=folder)
    problems = []
    code = actual.returncode if actual.returncode >= 0 else 128 - actual.returncode
    wanted = expected.returncode if expected.returncode >= 0 else 128 - expected.returncode
    if code != wanted:
        problems.append(f"exit code {code}, expected {wanted}")
    for what, a, b in (("stdout", expected.stdout, actual.stdout), ("stderr", shown(expected.stderr), shown(actual.stderr))):
        if a != b:
            problems.append(f"{what} differs:\n" + "\n".join(line[:300] for line in list(difflib.unified_diff(a.splitlines(), b.splitlines(), "dotnet", "ahead", lineterm="", n=1))[:30]))
    return "\n".join(problems), measured


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    names = [p.parent.name for p in sorted(SOURCE.glob("*/*.csproj")) if not options.names or any(n in p.parent.name for n in options.names)]
    if not options.names:
        for name in [n for n in names if n in WAITING]:
            print(f"wait {name}: {WAITING[name]}")
        names = [n for n in names if n not in WAITING]
    if not names:
        print("0 passed, 0 failed")
        return 0
    if not build(names):
        print("packages: the package registry cannot be reached; nothing is run")
        print("0 passed, 0 failed")
        return 0
    passed, failed = 0, []
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for name, (problem, measured) in zip(names, pool.map(test, names)):
            if problem:
                failed.append(name)
                print(f"FAIL {name}: " + problem.replace("\n", "\n     "), flush=True)
            else:
                passed += 1
            if options.report and measured:
                print(f"{name:18} {measured}", flush=True)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
