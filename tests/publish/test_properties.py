"""Each row of sdk/properties.toml does what the documentation says: its word is in the response file, or its warning or error is shown."""
import re, sys
from pathlib import Path

from harness import ROOT, Project, check

sys.path.insert(0, str(ROOT / "tools"))
import make_sdk

PROJECT = """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <PublishAot>true</PublishAot>
  </PropertyGroup>
  <ItemGroup Condition="'$(TryItem)' != ''">
{items}  </ItemGroup>
</Project>
"""


def label(number, row):
    return f"{number:03}-{row['name']}"


def tries(row):
    """Properties for the project, as MSBuild's Properties of a task."""
    if "gives" not in row:
        return None
    value = row["try"].replace(";", "%3B")
    if row.get("item") or row.get("knob"):
        return f"TryItem={row['name']}"
    if row.get("file"):
        return row["try"]
    return f"{row['name']}={value}" + (";" + row["also"] if "also" in row else "")


def items():
    lines = []
    for row in make_sdk.rows():
        if row.get("item"):
            lines.append(f"    <{row['name']} Include=\"{row['try']}\" Condition=\"'$(TryItem)' == '{row['name']}'\" />\n")
        if row.get("knob"):
            lines.append(f"    <RuntimeHostConfigurationOption Include=\"{row['name']}\" Value=\"{row['try']}\" Condition=\"'$(TryItem)' == '{row['name']}'\" />\n")
    return "".join(lines)


def driver(rows):
    """One MSBuild run for all rows: each evaluates the project anew, and writes its own response file."""
    calls = ['    <MSBuild Projects="app.csproj" Targets="AheadPrepare" Properties="Configuration=Release;_IsPublishing=true;RuntimeIdentifier=linux-x64;AheadResponseFile=rsp/none.rsp;Row=none" />\n']
    for number, row in rows:
        base = "Configuration=Release;_IsPublishing=true;" + ("" if row["name"] == "RuntimeIdentifier" else "RuntimeIdentifier=linux-x64;")
        if row["name"] == "RuntimeIdentifier" and not row["try"]:
            base += "UseCurrentRuntimeIdentifier=false;UseDefaultPublishRuntimeIdentifier=false;AllowPublishAotWithoutRuntimeIdentifier=true;AllowSelfContainedWithoutRuntimeIdentifier=true;"
        calls.append(f'    <Message Importance="high" Text="ROW {label(number, row)}" />\n    <MSBuild Projects="app.csproj" Targets="AheadCheckProperties;AheadPrepare" ContinueOnError="true" '
                     f'Properties="{base}AheadResponseFile=rsp/{label(number, row)}.rsp;Row={number};{tries(row).replace("<", "&lt;")}" />\n')
    return "<Project>\n  <Target Name=\"All\">\n" + "".join(calls) + "  </Target>\n</Project>\n"


def response(project, name):
    file = project.folder / "rsp" / f"{name}.rsp"
    return [line for line in file.read_text().splitlines() if not line.startswith("--output")] if file.exists() else None


def test_every_row():
    rows = [(n, row) for n, row in enumerate(make_sdk.rows()) if tries(row) is not None]
    check(len(rows) == len(make_sdk.rows()), [row["name"] for row in make_sdk.rows() if "gives" not in row])
    project = Project("properties", files={"app.csproj": PROJECT.format(items=items()), "Program.cs": "System.Console.WriteLine();\n", "all.proj": driver(rows), "rsp/empty": ""})
    built = project.dotnet("build", "app.csproj", "-c", "Release", "-r", "linux-x64", "-p:_IsPublishing=true", "-v:quiet")
    check(built.returncode == 0, built.stdout)
    done = project.dotnet("msbuild", "all.proj", "-t:All", "-nologo", "-v:minimal")
    parts = re.split(r"^ *ROW (\S+)$", done.stdout, flags=re.M)
    shown = dict(zip(parts[1::2], parts[2::2]))
    nothing = response(project, "none")
    check(nothing, done.stdout)
    wrong = []
    for number, row in rows:
        name = label(number, row)
        words, text = response(project, name), shown.get(name, "")
        if row["gives"] == "none":
            good = words == nothing and "AHEAD" not in text
        elif row["gives"] == "refused":   # by the SDK or by Ahead
            good = words is None and "error" in text
        elif row["gives"].startswith("AHEAD"):
            severity = "error" if row.get("error", {}).get("code") == row["gives"] else "warning"
            good = f"{severity} {row['gives']}" in text
        else:
            good = words is not None and any(w.startswith(row["gives"]) for w in words)
        if not good:
            difference = sorted(set(words or []) ^ set(nothing))
            wrong.append(f"{row['name']}={row['try']}: expected {row['gives']}, response file differs by {difference}, shown: {text.strip()[:500]}")
    check(not wrong, "\n".join(wrong))


def test_documentation_is_made_from_the_table():
    check((ROOT / "docs" / "properties.md").read_text() == make_sdk.documentation(), "docs/properties.md: run tools/make_sdk.py --docs docs/properties.md")


def test_what_settings_do():
    """Behaviour of settings, seen by the program."""
    program = """using System.Globalization;
Console.WriteLine(CultureInfo.GetCultureInfo("de-DE").NumberFormat.NumberDecimalSeparator);
Console.WriteLine(AppContext.GetData("My.Knob") + " " + (AppContext.TryGetSwitch("My.Switch", out var on) && on));
try { int.Parse("x"); } catch (FormatException e) { Console.WriteLine(e.Message); Console.WriteLine(e.StackTrace!.Contains("Parse") + " " + e.StackTrace.Contains("Program.cs:line")); }
"""
    project = Project("settings", files={"settings.csproj": PROJECT.format(items="").replace("</TargetFramework>", """</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
    <PredefinedCulturesOnly>false</PredefinedCulturesOnly>""").replace("</Project>", """  <ItemGroup>
    <RuntimeHostConfigurationOption Include="My.Knob" Value="a;b = c" />
    <RuntimeHostConfigurationOption Include="My.Switch" Value="true" Trim="true" />
  </ItemGroup>
</Project>"""), "Program.cs": program})
    from harness import run
    for arguments, expected in (([], ".\na;b = c True\nThe input string 'x' was not in a correct format.\nTrue True\n"),
                                (["-p:StackTraceLineNumberSupport=false", "-p:OptimizationPreference=Size"], ".\na;b = c True\nThe input string 'x' was not in a correct format.\nTrue False\n"),
                                (["-p:StackTraceSupport=false", "-p:UseSystemResourceKeys=true"], ".\na;b = c True\nFormat_InvalidStringWithValue, x\nFalse False\n")):
        check(project.published(*arguments) == ["settings"], project.files())
        done = run([project.folder / "out" / "settings"])
        check(done.stdout == expected and done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}")
