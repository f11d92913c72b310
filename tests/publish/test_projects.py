"""Unmodified projects publish, and do what `dotnet run` does."""
from harness import VERSION, Project, check, same, waits_for


def test_console_with_project_reference_and_content():
    project = Project("console")
    check(project.published() == ["console", "data.txt"], project.files())
    same(project, "console", "Ada", "Grace")


def test_sdk_element_in_the_project():
    project = Project("sdk-element", source="console", reference=False)
    text = (project.folder / "console.csproj").read_text()
    project.write("console.csproj", text.replace("<PropertyGroup>", f'<Sdk Name="Ahead.Sdk" Version="{VERSION}" />\n  <PropertyGroup>', 1))
    check(project.published() == ["console", "data.txt"], project.files())


def test_file():
    project = Project("file")
    check(project.published(target="app.cs") == ["app"], project.files())
    same(project, "app", "1", "2", "3", target="app.cs")


def test_fsharp():
    project = Project("fsharp")
    check(project.published() == ["fsharp"], project.files())
    same(project, "fsharp", "world")


def test_vb():
    project = Project("vb")
    check(project.published() == ["vb"], project.files())
    same(project, "vb", "4", "5")


@waits_for("reflection over members")
def test_tool_with_system_commandline():
    project = Project("tool")
    check(project.published() == ["tool"], project.files())
    for arguments in (["--help"], ["head", "Program.cs", "-n", "2", "--upper"], ["head", "--help"], ["head"], ["nonsense"]):
        same(project, "tool", *arguments)


@waits_for("file watchers (SystemNative_INotify*)")
def test_worker_with_hosting():
    project = Project("worker")
    check(project.published() == ["appsettings.json", "worker"], project.files())
    same(project, "worker", "--Work:Rounds=4")
