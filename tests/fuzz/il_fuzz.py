#!/usr/bin/env python3
"""Random IL programs (il_generator.py) against dotnet, in both tiers.

  il_fuzz.py --seeds 0:50              programs 0 to 49, 40 methods each, quick and full tier
A difference prints the lines; the program stays in build/fuzz/SEED for a closer look.
"""
import json, sys

import differential
from differential import run, runner
from il_generator import Program

FOLDER, METHODS, DOTNET_SECONDS, COMPILER_SECONDS = "fuzz", 40, 120, 300


def build(seed, methods, folder, dll):
    source = folder / "fuzz.il"
    source.write_text(Program(seed, methods).text)
    code, out, err = run(["bash", runner.ROOT / "tests" / "il" / "ilasm.sh", "-nologo", "-quiet", "-dll", f"-output={dll}", source], 60)
    if code:
        return f"ilasm: {(out + err)[-500:]}"
    dll.with_suffix(".runtimeconfig.json").write_text(json.dumps(runner.RUNTIMECONFIG))


if __name__ == "__main__":
    sys.exit(differential.main(sys.modules[__name__]))
