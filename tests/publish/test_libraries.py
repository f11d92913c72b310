"""Libraries for native code: a C program calls what a published library exports."""
import shutil

from harness import Project, check, run

MUSL = "/usr/lib/x86_64-linux-musl"
CLANG = shutil.which("clang-19") or shutil.which("clang")
EXPECTED = """work 20 20 20 20, logged 80, initialized 1
add 42, length 4
scale 6 3
sum 24.75
bits 3f800000
each 3: 1 4 5 
caught 14 -1
trace with {trace}
"""


def build(project, program, *arguments, static=False, musl=False):
    """The C program that calls the library, with the header that lies beside it."""
    command = [CLANG, "-I.", "../main.c", "-o", program, *arguments]
    if musl:
        command[1:1] = ["--target=x86_64-linux-musl", "-nostdlibinc", "-isystem", "/usr/include/x86_64-linux-musl", "-nostdlib", "-fuse-ld=lld", f"{MUSL}/crt1.o", f"{MUSL}/crti.o"]
        unwinder = [run([CLANG, "--target=x86_64-linux-gnu", f"-print-file-name={name}"]).stdout.strip() for name in ("libgcc_eh.a", "libgcc.a")] if static else []
        command += [*unwinder, f"-L{MUSL}", "-lc", f"{MUSL}/crtn.o", *(["-static"] if static else ["-Wl,-dynamic-linker,/lib/ld-musl-x86_64.so.1"])]
    done = run(command, cwd=project.folder / "out")
    check(done.returncode == 0, done.stdout + done.stderr)


def called(project, program, *arguments, expected, code=7):
    done = run([f"./{program}", *arguments], cwd=project.folder / "out", timeout=60)
    check(done.returncode == code and done.stdout == expected, f"exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stderr


def test_shared_opened_and_linked():
    project = Project("library-shared", source="library")
    check(project.published("-p:ExportsFile=obj/library.exports") == ["library.h", "library.so"], project.files())
    check("sample_add" in (project.folder / "obj/library.exports").read_text(), "exports file")
    build(project, "open")
    hidden = "hidden: 1\n" + EXPECTED.format(trace="line")
    called(project, "open", "./library.so", expected=hidden)
    text = called(project, "open", "./library.so", "throw", expected=hidden, code=-6)
    check("Unhandled exception. System.InvalidOperationException: not for C\n   at Sample.Exports.Throw()" in text, text)
    called(project, "open", "./library.so", "fault", expected=hidden, code=-11)
    build(project, "linked", "-DLINKED", "library.so", "-Wl,-rpath,$ORIGIN")
    called(project, "linked", expected=EXPECTED.format(trace="line"))


def test_static():
    project = Project("library-static", source="library")
    check(project.published("-p:NativeLib=Static") == ["library.a", "library.h"], project.files())
    build(project, "linked", "-DLINKED", "library.a")                                  # the linker of the distribution
    called(project, "linked", expected=EXPECTED.format(trace="name"))
    build(project, "linked", "-DLINKED", "library.a", "-fuse-ld=lld", "-no-pie")
    called(project, "linked", expected=EXPECTED.format(trace="name"))


def test_musl():
    project = Project("library-musl", source="library")
    check(project.published(rid="linux-musl-x64") == ["library.h", "library.so"], project.files())
    build(project, "linked", "-DLINKED", "library.so", "-Wl,-rpath,$ORIGIN", musl=True)
    called(project, "linked", expected=EXPECTED.format(trace="line"))
    check(project.published("-p:NativeLib=Static", rid="linux-musl-x64", output="static") == ["library.a", "library.h"], project.files("static"))
    build(project, "linked", "-DLINKED", "../static/library.a", musl=True, static=True)
    called(project, "linked", expected=EXPECTED.format(trace="name"))


def test_exports_of_an_executable():
    project = Project("exporting", files={"exporting.csproj": """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <PublishAot>true</PublishAot>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
</Project>
""", "Program.cs": """using System;
using System.Runtime.InteropServices;

unsafe {
    nint self = NativeLibrary.GetMainProgramHandle();
    var twice = (delegate* unmanaged<int, int>)NativeLibrary.GetExport(self, "exporting_twice");
    Console.WriteLine(twice(21) + " " + NativeLibrary.TryGetExport(self, "ahead_program", out _) + " " + NativeLibrary.TryGetExport(self, "exporting_thrice", out _));
}

static class Exports {
    [UnmanagedCallersOnly(EntryPoint = "exporting_twice")] static int Twice(int n) => 2 * n;
}
"""})
    check(project.published() == ["exporting"], project.files())
    done = run([project.folder / "out" / "exporting"])
    check(done.stdout == "42 False False\n", done.stdout + done.stderr)


def test_library_that_exports_nothing():
    project = Project("nothing", files={"nothing.csproj": """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <PublishAot>true</PublishAot>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
</Project>
""", "Nothing.cs": "public class Nothing { public int Value => 1; }\n"})
    done = project.publish()
    check(done.returncode == 0 and "exports nothing" in done.stdout and project.files() == ["nothing.h", "nothing.so"], done.stdout + done.stderr)
