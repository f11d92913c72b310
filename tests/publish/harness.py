"""What the tests of publishing share: packages in a folder feed, copies of projects, `dotnet` as the oracle."""
import hashlib, shutil, subprocess, sys
from pathlib import Path

from runner import SDK_ENVIRONMENT

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build"
AHEAD = BUILD / "bin" / "ahead"
WORK = BUILD / "publish-test"
FEED, PACKAGES = WORK / "feed", WORK / "nuget"
VERSION = subprocess.run([AHEAD, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]

ENVIRONMENT = {**SDK_ENVIRONMENT, "NUGET_PACKAGES": str(PACKAGES)}
NUGET_CONFIG = f"""<configuration>
  <packageSources>
    <clear />
    <add key="ahead" value="{FEED}" />
    <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
  </packageSources>
</configuration>
"""
REFERENCE = f'<Project><Import Project="Sdk.props" Sdk="Ahead.Sdk" Version="{VERSION}" /></Project>\n'


class Failed(Exception):
    pass


def waits_for(what):
    """A test of something that is not there yet: not run unless it is named."""
    def mark(test):
        test.waits_for = what
        return test
    return mark


def check(condition, text):
    if not condition:
        raise Failed(text)


def run(command, cwd=None, env=None, stdin="", timeout=900):
    return subprocess.run([str(c) for c in command], cwd=cwd, env={**ENVIRONMENT, **(env or {})}, input=stdin, capture_output=True, text=True, timeout=timeout)


def identity():
    """Of everything that goes into the packages."""
    h = hashlib.sha256()
    for file in [AHEAD, ROOT / "tools" / "pack.py", *sorted((ROOT / "sdk").rglob("*")), *sorted((BUILD / "lib" / "ahead").rglob("*"))]:
        if file.is_file():
            s = file.stat()
            h.update(f"{file} {s.st_size} {s.st_mtime_ns}\n".encode())
    return h.hexdigest()


def make_packages():
    """Packs the build that is there; what an earlier build left in the package folder goes."""
    stamp = WORK / "feed.key"
    if stamp.exists() and stamp.read_text() == identity():
        return
    shutil.rmtree(FEED, ignore_errors=True)
    done = subprocess.run([sys.executable, ROOT / "tools" / "pack.py", BUILD, FEED, "--no-cache"], capture_output=True, text=True)
    check(done.returncode == 0, "pack: " + done.stdout + done.stderr)
    for folder in PACKAGES.glob("*ahead*"):
        shutil.rmtree(folder)
    stamp.write_text(identity())


class Project:
    """A copy of tests/publish/projects/SOURCE, or of files given as {name: text}, that knows Ahead by one line in Directory.Build.props."""

    def __init__(self, name, source=None, files=None, reference=True):
        self.folder, self.done = WORK / "projects" / name, {}   # what `dotnet run` did
        shutil.rmtree(self.folder, ignore_errors=True)
        if files is None:
            shutil.copytree(HERE / "projects" / (source or name), self.folder)
        for path, text in (files or {}).items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text)
        (self.folder / "nuget.config").write_text(NUGET_CONFIG)
        (self.folder / "Directory.Build.props").write_text(REFERENCE if reference else "<Project />\n")
        (self.folder / "Directory.Build.targets").write_text("<Project />\n")

    def dotnet(self, *command, **options):
        return run(["dotnet", *command], cwd=self.folder, **options)

    def publish(self, *arguments, rid="linux-x64", target=None, output="out", **options):
        return self.dotnet("publish", *([target] if target else []), "-c", "Release", "-r", rid, "-o", output, "-v:minimal", *arguments, **options)

    def published(self, *arguments, **options):
        """Publishes; the files, relative to the publish folder."""
        done = self.publish(*arguments, **options)
        check(done.returncode == 0, done.stdout + done.stderr)
        self.done.clear()
        return self.files(options.get("output", "out"))

    def files(self, output="out", symbols=False):
        """Without the debug files, unless `symbols`."""
        return sorted(str(f.relative_to(self.folder / output)) for f in (self.folder / output).rglob("*") if f.is_file() and (symbols or f.suffix != ".dbg"))

    def write(self, path, text):
        (self.folder / path).write_text(text)


def outcome(done):
    return f"exit code {done.returncode}\n{done.stdout}{done.stderr}"


def same(project, name, *arguments, target=None, output="out", normalise=lambda text: text):
    """The published program does what `dotnet run` does."""
    ours = run([project.folder / output / name, *arguments], cwd=project.folder)
    if (name, *arguments) not in project.done:
        again = ["--no-build"] if project.done else []
        project.done[name, *arguments] = project.dotnet("run", *([target] if target else []), "-c", "Release", *again, "--", *arguments)
    built = project.done[name, *arguments]
    check(normalise(outcome(ours)) == normalise(outcome(built)), f"published: {outcome(ours)}\ndotnet run: {outcome(built)}")
