"""Publishing that is interrupted, repeated, or done several times at once."""
import os, signal, subprocess

from harness import ENVIRONMENT, Project, check, run
from test_projects import SMALL

PROGRAM = 'System.Console.WriteLine("{text} " + string.Join(",", new[] {{ 3, 1, 2 }}.OrderBy(n => n)));\n'
PROJECT = SMALL.replace("</TargetFramework>", "</TargetFramework>\n    <ImplicitUsings>enable</ImplicitUsings>\n    <RuntimeIdentifiers>linux-x64;linux-musl-x64</RuntimeIdentifiers>")


def small(name):
    return Project(name, files={f"{name}.csproj": PROJECT, "Program.cs": PROGRAM.format(text=name)})


def start(project, rid, output, **environment):
    command = ["dotnet", "publish", "-c", "Release", "-r", rid, "-o", output, "-v:minimal", "--no-restore"]
    return subprocess.Popen(command, cwd=project.folder, env={**ENVIRONMENT, **environment}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)


def restored(project):
    done = project.dotnet("restore")
    check(done.returncode == 0, done.stdout + done.stderr)


def test_interrupt_leaves_nothing_half_written():
    project = small("interrupted")
    restored(project)
    temporary, cache = project.folder / "tmp", project.folder / "cache"
    temporary.mkdir()
    publish = start(project, "linux-x64", "out", TMPDIR=str(temporary), AHEAD_CACHE_DIR=str(cache))
    for line in publish.stdout:
        if "compiling to native code" in line:
            os.killpg(publish.pid, signal.SIGINT)      # Ctrl-C reaches every process of the terminal
            break
    publish.communicate(timeout=60)
    check(publish.returncode != 0, "published in spite of the interrupt")
    native = project.folder / "bin/Release/net10.0/linux-x64/native"
    check(project.files() == [] and list(native.iterdir()) == [], [project.files(), list(native.iterdir())])
    check(not [f for f in temporary.rglob("*") if f.name.startswith("ahead")], list(temporary.rglob("*")))
    project.published()
    check(run([project.folder / "out" / "interrupted"]).stdout == "interrupted 1,2,3\n", "output")


def test_several_at_once():
    one, two = small("one"), small("two")
    restored(one), restored(two)
    jobs = [(one, "linux-x64", "one"), (one, "linux-musl-x64", "one"), (two, "linux-x64", "two")]
    running = [start(project, rid, f"out-{rid}") for project, rid, _ in jobs]
    texts = [r.communicate(timeout=300)[0] for r in running]
    check(not any(r.returncode for r in running), "\n".join(texts))
    for project, rid, name in jobs:
        check(project.files(f"out-{rid}") == [name], project.files(f"out-{rid}"))
        check(run([project.folder / f"out-{rid}" / name]).stdout == f"{name} 1,2,3\n", name)
