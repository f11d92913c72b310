#!/usr/bin/env python3
"""Conformance programs of dotnet/coreclr (release 3.1, tests/src): a program passes when it exits with code 100.

Programs are fetched and built outside the repository (build/conformance) and are never part of it. Each one is built with the SDK's csc or
with ilasm and runs under `dotnet` once; only those that exit with 100 there count. They are then compiled by Ahead and must exit with 100, too.
Failures that are known and have a reason are listed in exceptions.txt; the others make the exit code 1.

  conformance.py                            everything, quick tier       conformance.py JIT/Methodical Loader   folders
  conformance.py --coreclr PATH             a checkout that exists       conformance.py @FILE                   one name per line
  conformance.py --full --sample 500 JIT    the full tier, 500 of them   conformance.py --again failed          failures only
Answers are kept: those of dotnet by the sources of a program, Ahead's by compiler and options.
"""
import argparse, collections, concurrent.futures, json, os, random, resource, shutil, signal, subprocess, sys, threading, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import runner
from projects import Project, collect

HERE = Path(__file__).resolve().parent
TAG, ORIGIN = "v3.1.9", "https://github.com/dotnet/coreclr"
CONFIG = {"runtimeOptions": {"tfm": "net10.0", "framework": {"name": "Microsoft.NETCore.App", "version": "10.0.0"},
                             "configProperties": {"System.Globalization.Invariant": True, "System.GC.Concurrent": False}}}
COMPILER_MEMORY = 6 << 30
NO_WARNING = "78,108,109,114,162,164,168,169,183,184,219,251,252,414,420,429,464,472,618,642,649,652,659,660,661,665,675,1691,1717,1718,3001,3002,3003,3005,3008,3021"


def execute(command, cpu, folder=None, env=None, memory=None):
    """(exit code, end of the output); -1000 when it took longer than `cpu` seconds of processor time or eight times that by the clock."""
    def limits():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=folder, env=env,
                               start_new_session=True, preexec_fn=limits)
    try:
        output, _ = process.communicate(timeout=8 * cpu)
        code = -1000 if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL) else process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        code = -1000
    return code, output.decode(errors="replace")[-6000:]


class Unbuilt(Exception):
    pass


class Builder:
    """Sources to assemblies, in the folder of each program; referenced projects are built once."""

    def __init__(self, root, work):
        self.root, self.work, self.locks, self.guard = root, work, collections.defaultdict(threading.Lock), threading.Lock()
        sdk = runner.dotnet_root()
        self.dotnet = str(sdk / "dotnet")
        self.csc = str(runner.newest(sdk / "sdk") / "Roslyn" / "bincore" / "csc.dll")
        references = runner.newest(sdk / "packs" / "Microsoft.NETCore.App.Ref") / "ref" / "net10.0"
        self.ilasm = str(runner.ROOT / "tests" / "il" / "ilasm.sh")
        subprocess.run(["bash", self.ilasm], check=True)
        self.response = work / "csc.rsp"
        self.response.write_text("\n".join([f"-r:{f}" for f in sorted(references.glob("*.dll"))] +
                                           ["-nostdlib+", "-nologo", "-unsafe+", "-debug-", "-langversion:latest", "-deterministic+", f"-nowarn:{NO_WARNING}"]) + "\n")

    def key(self, project):
        parts = [project.is_il, project.defines, project.flag("Optimize"), project.flag("CheckForOverflowUnderflow"), project.arguments, project.references()[0]]
        return runner.digest(*parts, *project.sources)

    def assemble(self, project, dll, references):
        if project.is_il:
            kind = "-dll" if project.is_library else "-exe"
            command = ["bash", self.ilasm, "-nologo", "-quiet", kind, f"-output={dll}", f"-include={project.sources[0].parent}", *project.sources]
        else:
            command = [self.dotnet, self.csc, "-noconfig", "-shared", "-keepalive:600", f"@{self.response}", f"-out:{dll}",
                       "-target:library" if project.is_library else "-target:exe", "-optimize+" if project.flag("Optimize") else "-optimize-"]
            command += [f"-d:{';'.join(project.defines)}"] if project.defines else []
            command += ["-checked+"] if project.flag("CheckForOverflowUnderflow") else []
            command += [f"-r:{r}" for r in references] + project.sources
        code, message = execute(command, 60, project.path.parent)
        if code:
            raise Unbuilt(message[-1500:])

    def library(self, path):
        """All assemblies that a reference to this project brings, itself first."""
        project = Project(path, self.root)
        with self.guard:
            lock = self.locks[path]
        with lock:
            if not project.sources:
                raise Unbuilt(f"reference {path.name} has no sources")
            references = self.references(project)
            folder = self.work / "libraries" / project.identifier.replace("/", "~")
            folder.mkdir(parents=True, exist_ok=True)
            dll, stamp = folder / f"{project.assembly_name}.dll", folder / "key"
            if not runner.fresh(stamp, self.key(project)):
                self.assemble(project, dll, references)
                stamp.write_text(self.key(project))
            return [dll] + references

    def references(self, project):
        paths, missing = project.references()
        if any("CMake" in name for name in missing):
            raise Unbuilt("needs a native library of the test suite")
        found = []
        for path in paths:
            found += self.library(path)
        return list(dict.fromkeys(found))

    def program(self, project, folder):
        """Builds a program; returns the name of its assembly."""
        source = project
        if not project.sources and project.references()[0]:
            source = Project(project.references()[0][0], self.root)
            if not source.sources:
                raise Unbuilt("runs another project")
        references = self.references(source)
        for dll in references:
            shutil.copy(dll, folder)
        main = folder / f"{source.assembly_name}.dll"
        self.assemble(source, main, references)
        main.with_suffix(".runtimeconfig.json").write_text(json.dumps(CONFIG))
        return main.name


class Suite:
    def __init__(self, options):
        self.options, self.work = options, options.work
        self.builder = Builder(options.root, options.work)
        self.ahead = options.ahead
        library = self.ahead.parent.parent / "lib" / "ahead"
        tier = "full" if options.full else "quick"
        self.answer = f"{tier}-stress.json" if options.gc_stress else f"{tier}.json"
        self.compiler = runner.digest(self.ahead, *(p for p in (library / "libaheadrt.a", library / "Ahead.Overlay.dll") if p.exists()))

    def folder(self, project):
        return self.work / "programs" / project.identifier.replace("/", "~")

    def oracle(self, project):
        """What dotnet says: {"code": exit code or None when it cannot be built, "main": name of the assembly, "out": …}."""
        folder = self.folder(project)
        kept, key = folder / "dotnet.json", self.builder.key(project)
        if kept.exists():
            answer = json.loads(kept.read_text())
            if answer["key"] == key:
                return answer
        folder.mkdir(parents=True, exist_ok=True)
        try:
            main = self.builder.program(project, folder)
            start = time.time()
            code, out = execute([self.builder.dotnet, folder / main, *project.arguments], 20, folder, {**os.environ, "DOTNET_TieredPGO": "0"})
            answer = {"code": code, "main": main, "out": out, "seconds": time.time() - start}
        except Unbuilt as problem:
            answer = {"code": None, "main": None, "out": str(problem), "seconds": 0}
        answer["key"] = key
        kept.write_text(json.dumps(answer))
        return answer

    def native(self, project, main):
        folder = self.folder(project)
        kept, exe = folder / self.answer, folder / f"native-{self.answer[:-5]}"
        if kept.exists():
            answer = json.loads(kept.read_text())
            again = self.options.again
            if again == "none" or (again == "failed" and answer["ok"]) or (again == "changed" and answer["compiler"] == self.compiler):
                return answer
        command = [self.ahead, "compile", folder / main, "-o", exe, "--threads", "1", "--feature", "System.Globalization.Invariant=true"]
        command += ["--cache-dir", self.options.cache] if self.options.cache else []
        command += [] if self.options.full else ["--quick"]
        for dll in sorted(folder.glob("*.dll")):
            command += ["--reference", dll] if dll.name != main else []
        code, out = execute(command, 300, folder, memory=COMPILER_MEMORY)
        answer = {"ok": False, "stage": "compile", "code": code, "out": out, "warnings": out}
        if code == 0:
            env = {**os.environ, **({"AHEAD_GC_STRESS": self.options.gc_stress, "AHEAD_GC_VERIFY": "1"} if self.options.gc_stress else {})}
            code, out = execute([exe, *project.arguments], 60 if self.options.gc_stress else 30, folder, env)
            answer |= {"ok": code == 100, "stage": "run", "code": code, "out": out}
            if not self.options.keep:
                exe.unlink(missing_ok=True)
        answer["compiler"] = self.compiler
        kept.write_text(json.dumps(answer))
        return answer


def fetch(folder):
    """A checkout of the tests alone, without history."""
    if not (folder / "tests" / "src").is_dir():
        subprocess.run(["git", "clone", "--depth", "1", "--branch", TAG, "--filter=blob:none", "--sparse", ORIGIN, str(folder)], check=True)
        subprocess.run(["git", "-C", str(folder), "sparse-checkout", "set", "tests/src"], check=True)
    return folder


def known_exceptions():
    """Lines of exceptions.txt: name of a program or of a folder with *, blank, reason."""
    rows = [line.split(None, 1) for line in (HERE / "exceptions.txt").read_text().splitlines() if line.strip() and not line.startswith("#")]
    exact = {name: reason for name, reason in rows if not name.endswith("*")}
    folders = {name[:-1]: reason for name, reason in rows if name.endswith("*")}
    return lambda name: exact.get(name) or next((reason for prefix, reason in folders.items() if name.startswith(prefix)), None)


def choose(projects, filters):
    names, prefixes = set(), []
    for text in filters:
        if text.startswith("@"):
            names |= {line.split()[0] for line in Path(text[1:]).read_text().splitlines() if line.strip()}
        else:
            prefixes.append(text)
    return [p for p in projects if not filters or p.identifier in names or any(p.identifier.startswith(x) for x in prefixes)]


def short(answer):
    lines = [line for line in answer["out"].strip().splitlines() if line.strip()]
    return " / ".join(lines[:1] if answer["stage"] == "compile" else lines[-2:])[:240]


def report(table, known, failures):
    columns = ("programs", "not built", "not 100", "passed", "known", "failed")
    print(f"\n{'folder':34}" + "".join(f"{c:>11}" for c in columns) + "  passed of those that dotnet passes")
    total = collections.Counter()
    for folder in [*sorted(table), None]:
        counts = table[folder] if folder else total
        if folder:
            total += counts
        valid = counts["passed"] + counts["known"] + counts["failed"]
        print(f"{folder or 'all':34}" + "".join(f"{counts[c]:>11}" for c in columns) + (f"  {100 * counts['passed'] / valid:8.2f} %" if valid else ""))
    if failures:
        print("\nnot in exceptions.txt: " + " ".join(sorted(failures)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("filters", nargs="*", help="folders below tests/src, or @FILE with names")
    parser.add_argument("--coreclr", type=Path, help="checkout of dotnet/coreclr (default: fetched into build/conformance/coreclr)")
    parser.add_argument("--work", type=Path, default=runner.BUILD / "conformance", help="folder for programs and answers")
    parser.add_argument("--ahead", type=Path, default=runner.AHEAD)
    parser.add_argument("--cache", help="object cache of the compiler (default: its own)")
    parser.add_argument("--full", action="store_true", help="the full tier instead of the quick one")
    parser.add_argument("--gc-stress", metavar="N", help="collect at every Nth allocation and verify the heap")
    parser.add_argument("--again", choices=("changed", "failed", "none", "all"), default="changed", help="what to compile again (default: if the compiler changed)")
    parser.add_argument("--all-variants", action="store_true", help="also projects that differ in debugging options only")
    parser.add_argument("--oracle", action="store_true", help="build and run under dotnet only")
    parser.add_argument("--sample", type=int, help="a random but fixed choice of so many")
    parser.add_argument("--keep", action="store_true", help="keep executables")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    options.work = options.work.resolve()
    options.work.mkdir(parents=True, exist_ok=True)
    options.root = ((options.coreclr or fetch(options.work / "coreclr")) / "tests" / "src").resolve()
    suite, known = Suite(options), known_exceptions()
    projects = choose(collect(options.root, options.all_variants), options.filters)
    if options.sample:
        projects = random.Random(1).sample(projects, min(options.sample, len(projects)))
    table, failures = collections.defaultdict(collections.Counter), []

    def work(project):
        oracle = suite.oracle(project)
        if oracle["code"] != 100 or options.oracle:
            return project, oracle, None
        return project, oracle, suite.native(project, oracle["main"])

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for future in concurrent.futures.as_completed([pool.submit(work, p) for p in projects]):
            project, oracle, answer = future.result()
            counts = table["/".join(project.identifier.split("/")[:2])]
            counts["programs"] += 1
            if oracle["code"] != 100:
                counts["not built" if oracle["code"] is None else "not 100"] += 1
            elif answer and answer["ok"]:
                counts["passed"] += 1
            elif answer:
                reason = known(project.identifier)
                counts["known" if reason else "failed"] += 1
                if not reason:
                    failures.append(project.identifier)
                    print(f"FAIL {project.identifier} {answer['stage']} {answer['code']} | {short(answer)}", flush=True)
    report(table, known, failures)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
