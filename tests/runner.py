#!/usr/bin/env python3
"""Differential test runner: every tests/programs/*.cs must do the same compiled by Ahead as under `dotnet`.

Compared: standard output, exit code, standard error without stack frames. `dotnet` is the oracle; its answers are kept in
build/test-cache by the hash of the program, so that only changed programs run it again.

Comments at the start of a program:
  //args: a b        command line            //stdin: text     standard input (\\n for a new line)
  //env: A=b         environment, repeatable //timeout: 60     seconds
  //stress: 500      --gc-stress collects at every 500th allocation, not at every one (for programs that allocate much)
  //options: --instruction-set x86-64-v3          how Ahead compiles it
  //native: a.c            tests/programs/native/a.c is built as liba.so beside the program, repeatable
  //mode: skip-quick, skip-full, skip-stress, skip-static (needs a shared library or ICU), stderr-frames (compare stack frames, too)
"""
import argparse, concurrent.futures, difflib, hashlib, json, os, re, shlex, shutil, subprocess, sys, tempfile, threading, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
AHEAD = BUILD / "bin" / "ahead"
CACHE = BUILD / "test-cache"
USINGS = "".join(f"global using {n};\n" for n in ("System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http",
                                                  "System.Threading", "System.Threading.Tasks"))
RUNTIMECONFIG = {"runtimeOptions": {"tfm": "net10.0", "framework": {"name": "Microsoft.NETCore.App", "version": "10.0.0"},
                                    "configProperties": {"System.GC.Concurrent": False}}}


# Of commands that build, publish and test projects.
SDK_ENVIRONMENT = {**os.environ, "MSBUILDDISABLENODEREUSE": "1", "DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1", "DOTNET_CLI_USE_MSBUILD_SERVER": "0", "LANG": "C.UTF-8", "TZ": "UTC"}
CRASHES = {128 + n for n in (4, 6, 7, 8, 11)}   # SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV
UNSTEADY_LIMIT = 3                               # programs of a run that may differ once: a busy machine shifts timing; more is a fault


def dotnet_root():
    root = os.environ.get("DOTNET_ROOT")
    if root:
        return Path(root)
    for folder in os.environ.get("PATH", "").split(":"):
        if os.access(f"{folder}/dotnet", os.X_OK):
            return Path(f"{folder}/dotnet").resolve().parent
    sys.exit("runner: dotnet not found on PATH")


def newest(folder, pattern="10.*"):
    found = sorted(folder.glob(pattern), key=lambda p: [int(n) for n in re.findall(r"\d+", p.name)])
    return found[-1] if found else sys.exit(f"runner: nothing in {folder}")


class Toolchain:
    """csc and the reference assemblies of the installed SDK; one response file for all programs."""

    def __init__(self):
        root = dotnet_root()
        self.dotnet = str(root / "dotnet")
        self.csc = newest(root / "sdk") / "Roslyn" / "bincore" / "csc.dll"
        refs = newest(root / "packs" / "Microsoft.NETCore.App.Ref")
        CACHE.mkdir(parents=True, exist_ok=True)
        (CACHE / "usings.cs").write_text(USINGS)
        lines = [f"-r:{f}" for f in sorted((refs / "ref" / "net10.0").glob("*.dll"))]
        lines += [f"-analyzer:{f}" for f in sorted((refs / "analyzers" / "dotnet" / "cs").glob("*.dll"))]
        lines += ["-nostdlib+", "-nologo", "-optimize+", "-deterministic+", "-unsafe+", "-langversion:latest", "-debug:portable", "-nowarn:1591,8632,162,219,168,414,649,169,67",
                  f"-pathmap:{ROOT}=/_", str(CACHE / "usings.cs")]
        self.response = CACHE / "csc.rsp"
        text = "\n".join(lines) + "\n"
        self.response.write_text(text)
        self.identity = text + str(self.csc)

    def compile(self, source, dll):
        """Writes the files by rename: several runners may share the cache."""
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            self.compile_in(source, Path(folder) / dll.name)
            for file in Path(folder).iterdir():
                os.replace(file, dll.parent / file.name)

    def compile_in(self, source, dll):
        command = [self.dotnet, str(self.csc), "-noconfig", "-shared", "-keepalive:300", f"@{self.response}", f"-out:{dll}", str(source)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise Failure("csc: " + done.stdout.strip()[:2000])
        dll.with_suffix(".runtimeconfig.json").write_text(json.dumps(RUNTIMECONFIG))


class Failure(Exception):
    """`steady`: running again could not change it (the compiler failed, the program crashed)."""

    def __init__(self, text, steady=True):
        super().__init__(text)
        self.steady = steady


class Program:
    def __init__(self, source):
        self.source, self.name = source, source.stem
        self.args, self.stdin, self.env, self.timeout, self.modes, self.stress, self.options = [], "", {}, 60, set(), "1", []
        self.native = []
        for line in source.read_text(errors="replace").splitlines()[:30]:
            match = re.match(r"//\s*(args|stdin|env|timeout|stress|mode|options|native):\s?(.*)", line)
            if not match:
                continue
            key, value = match.groups()
            if key == "args":
                self.args = shlex.split(value)
            elif key == "options":
                self.options = shlex.split(value)
            elif key == "stdin":
                self.stdin += value.encode().decode("unicode_escape")
            elif key == "env":
                name, _, text = value.partition("=")
                self.env[name.strip()] = text
            elif key == "native":
                self.native.append(source.parent / "native" / value.strip())
                self.modes.add("skip-static")
            elif key == "stress":
                self.stress = value.strip()
            elif key == "timeout":
                self.timeout = float(value)
            else:
                self.modes |= set(value.replace(",", " ").split())

    def run(self, command, extra_env):
        folder = CACHE / self.name / "cwd"
        folder.mkdir(parents=True, exist_ok=True)
        env = {**os.environ, "DOTNET_TieredPGO": "0", "DOTNET_gcServer": "0", "LANG": "C.UTF-8", "TZ": "UTC", **self.env, **extra_env}
        start = time.time()
        try:
            done = subprocess.run(command + self.args, input=self.stdin.encode(), capture_output=True, env=env, cwd=folder, timeout=self.timeout)
        except subprocess.TimeoutExpired:
            return {"out": "", "err": f"(no end after {self.timeout:.0f} s)", "code": -1000, "seconds": self.timeout}
        code = done.returncode if done.returncode >= 0 else 128 - done.returncode
        return {"out": done.stdout.decode(errors="replace"), "err": done.stderr.decode(errors="replace"), "code": code, "seconds": time.time() - start}


def digest(*parts):
    h = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else str(part).encode()
        h.update(len(data).to_bytes(8, "little") + data)
    return h.hexdigest()


def fresh(stamp, key):
    return stamp.exists() and stamp.read_text() == key


def normalise_stderr(text, frames):
    lines = []
    for line in text.splitlines():
        # The frames of a stack overflow come with marks around those that repeat.
        if line.startswith(("   at ", "--- End of stack trace", "Repeated ", "------------------------")):
            if not frames:
                continue
            line = re.sub(r" in .*:line \d+$", "", line)
        lines.append(re.sub(r"^Repeated \d+ times:$", "Repeated N times:", line.rstrip()))   # a stack overflow's frames
    return "\n".join(lines).strip()


def build_dll(program, tools):
    folder = CACHE / program.name
    folder.mkdir(parents=True, exist_ok=True)
    dll, stamp = folder / f"{program.name}.dll", folder / "dll.key"
    key = digest(program.source, tools.identity, json.dumps(RUNTIMECONFIG))
    if not (fresh(stamp, key) and dll.exists()):
        tools.compile(program.source, dll)
        stamp.write_text(key)
    return dll


def build_native_libraries(program):
    """lib<name>.so of each C file, in the folder of the program's assembly and executable."""
    for source in program.native:
        library = CACHE / program.name / f"lib{source.stem}.so"
        stamp, key = library.with_suffix(".so.key"), digest(source)
        if fresh(stamp, key) and library.exists():
            continue
        compiler = shutil.which("clang-19") or shutil.which("clang") or "cc"
        command = [compiler, "-O1", "-g", "-Wall", "-shared", "-fPIC", "-pthread", str(source), "-o", str(library)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise Failure(f"{source.name}: {done.stderr.strip()[:2000]}")
        stamp.write_text(key)


def oracle(program, tools, dll, env={}):
    stamp = CACHE / program.name / ("oracle.json" if not env else "oracle-" + "-".join(env.values()) + ".json")
    key = digest(dll, program.args, program.stdin, program.env, *program.native)
    if stamp.exists():
        kept = json.loads(stamp.read_text())
        if kept["key"] == key:
            return kept
    answer = program.run([tools.dotnet, str(dll)], env)
    answer["key"] = key
    stamp.write_text(json.dumps(answer))
    return answer


def build_native(program, dll, tier, compiler_key, runtime=""):
    exe = CACHE / program.name / f"{program.name}.{tier}{runtime}"
    stamp = exe.with_name(exe.name + ".key")
    key = digest(dll, compiler_key, *program.options)
    if not (fresh(stamp, key) and exe.exists()):
        command = [str(AHEAD), "compile", str(dll), "-o", str(exe), "--threads", "1"] + program.options + (["--quick"] if tier == "quick" else []) + (["--runtime", runtime] if runtime else [])
        try:
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=600)
        except subprocess.TimeoutExpired:
            raise Failure("ahead: no end after 600 s")
        if done.returncode:
            raise Failure(f"ahead: exit code {done.returncode}\n{(done.stdout + done.stderr).strip()[-3000:]}")
        (CACHE / program.name / "warnings.txt").write_text(done.stderr)
        stamp.write_text(key)
    return exe


def compare(program, expected, actual):
    frames = "stderr-frames" in program.modes
    problems = []
    if expected["code"] != actual["code"]:
        problems.append(f"exit code {actual['code']}, expected {expected['code']}")
    for name, a, b in (("stdout", expected["out"], actual["out"]), ("stderr", normalise_stderr(expected["err"], frames), normalise_stderr(actual["err"], frames))):
        if a != b:
            diff = list(difflib.unified_diff(a.splitlines(), b.splitlines(), "dotnet", "ahead", lineterm="", n=1))
            problems.append(f"{name} differs:\n" + "\n".join(line[:300] for line in diff[:30]))
    if problems:
        crashed = actual["code"] in CRASHES and actual["code"] != expected["code"]
        raise Failure("\n".join(problems), steady=crashed)


def run_one(program, tools, options, compiler_key):
    dll = build_dll(program, tools)
    build_native_libraries(program)
    # Static executables have no ICU, as dotnet without it.
    expected = oracle(program, tools, dll, {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"} if "musl" in options.runtime else {})
    if expected["code"] == -1000:
        raise Failure(f"dotnet: no end after {program.timeout:.0f} s", steady=False)
    if options.oracle:
        return expected["seconds"]
    tier = "full" if options.full else "quick"
    exe = build_native(program, dll, tier, compiler_key, options.runtime)
    env = {"AHEAD_GC_STRESS": program.stress, "AHEAD_GC_VERIFY": "1"} if options.gc_stress else {}
    seconds = 0
    for i in range(options.repeat):
        actual = program.run([str(exe)], env)
        seconds += actual["seconds"]
        try:
            compare(program, expected, actual)
        except Failure as failure:
            raise Failure(f"run {i + 1} of {options.repeat}: {failure}") if options.repeat > 1 else failure
    return seconds


class Pressure:
    """Processes that keep every processor busy, twice over, so that threads are stopped at bad moments."""

    def __init__(self, on):
        self.hogs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * os.cpu_count() if on else 0)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for hog in self.hogs:
            hog.kill()
            hog.wait()


def main(toolchain=Toolchain, folder="programs", pattern="*.cs"):
    parser = argparse.ArgumentParser(description=f"Runs tests/{folder} against dotnet.")
    parser.add_argument("names", nargs="*", help="parts of program names (default: all)")
    parser.add_argument("--full", action="store_true", help="compile with the full tier instead of the quick one")
    parser.add_argument("--gc-stress", action="store_true", help="collect at every allocation, verify the heap each time")
    parser.add_argument("--runtime", default="", metavar="RID", help="compile for another platform that this machine can run (linux-musl-x64)")
    parser.add_argument("--oracle", action="store_true", help="run under dotnet only")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="run every program N times")
    parser.add_argument("--pressure", action="store_true", help="keep the processors busy meanwhile")
    parser.add_argument("--folder", default=str(ROOT / "tests" / folder))
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    tools = toolchain()
    skip = "skip-stress" if options.gc_stress else "skip-full" if options.full else "skip-quick"
    programs = [Program(p) for p in sorted(Path(options.folder).glob(pattern))]
    programs = [p for p in programs if skip not in p.modes and not ("musl" in options.runtime and "skip-static" in p.modes) and (not options.names or any(n in p.name for n in options.names))]
    library = BUILD / "lib" / "ahead"
    compiler_key = "" if options.oracle else digest(AHEAD, *(p for p in (library / "libaheadrt.a", library / "Ahead.Overlay.dll") if p.exists()))
    failed, unsteady, lock = [], [], threading.Lock()

    def report(word, program, failure):
        with lock:
            print(f"{word} {program.name}: " + str(failure).replace("\n", "\n     "), flush=True)

    def work(program, again=False):
        try:
            seconds = run_one(program, tools, options, compiler_key)
            if options.verbose:
                report("ok  ", program, f"{seconds:.2f} s")
        except Failure as failure:
            if again or failure.steady:
                failed.append(program.name)
                report("FAIL", program, failure)
            else:
                unsteady.append(program)
                report("once", program, failure)

    with Pressure(options.pressure), concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        list(pool.map(work, programs))
    if len(unsteady) > UNSTEADY_LIMIT:
        failed += [program.name for program in unsteady]
        unsteady = []
    for program in list(unsteady):   # alone, and `dotnet` once more, too: either may have been late
        (CACHE / program.name / "oracle.json").unlink(missing_ok=True)
        work(program, again=True)
    if failed:
        print("failed: " + " ".join(sorted(failed)))
    print(f"{len(programs) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
