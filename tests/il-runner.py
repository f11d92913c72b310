#!/usr/bin/env python3
"""tests/il/*.il against dotnet: what C# cannot say or never says. Options and comments at the start of a program as in runner.py."""
import json, subprocess, sys
import runner

FOLDER = runner.ROOT / "tests" / "il"
runner.CACHE = runner.BUILD / "test-cache" / "il"


class Assembler:
    """Takes the place of runner.Toolchain: source to dll by ILAsm."""

    def __init__(self):
        self.dotnet = str(runner.dotnet_root() / "dotnet")
        self.script = str(FOLDER / "ilasm.sh")
        subprocess.run(["bash", self.script], check=True)
        self.identity = runner.digest(FOLDER / "ilasm.sh", *sorted(FOLDER.glob("*.ilh")))

    def compile(self, source, dll):
        done = subprocess.run(["bash", self.script, "-nologo", "-quiet", "-dll", "-pdb", "-det", f"-include={FOLDER}", f"-output={dll}", str(source)],
                              capture_output=True, text=True, errors="replace")
        if done.returncode:
            raise runner.Failure("ilasm: " + (done.stdout + done.stderr).strip()[:2000])
        dll.with_suffix(".runtimeconfig.json").write_text(json.dumps(runner.RUNTIMECONFIG))


if __name__ == "__main__":
    sys.exit(runner.main(Assembler, "il", "*.il"))
