"""Warnings are those of ILC: the same codes at the same lines, for the programs of tests/publish/warnings.

All programs are one project, so that one run of each compiler answers for all. ILC's answers are in warnings/ilc.txt;
AHEAD_COMPARE_ILC=1 publishes with ILC 9 again (net9.0) and writes them anew."""
import os, re, shutil

from harness import HERE, WORK, Project, check, run

SOURCES = HERE / "warnings"
EXPECTED = SOURCES / "ilc.txt"
PROJECT = """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>{framework}</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <NoWarn>$(NoWarn);CS0618;SYSLIB0012;CS8604;CS8602;CS0649;CS0414;CS8600;CS8601</NoWarn>
    <PublishAot>true</PublishAot>
    <InvariantGlobalization>true</InvariantGlobalization>
    <EnableTrimAnalyzer>false</EnableTrimAnalyzer>
    <EnableAotAnalyzer>false</EnableAotAnalyzer>
    <EnableSingleFileAnalyzer>false</EnableSingleFileAnalyzer>
    <CppCompilerAndLinker>clang-19</CppCompilerAndLinker>
    {more}
  </PropertyGroup>
</Project>
"""
# Differences with a reason: {(program, code, line): why}
EXPLAINED = {
    ("dynamic_code", "IL3050", 10): "Array.CreateInstance of an unknown type: the class library of .NET 10 says that it requires dynamic code, ILC 9's own does not",
}


def project(name, framework="net10.0", reference=True, more="", programs=None):
    files = {f.name: f.read_text() for f in SOURCES.glob("*.cs") if programs is None or f.stem in programs}
    if programs:
        files["Program.cs"] = "global using System.Diagnostics.CodeAnalysis;\n" + "".join(f"{p}.Run();\n" for p in programs)
    return Project(name, files={**files, f"{name}.csproj": PROJECT.format(framework=framework, more=more)}, reference=reference)


def warnings(text):
    """{(program, code, line)}; warnings without a place have line 0."""
    found = set()
    for line in text.splitlines():
        if m := re.match(r"(?:.*/)?(\w+)\.cs\((\d+)(?:,\d+)?\): .*?(?:warning|error) (IL\d+)", line):
            found.add((m[1], m[3], int(m[2])))
        elif m := re.search(r"(?:warning|error) (IL\d+): (.*?)[:(]", line):
            found.add((m[2], m[1], 0))
    return found


def ilc():
    if os.environ.get("AHEAD_COMPARE_ILC"):
        done = project("warnings-ilc", "net9.0", reference=False).publish(env={"NUGET_PACKAGES": os.environ.get("NUGET_PACKAGES", "")} if "NUGET_PACKAGES" in os.environ else {})
        check(done.returncode == 0, done.stdout + done.stderr)
        lines = sorted(f"{p} {c} {n}" for p, c, n in warnings(done.stdout))
        EXPECTED.write_text("".join(l + "\n" for l in lines))
    return {(p, c, int(n)) for p, c, n in (line.split() for line in EXPECTED.read_text().splitlines())}


def test_same_as_ilc():
    # As errors, so that no code is generated for what is only looked at.
    done = project("warnings", more="<IlcTreatWarningsAsErrors>true</IlcTreatWarningsAsErrors>").publish()
    check(done.returncode != 0, done.stdout + done.stderr)
    ours, theirs = warnings(done.stdout), ilc()
    different = (ours ^ theirs) - EXPLAINED.keys()
    check(not different, "\n".join(f"{'only here' if d in ours else 'only ILC '}: {d[0]}.cs({d[2]}): {d[1]}" for d in sorted(different)))


def test_as_errors_leave_no_output():
    p = project("warnings-errors", programs=["requires_code_static", "requires_dynamic_static", "requires_files"], more="<TreatWarningsAsErrors>true</TreatWarningsAsErrors><AheadExplainWarnings>true</AheadExplainWarnings>")
    done = p.publish()
    check(done.returncode != 0 and "error IL2026" in done.stdout, done.stdout)
    check("Next: " in done.stdout and "reached through: Program.<Main>$" in done.stdout, done.stdout)
    check(p.files() == [], p.files())
    p.write("warnings-errors.csproj", PROJECT.format(framework="net10.0", more="<WarningsAsErrors>IL3050</WarningsAsErrors><NoWarn>$(NoWarn);IL2026</NoWarn>"))
    done = p.publish()
    check(done.returncode != 0 and "error IL3050" in done.stdout and "IL2026" not in done.stdout and "warning IL3002" in done.stdout, done.stdout)
    check(p.files() == [], p.files())
    p.write("warnings-errors.csproj", PROJECT.format(framework="net10.0", more="<SuppressTrimAnalysisWarnings>true</SuppressTrimAnalysisWarnings><SuppressAotAnalysisWarnings>true</SuppressAotAnalysisWarnings>"))
    done = p.publish()
    check(done.returncode == 0 and "IL2026" not in done.stdout and "IL3050" not in done.stdout and p.files() == ["warnings-errors"], done.stdout)
