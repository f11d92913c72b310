#!/usr/bin/env python3
"""xunit runs natively: the tests of tests/xunit/Suite have the same results under `dotnet test` and compiled, run by xunit's own discovery and execution.

The test assembly is what `dotnet build` made, unmodified; Runner/reflection.xml keeps it and what xunit finds by reflection. Packages come from the registry."""
import difflib, hashlib, re, shutil, subprocess, sys, xml.etree.ElementTree as ElementTree
from pathlib import Path

from runner import SDK_ENVIRONMENT

ROOT = Path(__file__).resolve().parent.parent
SOURCE, WORK, AHEAD = ROOT / "tests" / "xunit", ROOT / "build" / "xunit-test", ROOT / "build" / "bin" / "ahead"
TRX = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"
LEAST = 200


def run(*command, timeout=600):
    return subprocess.run([str(c) for c in command], cwd=WORK, env=SDK_ENVIRONMENT, capture_output=True, text=True, timeout=timeout)


def need(done, what):
    if done.returncode:
        print(f"FAIL {what}: exit code {done.returncode}\n{(done.stdout + done.stderr)[-3000:]}")
        print("0 passed, 1 failed")
        sys.exit(1)
    return done


def build():
    """Builds suite and runner in a copy. False: there is no registry to restore packages from."""
    key = hashlib.sha256(b"".join(str(f.relative_to(SOURCE)).encode() + f.read_bytes() for f in sorted(SOURCE.rglob("*")) if f.is_file())).hexdigest()
    stamp = WORK / "built.key"
    if stamp.exists() and stamp.read_text() == key:
        return True
    shutil.rmtree(WORK, ignore_errors=True)
    shutil.copytree(SOURCE, WORK)
    restored = run("dotnet", "restore", "Runner")
    if restored.returncode:
        if re.search(r"NU1301|NU1101|NU1102|Unable to load the service index", restored.stdout):
            return False
        need(restored, "restore")
    need(run("dotnet", "build", "Runner", "-c", "Release", "--no-restore", "-v:quiet"), "build")
    results = run("dotnet", "test", "Suite", "-c", "Release", "--no-build", "--logger", "trx;LogFileName=suite.trx", "--results-directory", WORK)   # fails: some tests do, on purpose
    if not (WORK / "suite.trx").exists():
        need(results, "dotnet test")
        sys.exit(1)
    stamp.write_text(key)
    return True


def expected():
    lines = []
    for result in ElementTree.parse(WORK / "suite.trx").getroot().iter(TRX + "UnitTestResult"):
        outcome = {"NotExecuted": "Skipped"}.get(result.get("outcome"), result.get("outcome"))
        output = result.find(TRX + "Output")
        text = lambda path: (output.findtext(path) or "") if output is not None else ""
        message = text(f"{TRX}ErrorInfo/{TRX}Message") if outcome == "Failed" else ""
        lines.append(f"{outcome} {result.get('testName')} | {escape(message)}")
    return sorted(lines)


def escape(text):
    # Places in the source are traces' business, and xunit's adapter trims messages.
    text = text.replace("\r\n", "\n").strip()
    return re.sub(r"\S+\.cs(\(|:line )\d+[^ ]*:? ?", "", text.replace("\n", "\\n"))


def actual(text):
    lines = []
    for line in text.splitlines()[:-1]:
        head, _, message = line.partition(" | ")
        lines.append(f"{head} | {escape(message.replace(chr(92) + 'n', chr(10))) if head.startswith('Failed') else ''}")
    return sorted(lines)


def main():
    if not build():
        print("skip xunit: no packages from the registry")
        print("0 passed, 0 failed")
        return 0
    output = WORK / "Runner/bin/Release/net10.0"
    need(run(AHEAD, "compile", output / "Runner.dll", "-o", WORK / "runner", "--quick", "--descriptor", SOURCE / "Runner/reflection.xml"), "compile")
    done = need(run(WORK / "runner", "Suite", timeout=60), "native run")
    want, have = expected(), actual(done.stdout)
    if len(want) < LEAST or want != have:
        print(f"FAIL xunit: {len(want)} results of dotnet test, {len(have)} native ones")
        print("\n".join("     " + line[:300] for line in difflib.unified_diff(want, have, "dotnet test", "native", lineterm="", n=0)))
        print("0 passed, 1 failed")
        return 1
    print(f"ok   xunit: {len(want)} results as under dotnet test")
    print("1 passed, 0 failed")
    return 0


sys.exit(main())
