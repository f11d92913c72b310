"""Unmodified projects publish, and do what `dotnet run` does."""
from harness import AHEAD, VERSION, Project, check, run, same

SMALL = """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <PublishAot>true</PublishAot>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
</Project>
"""


def both_platforms(project, expected, check_output, **options):
    """Published for glibc and, static, for musl: the same files, the same output."""
    for rid, output in (("linux-x64", "out"), ("linux-musl-x64", "out-musl")):
        check(project.published(rid=rid, output=output, **options) == expected, project.files(output))
        check_output(output)


def test_console_with_project_reference_and_content():
    project = Project("console")
    both_platforms(project, ["console", "data.txt"], lambda output: same(project, "console", "Ada", "Grace", output=output))


def test_symbols():
    project = Project("symbols", source="console")
    every = ["console", "console.dbg", "data.txt"]
    project.published()
    check(project.files(symbols=True) == every, project.files(symbols=True))
    native = (project.folder / "out" / "console").read_bytes()
    check(b"console.dbg\0" in native and b".debug_info" not in native, "the executable names its debug file and holds no debug information")
    for output, option in (("none", "NativeDebugSymbols=false"), ("beside", "CopyOutputSymbolsToPublishDirectory=false"), ("inside", "StripSymbols=false")):
        project.published(f"-p:{option}", output=output)
        check(project.files(output, symbols=True) == ["console", "data.txt"], (option, project.files(output, symbols=True)))
    check(b".debug_info" in (project.folder / "inside" / "console").read_bytes(), "StripSymbols=false keeps the debug information")


def test_sdk_element_in_the_project():
    project = Project("sdk-element", source="console", reference=False)
    text = (project.folder / "console.csproj").read_text()
    project.write("console.csproj", text.replace("<PropertyGroup>", f'<Sdk Name="Ahead.Sdk" Version="{VERSION}" />\n  <PropertyGroup>', 1))
    check(project.published() == ["console", "data.txt"], project.files())


def test_localized():
    project = Project("localized")
    check(project.published() == ["localized"], project.files())
    same(project, "localized")


def test_file():
    project = Project("file")
    both_platforms(project, ["app"], lambda output: same(project, "app", "1", "2", "3", target="app.cs", output=output), target="app.cs")


def test_fsharp():
    project = Project("fsharp")
    both_platforms(project, ["fsharp"], lambda output: same(project, "fsharp", "world", output=output))


def test_vb():
    project = Project("vb")
    both_platforms(project, ["vb"], lambda output: same(project, "vb", "4", "5", output=output))


def test_tool_with_system_commandline():
    project = Project("tool")

    def runs(output):
        for arguments in (["--help"], ["head", "Program.cs", "-n", "2", "--upper"], ["head", "--help"], ["head"], ["nonsense"]):
            same(project, "tool", *arguments, output=output)
    both_platforms(project, ["tool"], runs)


def test_worker_with_hosting():
    project = Project("worker")
    both_platforms(project, ["appsettings.json", "worker"], lambda output: same(project, "worker", "--Work:Rounds=4", output=output))


def test_unchanged_project_is_not_compiled_again():
    project = Project("unchanged", source="console")
    project.published()
    native = project.folder / "bin/Release/net10.0/linux-x64/native/console"
    before, published = native.stat().st_mtime_ns, (project.folder / "out/console").stat()
    done = project.publish()
    check(done.returncode == 0 and "compiling to native" not in done.stdout, done.stdout)
    after = (project.folder / "out/console").stat()
    check(native.stat().st_mtime_ns == before and (after.st_mtime_ns, after.st_ino) == (published.st_mtime_ns, published.st_ino), "copied again")
    project.write("Greeting/Greeter.cs", (project.folder / "Greeting/Greeter.cs").read_text().replace("Hello", "Goodbye"))
    project.published()
    same(project, "console", "Ada")


def test_injected_into_a_project_without_reference():
    project = Project("injected", source="console", reference=False)
    done = run([AHEAD, "publish", project.folder, "-r", "linux-x64", "-o", project.folder / "out"], cwd=project.folder)
    check(done.returncode == 0, done.stdout + done.stderr)
    check(project.files() == ["console", "data.txt"], project.files())
    check(run([project.folder / "out" / "console", "Ada"]).stdout.startswith("Hello, Ada!"), "output")


def test_response_file_compiles_again():
    project = Project("response", source="console")
    project.published()
    response = next((project.folder / "obj").rglob("console.ahead.rsp"))
    done = run([AHEAD, f"@{response}", "--output", project.folder / "again"], cwd=project.folder)
    check(done.returncode == 0, done.stderr)
    check((project.folder / "again").read_bytes() == (project.folder / "out" / "console").read_bytes(), "another executable")


def test_restored_first():
    platforms = SMALL.replace("</TargetFramework>", "</TargetFramework>\n    <RuntimeIdentifiers>linux-x64</RuntimeIdentifiers>")
    project = Project("restored", files={"restored.csproj": platforms, "Program.cs": 'System.Console.WriteLine("restored");\n'})
    for command in (["restore"], ["publish", "-c", "Release", "-r", "linux-x64", "--no-restore", "-o", "out"]):
        done = project.dotnet(*command)
        check(done.returncode == 0, done.stdout)
    check(run([project.folder / "out" / "restored"]).stdout == "restored\n", "output")


def test_solution_and_two_platforms():
    project = Project("solution", files={
        "one/one.csproj": SMALL, "one/Program.cs": 'System.Console.WriteLine("one");\n', "two/two.csproj": SMALL, "two/Program.cs": 'System.Console.WriteLine("two");\n',
        "all.slnx": '<Solution>\n  <Project Path="one/one.csproj" />\n  <Project Path="two/two.csproj" />\n</Solution>\n'})
    for rid in ("linux-x64", "linux-musl-x64"):
        done = project.dotnet("publish", "all.slnx", "-c", "Release", "-r", rid, "-v:minimal")
        check(done.returncode == 0, done.stdout)
        for name in ("one", "two"):
            folder = project.folder / name / "bin/Release/net10.0" / rid / "publish"
            check(sorted(f.name for f in folder.iterdir()) == [name, name + ".dbg"], list(folder.iterdir()))
            check(run([folder / name]).stdout == name + "\n", name)


def test_packed_as_tool():
    project = Project("packed", files={"packed.csproj": SMALL.replace("</TargetFramework>", "</TargetFramework>\n    <PackAsTool>true</PackAsTool>\n    <RuntimeIdentifiers>linux-x64</RuntimeIdentifiers>\n    <Version>1.2.3</Version>"),
                                       "Program.cs": 'System.Console.WriteLine("tool " + args.Length);\n'})
    for arguments in ([], ["-r", "linux-x64"]):
        done = project.dotnet("pack", "-o", "packages", *arguments)
        check(done.returncode == 0, done.stdout)
    done = project.dotnet("tool", "install", "packed", "--tool-path", "tools", "--add-source", "packages")
    check(done.returncode == 0, done.stdout + done.stderr)
    check(run([project.folder / "tools" / "packed", "a"]).stdout == "tool 1\n", "output")
    managed = list((project.folder / "tools").rglob("packed.dll"))
    check(not managed, managed)
