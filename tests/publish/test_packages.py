"""The packages themselves: what is in them, the command as a tool, publishing where nothing else is installed."""
import os, shutil, zipfile

from harness import FEED, PACKAGES, VERSION, WORK, Project, check, run

# What build scripts of the SDK itself use; no compiler, linker or interpreter.
BASICS = ["sh", "bash", "cat", "chmod", "cp", "dirname", "basename", "env", "ls", "mkdir", "mv", "readlink", "rm", "sed", "grep", "uname", "which"]


def bare_path():
    """A folder for PATH that holds `dotnet` and the basics only."""
    folder = WORK / "bare" / "bin"
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ["dotnet", *BASICS]:
        if found := shutil.which(name):
            (folder / name).symlink_to(os.path.realpath(found))
    return folder


def contents(folder):
    return {f: (f.stat().st_size, f.stat().st_mtime_ns) for f in folder.rglob("*") if f.is_file()}


def test_names_and_parts():
    expected = {"Ahead.Sdk": "Sdk/Sdk.props", "Ahead.Compiler": "build/Ahead.Compiler.props", "runtime.linux-x64.Ahead.Compiler": "tools/bin/ahead",
                "ahead": "tools/any/any/DotnetToolSettings.xml", "ahead.linux-x64": "tools/any/linux-x64/bin/ahead"}
    check({f.name for f in FEED.glob("*.nupkg")} == {f"{name}.{VERSION}.nupkg" for name in expected}, list(FEED.iterdir()))
    for name, part in expected.items():
        with zipfile.ZipFile(FEED / f"{name}.{VERSION}.nupkg") as package:
            names = package.namelist()
            check(part in names and f"{name}.nuspec" in names and package.testzip() is None, names)


def test_no_toolchain_and_bare_home():
    path, home = bare_path(), WORK / "bare" / "home"
    home.mkdir()
    environment = {"PATH": str(path), "HOME": str(home), "DOTNET_ROOT": os.path.dirname(os.path.realpath(shutil.which("dotnet"))), "XDG_CACHE_HOME": ""}
    project = Project("bare", source="console")
    check(project.published(env=environment) == ["console", "data.txt"], project.files())
    check(run([project.folder / "out" / "console", "Ada"], env=environment).stdout.startswith("Hello, Ada!"), "output")
    package = PACKAGES / "runtime.linux-x64.ahead.compiler"
    before = contents(package)
    project.write("Program.cs", (project.folder / "Program.cs").read_text() + "// changed\n")
    project.published(env=environment)
    check(contents(package) == before, "publishing writes to the package")


def test_command_as_tool():
    project = Project("command", source="console", reference=False)
    done = project.dotnet("tool", "install", "ahead", "--tool-path", "tools", "--version", VERSION)
    check(done.returncode == 0, done.stdout + done.stderr)
    command = project.folder / "tools" / "ahead"
    check(run([command, "--version"]).stdout == f"ahead {VERSION}\n", "version")
    done = run([command, "publish", "-r", "linux-x64", "-o", "out"], cwd=project.folder)
    check(done.returncode == 0 and project.files() == ["console", "data.txt"], done.stdout + done.stderr)
    check(run([project.folder / "out" / "console", "Ada"]).stdout.startswith("Hello, Ada!"), "output")
    (project.folder / "single").mkdir()
    project.write("single/app.cs", 'System.Console.WriteLine("file " + args.Length);\n')
    done = run([command, "publish", "app.cs", "-r", "linux-musl-x64", "-o", "out"], cwd=project.folder / "single")
    check(done.returncode == 0, done.stdout + done.stderr)
    check(run([project.folder / "single/out/app", "x"]).stdout == "file 1\n", "output")
