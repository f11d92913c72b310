#!/usr/bin/env python3
"""tests/memory/*.cs: the same behaviour as under dotnet, and a peak of resident memory (of ours) below `//peak: MB`.

More comments at the start of a program than runner.py knows: `//config: Name=value` (a property in runtimeconfig.json), `//expect: text` (standard output, exit code 0:
where dotnet itself gives up now and then). Compiled in the full tier unless --quick.
"""
import json, os, re, resource, sys
import runner

sys.path.insert(0, str(runner.ROOT / "bench"))
from measure import measure

FOLDER = runner.ROOT / "tests" / "memory"
runner.CACHE = runner.BUILD / "test-cache" / "memory"


class Measured(runner.Program):
    def __init__(self, source):
        super().__init__(source)
        text = source.read_text()
        self.limit = float(re.search(r"^//peak: (\d+)", text, re.M)[1])
        self.config = dict(line.split("=", 1) for line in re.findall(r"^//config: (\S+)", text, re.M))
        expected = re.search(r"^//expect: (.*)", text, re.M)
        self.expected = {"out": expected[1].encode().decode("unicode_escape") + "\n", "err": "", "code": 0, "seconds": 0} if expected else None
        self.peak = 0

    def run(self, command, extra_env):
        """As in runner.py, with the peak of the process in megabytes."""
        folder = runner.CACHE / self.name
        env = {**os.environ, "LANG": "C.UTF-8", "DOTNET_gcServer": "0", **self.env, **extra_env}
        with open(folder / "out", "wb") as out, open(folder / "err", "wb") as err:
            done, = measure(command, timeout=self.timeout, stdout=out, stderr=err, env=env, cwd=folder)
        self.peak = done.peak
        return {"out": (folder / "out").read_text(errors="replace"), "err": (folder / "err").read_text(errors="replace"), "code": done.code, "seconds": done.wall}


def with_config(program, dll):
    config = json.loads(json.dumps(runner.RUNTIMECONFIG))
    for name, value in program.config.items():
        config["runtimeOptions"]["configProperties"][name] = int(value) if value.isdigit() else value
    dll.with_suffix(".runtimeconfig.json").write_text(json.dumps(config))


def main():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    names = [a for a in sys.argv[1:] if not a.startswith("-")]
    tier = "quick" if "--quick" in sys.argv else "full"
    tools, passed, failed = runner.Toolchain(), 0, 0
    key = runner.digest(runner.AHEAD, *sorted((runner.BUILD / "lib" / "ahead").glob("*.[ad]*")))
    for source in sorted(FOLDER.glob("*.cs")):
        program = Measured(source)
        if names and not any(n in program.name for n in names):
            continue
        try:
            dll = runner.build_dll(program, tools)
            with_config(program, dll)
            expected = program.expected or runner.oracle(program, tools, dll)
            exe = runner.build_native(program, dll, tier, key)
            actual = program.run([str(exe)], {"AHEAD_GC_STRESS": "10000", "AHEAD_GC_VERIFY": "1"} if "--gc-stress" in sys.argv else {})
            runner.compare(program, expected, actual)
            if program.peak > program.limit:
                raise runner.Failure(f"peak {program.peak:.1f} MB, limit {program.limit:.0f} MB")
            passed += 1
            if "--verbose" in sys.argv:
                print(f"ok   {program.name}: {program.peak:.1f} of {program.limit:.0f} MB, {actual['seconds']:.1f} s (dotnet {expected['seconds']:.1f} s)", flush=True)
        except runner.Failure as failure:
            failed += 1
            print(f"FAIL {program.name} ({program.peak:.0f} MB): " + str(failure).replace("\n", "\n     "), flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
