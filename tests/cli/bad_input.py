#!/usr/bin/env python3
"""Whatever the input: one line "ahead: error: …" and exit code 1, or a warning and a working program; never a crash, a hang, an output file or a temporary file left.

Takes a fraction of a second for each of some three hundred inputs; `bad_input.py NAME…` runs only the cases whose names contain NAME.
"""
import json, os, random, shutil, struct, subprocess, sys, tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import runner

ILASM = runner.ROOT / "tests" / "il" / "ilasm.sh"
SUPPORT = runner.ROOT / "tests" / "il"
CUTS, FLIPS = 200, 60
problems = []


class Folder:
    """A working folder with its own TMPDIR; knows what it contained before a compilation."""

    def __init__(self, path):
        self.path, self.tmp = Path(path), Path(path) / "tmp"
        self.tmp.mkdir(parents=True)

    def compile(self, program, *options, output="app", tmp=None, timeout=60):
        command = [str(runner.AHEAD), "compile", str(program), "-o", str(output), "--quick", "--threads", "1", *options]
        env = {**os.environ, "TMPDIR": str(tmp or self.tmp)}
        try:
            return subprocess.run(command, cwd=self.path, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=timeout)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(command, -1000, "", f"no end after {timeout} s")

    def left(self):
        """What a failed compilation must not leave: the output, its temporary neighbours, anything in TMPDIR."""
        return [p.name for p in self.path.iterdir() if p.name.startswith("app")] + [p.name for p in self.tmp.iterdir()]


def report(case, text):
    problems.append(case)
    print(f"{case}: {text}", flush=True)


def expect_error(case, folder, done, words=()):
    lines = done.stderr.splitlines()
    if done.returncode != 1:
        report(case, f"exit code {done.returncode}, expected 1; {done.stderr[:300]!r}")
    elif len(lines) != 1 or not lines[0].startswith("ahead: error: "):
        report(case, f"expected one line of error, not {done.stderr[:400]!r}")
    elif len(lines[0]) < 30 or any(w not in lines[0] for w in words):
        report(case, f"not clear ({', '.join(words)} expected): {lines[0]!r}")
    elif done.stdout:
        report(case, f"standard output: {done.stdout[:200]!r}")
    if folder.left():
        report(case, f"left {folder.left()}")
        clean(folder)


def clean(folder):
    for p in folder.path.glob("app*"):
        p.unlink()
    for p in folder.tmp.iterdir():
        shutil.rmtree(p) if p.is_dir() else p.unlink()


def csharp(tools, folder, name, text, *options):
    source = folder.path / f"{name}.cs"
    source.write_text(text)
    dll = folder.path / f"{name}.dll"
    done = subprocess.run([tools.dotnet, str(tools.csc), "-noconfig", f"@{tools.response}", f"-out:{dll}", *options, str(source)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"csc: {done.stdout}")
    dll.with_suffix(".runtimeconfig.json").write_text(json.dumps(runner.RUNTIMECONFIG))
    return dll


def assemble(folder, name, text):
    source, dll = folder.path / f"{name}.il", folder.path / f"{name}.dll"
    source.write_text(text)
    done = subprocess.run(["bash", str(ILASM), "-nologo", "-quiet", "-dll", f"-include={SUPPORT}", f"-output={dll}", str(source)], capture_output=True, text=True, errors="replace")
    if done.returncode:
        sys.exit(f"ilasm: {done.stdout}{done.stderr}")
    dll.with_suffix(".runtimeconfig.json").write_text(json.dumps(runner.RUNTIMECONFIG))
    return dll


HELLO = 'System.Console.WriteLine("Hello"); '


def truncated(folder, tools):
    data = csharp(tools, folder, "hello", HELLO).read_bytes()
    cut = folder.path / "cut.dll"
    for i in range(CUTS):
        n = len(data) * i // CUTS
        cut.write_bytes(data[:n])
        expect_error(f"truncated at {n} of {len(data)}", folder, folder.compile("cut.dll"), ["cut.dll"])
    cut.write_bytes(data[:-1])
    expect_error("truncated by one byte", folder, folder.compile("cut.dll"), ["cut.dll"])


def truncated_reference(folder, tools):
    csharp(tools, folder, "lib", "public static class Lib { public static int F() => 5; }", "-target:library")
    csharp(tools, folder, "main", "System.Console.WriteLine(Lib.F());", f"-r:{folder.path}/lib.dll")
    data = (folder.path / "lib.dll").read_bytes()
    for n in (0, 1, 100, 512, 700, 1000, len(data) - 600, len(data) - 1):
        (folder.path / "lib.dll").write_bytes(data[:n])
        expect_error(f"reference truncated at {n}", folder, folder.compile("main.dll"), ["lib.dll"])


def flipped(folder, tools):
    """Changed bytes: an error, or a program (whose behaviour is its own); nothing else."""
    data = csharp(tools, folder, "hello", HELLO).read_bytes()
    rng = random.Random(1)
    for i in range(FLIPS):
        changed = bytearray(data)
        places = sorted(rng.sample(range(len(data)), 1 + i % 3))
        for p in places:
            changed[p] = rng.choice((0, 0xFF, changed[p] ^ (1 << rng.randrange(8)), rng.randrange(256)))
        (folder.path / "flip.dll").write_bytes(changed)
        case = f"bytes changed at {', '.join(map(str, places))}"
        done = folder.compile("flip.dll")
        if done.returncode == 0:
            clean(folder)
        else:
            expect_error(case, folder, done)


def native_images(folder, tools):
    (folder.path / "elf.dll").write_bytes(Path(shutil.which("env")).read_bytes())
    expect_error("an ELF file", folder, folder.compile("elf.dll"), ["elf.dll", "not a .NET assembly"])
    # The smallest PE32+ file without a CLI header.
    dos = b"MZ" + bytes(58) + struct.pack("<I", 64)
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x22)
    optional = struct.pack("<HBBIIIII", 0x20B, 14, 0, 512, 0, 0, 0x1000, 0x1000) + struct.pack("<QII", 0x140000000, 0x1000, 512) + struct.pack("<HHHHHH", 6, 0, 0, 0, 6, 0)
    optional += struct.pack("<IIIIHH", 0, 0x2000, 512, 0, 3, 0) + struct.pack("<QQQQ", 1 << 20, 4096, 1 << 20, 4096) + struct.pack("<II", 0, 16) + bytes(16 * 8)
    section = b".text\0\0\0" + struct.pack("<IIIIIIHHI", 16, 0x1000, 512, 512, 0, 0, 0, 0, 0x60000020)
    (folder.path / "native.dll").write_bytes((dos + coff + optional + section).ljust(512, b"\0") + b"\xc3".ljust(512, b"\0"))
    expect_error("a native PE file", folder, folder.compile("native.dll"), ["native.dll", "not a .NET assembly"])
    for name, content in (("empty", b""), ("text", b"hello\n"), ("MZ only", b"MZ"), ("zeros", bytes(4096)), ("MZ and ones", b"MZ" + b"\xff" * 4096)):
        (folder.path / "x.dll").write_bytes(content)
        expect_error(f"a file of {name}", folder, folder.compile("x.dll"), ["x.dll"])
    expect_error("no such file", folder, folder.compile("none.dll"), ["none.dll", "no such file"])


def missing_reference(folder, tools):
    csharp(tools, folder, "lib", "public static class Lib { public static int F() => 5; public class C {} }", "-target:library")
    csharp(tools, folder, "call", "System.Console.WriteLine(Lib.F());", f"-r:{folder.path}/lib.dll")
    csharp(tools, folder, "base", "System.Console.WriteLine(new D().ToString()); class D : Lib.C {}", f"-r:{folder.path}/lib.dll")
    (folder.path / "lib.dll").unlink()
    expect_error("missing reference, called", folder, folder.compile("call.dll"), ["lib"])
    expect_error("missing reference, base class", folder, folder.compile("base.dll"), ["lib"])


def entry_points(folder, tools):
    csharp(tools, folder, "library", "public class C { public static void Main2() {} }", "-target:library")
    expect_error("a library", folder, folder.compile("library.dll"), ["library", "no entry point"])
    dll = csharp(tools, folder, "hello", HELLO)
    data = bytearray(dll.read_bytes())
    # The CLI header starts with its size (72) and version 2.5; the entry point token is at offset 20.
    header = data.index(struct.pack("<IHH", 72, 2, 5))
    for token, what in ((0x06000FFF, "a method that does not exist"), (0x02000002, "a type"), (0x26000001, "a file"), (0xFFFFFFFF, "nothing at all"), (0x06000000, "row zero"), (0x06000002, "an instance constructor")):
        struct.pack_into("<I", data, header + 20, token)
        (folder.path / "entry.dll").write_bytes(data)
        expect_error(f"the entry point is {what}", folder, folder.compile("entry.dll"), ["entry"])



BROKEN = {
    "stack underflow": "pop ret", "nothing to return": ".locals init (int32 i) ldloc.0 stloc.0 ldc.i4.1 add ret", "falls off the end": "nop",
    "unknown token": ".emitbyte 0x28 .emitbyte 0xff .emitbyte 0xff .emitbyte 0x0f .emitbyte 0x06 ret", "unknown opcode": ".emitbyte 0x24 ret",
    "branch out of the method": ".emitbyte 0x2b .emitbyte 0x70 ret", "branch into an instruction": ".emitbyte 0x2b .emitbyte 0x01 ldc.i4 5 pop ret",
    "stacks of different depth": "ldc.i4.1 brtrue.s A ldc.i4.2 A: ret", "endfinally outside": "endfinally",
    "local out of range": "ldloc.s 7 pop ret", "argument out of range": "ldarg.3 pop ret", "truncated instruction": "ret .emitbyte 0x20 .emitbyte 0x01",
}


def invalid_bodies(folder, tools):
    """A warning that names the method; the program works until the body runs: that throws InvalidProgramException (or a relative), as under dotnet."""
    for name, body in BROKEN.items():
        dll = assemble(folder, "bad", f'''#include "support.ilh"
.assembly bad {{}}
.class private Program extends [System.Runtime]System.Object
{{
  .method static void Broken() cil managed {{ {body} }}
  .method static void Main() cil managed
  {{
    .entrypoint
    ldstr "before" call void Show::Text(string)
    ldftn void Program::Broken() call void Show::Run(method void *())
    ldstr "after" call void Show::Text(string)
    ret
  }}
}}''')
        case = f"invalid body: {name}"
        done = folder.compile(dll)
        if done.returncode != 0:
            report(case, f"exit code {done.returncode}, expected a warning; {done.stderr[:300]!r}")
            continue
        expected = subprocess.run([tools.dotnet, str(dll)], capture_output=True, text=True)
        actual = subprocess.run([str(folder.path / "app")], capture_output=True, text=True)
        if (actual.stdout, actual.returncode) != (expected.stdout, expected.returncode):
            report(case, f"exit code {actual.returncode}, output {actual.stdout!r} {actual.stderr[:200]!r}; dotnet {expected.returncode}, {expected.stdout!r}")
        elif "InvalidProgramException" in expected.stdout and ("Broken" not in done.stderr or "warning" not in done.stderr):
            report(case, f"no warning that names the method: {done.stderr[:300]!r}")
        clean(folder)


def frameworks(folder, tools):
    dll = csharp(tools, folder, "hello", HELLO)
    for major in (8, 9, 11):
        fake = Folder(folder.path / f"framework{major}")
        for name in ("System.Private.CoreLib", "System.Runtime", "System.Console"):
            assemble(fake, name, f".assembly '{name}' {{ .ver {major}:0:0:0 }}\n.module '{name}.dll'\n" + (".class public System.Object {}" if "Core" in name else ""))
        expect_error(f"framework of version {major}", folder, folder.compile(dll, "--framework", str(fake.path)), [str(major), ".NET 10"])
    empty = folder.path / "empty"
    empty.mkdir()
    expect_error("an empty framework folder", folder, folder.compile(dll, "--framework", str(empty)), ["empty"])
    expect_error("a framework folder that is not there", folder, folder.compile(dll, "--framework", "nowhere"), ["nowhere"])
    dll.with_suffix(".runtimeconfig.json").write_text("{ not json")
    expect_error("a broken runtimeconfig.json", folder, folder.compile(dll), ["runtimeconfig.json"])


def outputs(folder, tools):
    dll = csharp(tools, folder, "hello", HELLO)
    (folder.path / "taken").mkdir()
    expect_error("the output is a folder", folder, folder.compile(dll, output="taken"), ["taken"])
    expect_error("the output's folder is not there", folder, folder.compile(dll, output="nowhere/app"), ["nowhere"])
    expect_error("the output's folder is a file", folder, folder.compile(dll, output="hello.cs/app"), ["hello.cs"])
    expect_error("the output is on a file system that refuses", folder, folder.compile(dll, output="/proc/app"), ["/proc/app"])
    if os.getuid() != 0:
        (folder.path / "locked").mkdir(mode=0o555)
        expect_error("a folder without write permission", folder, folder.compile(dll, output="locked/app"), ["locked"])
    with mounted(folder, "size=64k") as small:
        if small:
            expect_error("a full disk", folder, folder.compile(dll, output=small / "app"), [str(small)])
            expect_error("a full disk for temporary files", folder, folder.compile(dll, tmp=small))
            if list(small.iterdir()):
                report("a full disk", f"left {[p.name for p in small.iterdir()]}")
    with mounted(folder, "ro") as fixed:
        if fixed:
            expect_error("a read-only disk", folder, folder.compile(dll, output=fixed / "app"), [str(fixed)])
            done = folder.compile(dll, "--cache-dir", str(fixed / "cache"))
            if done.returncode or not (folder.path / "app").exists():
                report("a cache folder that cannot be written", f"must not hinder: {done.stderr[:300]!r}")
            clean(folder)


class mounted:
    """A small file system for the time of a test; None where mounting is not permitted."""

    def __init__(self, folder, options):
        self.path, self.options = folder.path / ("mnt-" + options.replace("=", "")), options

    def __enter__(self):
        self.path.mkdir()
        self.works = subprocess.run(["mount", "-t", "tmpfs", "-o", self.options, "tmpfs", str(self.path)], capture_output=True).returncode == 0
        return self.path if self.works else None

    def __exit__(self, *_):
        if self.works:
            subprocess.run(["umount", str(self.path)], check=True)


def main():
    tools = runner.Toolchain()
    subprocess.run(["bash", str(ILASM)], check=True)
    with tempfile.TemporaryDirectory(prefix="ahead-test-") as path:  # the library's code is in the cache after this, so that what follows is quick
        folder = Folder(path)
        folder.compile(csharp(tools, folder, "hello", HELLO), timeout=600)
    cases = [native_images, missing_reference, entry_points, invalid_bodies, frameworks, outputs, truncated_reference, truncated, flipped]
    for case in cases:
        if len(sys.argv) > 1 and not any(name in case.__name__ for name in sys.argv[1:]):
            continue
        with tempfile.TemporaryDirectory(prefix="ahead-test-") as path:
            case(Folder(path), tools)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
