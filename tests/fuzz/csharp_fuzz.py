#!/usr/bin/env python3
"""Random C# programs (csharp_generator.py) against dotnet, in both tiers.

  csharp_fuzz.py --seeds 0:50          programs 0 to 49, 25 methods each, quick and full tier
A difference prints the lines; the program stays in build/fuzz-cs/SEED for a closer look.
"""
import functools, sys

import differential
from differential import runner
from csharp_generator import Program

FOLDER, METHODS, DOTNET_SECONDS, COMPILER_SECONDS = "fuzz-cs", 25, 60, 600
toolchain = functools.cache(runner.Toolchain)


def build(seed, methods, folder, dll):
    source = folder / "fuzz.cs"
    source.write_text(Program(seed, methods).text)
    try:
        toolchain().compile(source, dll)
    except runner.Failure as failure:
        return "\n  ".join([line for line in str(failure).splitlines() if " error " in line][:5]) or "csc"


if __name__ == "__main__":
    toolchain()   # before the threads
    sys.exit(differential.main(sys.modules[__name__]))
