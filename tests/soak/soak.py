#!/usr/bin/env python3
"""The soak program with heap verification: soak.py [--seconds 20] [--exceptions 100000] [--threads 10000] [--full] [--keep]

The long form, once per release: soak.py --seconds 600 --exceptions 1000000 --threads 10000
"""
import argparse, os, subprocess, sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import runner


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--exceptions", type=int, default=100000)
    parser.add_argument("--threads", type=int, default=10000)
    parser.add_argument("--full", action="store_true", help="compile with the full tier")
    options = parser.parse_args()
    work = runner.BUILD / "soak"
    work.mkdir(parents=True, exist_ok=True)
    dll, exe = work / "soak.dll", work / "soak"
    tools = runner.Toolchain()
    tools.compile(HERE / "soak.cs", dll)
    subprocess.run([str(runner.AHEAD), "compile", str(dll), "-o", str(exe)] + ([] if options.full else ["--quick"]), check=True, stderr=subprocess.DEVNULL)
    failed = 0
    for name, amount, env in (("soak", options.seconds, {"AHEAD_GC_VERIFY": "1"}), ("exceptions", options.exceptions, {}), ("threads", options.threads, {})):
        try:
            code = subprocess.run([str(exe), name, str(amount)], env={**os.environ, **env}, timeout=options.seconds * 2 + 600).returncode
        except subprocess.TimeoutExpired:
            code = "no end"
        if code:
            failed += 1
            print(f"FAIL soak {name} {amount}: {code}")
    print(f"{3 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
