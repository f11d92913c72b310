#!/usr/bin/env python3
"""Tests of publishing: tests/publish/test_*.py against packages made of build/, restored from a folder feed.

  publish-runner.py [NAME…]   tests whose name contains a NAME
"""
import importlib, subprocess, sys, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "publish"))
import harness


def tests():
    for file in sorted(Path(harness.HERE).glob("test_*.py")):
        module = importlib.import_module(file.stem)
        for name, value in vars(module).items():
            if name.startswith("test_"):
                yield f"{file.stem[5:]}.{name[5:]}", value


def main(names):
    harness.WORK.mkdir(parents=True, exist_ok=True)
    harness.make_packages()
    passed = failed = 0
    for name, test in tests():
        if names and not any(n in name for n in names):
            continue
        if not names and getattr(test, "waits_for", ""):
            print(f"wait {name}: {test.waits_for}")
            continue
        start = time.time()
        try:
            test()
            passed += 1
            if names:
                print(f"ok   {name} ({time.time() - start:.1f} s)")
        except (harness.Failed, subprocess.TimeoutExpired, OSError) as e:
            failed += 1
            print(f"FAIL {name}\n     " + str(e).strip().replace("\n", "\n     ")[:4000])
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
