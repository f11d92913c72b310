#!/usr/bin/env python3
"""pack.py BUILD OUT: NuGet packages of a build folder.

  Ahead.Sdk                         MSBuild SDK: makes the .NET SDK take Ahead for PublishAot
  Ahead.Compiler                    the publish targets
  runtime.linux-x64.Ahead.Compiler  the compiler, its sysroots, runtime archives, overlay, and the compiled common code of the class library
  ahead, ahead.linux-x64            `dotnet tool install ahead`: the compiler as a command

A package is a zip file with a .nuspec; names, order and times are fixed, so equal contents make equal files.
"""
import re, stat, subprocess, sys, tempfile, zipfile
from pathlib import Path

import make_sdk

ROOT = Path(__file__).resolve().parent.parent
WARM = ROOT / "sdk" / "warm"  # programs whose compilation fills the cache that ships
DESCRIPTION = {
    "Ahead.Sdk": "MSBuild SDK that makes dotnet publish compile .NET 10 projects with PublishAot to native code with Ahead.",
    "Ahead.Compiler": "Publish targets of the Ahead compiler. Referenced by the .NET SDK when a project uses Ahead.Sdk.",
    "runtime.linux-x64.Ahead.Compiler": "The Ahead compiler for Linux x64: compiler, linker, runtime, everything that publishing needs.",
    "ahead": "Compiles .NET 10 projects and C# files to native Linux executables: ahead publish.",
    "ahead.linux-x64": "The Ahead command for Linux x64.",
}

CONTENT_TYPES = """<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />
  <Default Extension="nuspec" ContentType="application/octet" />
{types}</Types>
"""
RELS = """<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/{id}.nuspec" Id="R0" />
</Relationships>
"""
NUSPEC = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata>
    <id>{id}</id>
    <version>{version}</version>
    <authors>Ahead</authors>
    <description>{description}</description>
    <packageTypes>
      <packageType name="{type}" />
    </packageTypes>
  </metadata>
</package>
"""


def content_types(names):
    """Every part of a package has a type, by its ending or its name."""
    endings = sorted({Path(n).suffix[1:] for n in names if Path(n).suffix[1:].isalnum()} - {"rels", "nuspec"})
    lines = [f'  <Default Extension="{e}" ContentType="application/octet" />\n' for e in endings]
    lines += [f'  <Override PartName="/{n}" ContentType="application/octet" />\n' for n in sorted(names) if not Path(n).suffix[1:].isalnum()]
    return CONTENT_TYPES.format(types="".join(lines))


def write_package(out, package, version, kind, files):
    """files: {name in the package: path, or bytes, or text}"""
    path = out / f"{package}.{version}.nupkg"
    parts = {f"{package}.nuspec": NUSPEC.format(id=package, version=version, description=DESCRIPTION[package], type=kind), "_rels/.rels": RELS.format(id=package),
             "[Content_Types].xml": content_types(files), **dict(sorted(files.items()))}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in parts.items():
            executable = isinstance(data, Path) and data.stat().st_mode & stat.S_IXUSR
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.external_attr = (0o755 if executable else 0o644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data.read_bytes() if isinstance(data, Path) else data)
    print(f"{path.name}  {path.stat().st_size / 1048576:.1f} MB")


def tree(folder, prefix):
    return {f"{prefix}/{f.relative_to(folder)}": f for f in sorted(folder.rglob("*")) if f.is_file() and f.name != ".stamp"}


def warm_cache(build, folder):
    """Compiles the programs of sdk/warm with an empty cache; what they leave is the class library's common code."""
    for source in sorted(WARM.glob("*.cs")):
        done = subprocess.run([build / "bin" / "ahead", "publish", source, "-r", "linux-x64", "-o", folder / "out", "--cache-dir", folder / "cache"], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"pack: {source.name}: {done.stdout}{done.stderr}")
    (folder / "cache" / "last-trim").unlink(missing_ok=True)
    return folder / "cache"


def tool_settings(text):
    return f'<?xml version="1.0" encoding="utf-8"?>\n<DotNetCliTool Version="2">\n{text}</DotNetCliTool>\n'


def main(build, out, *options):
    build, out = Path(build), Path(out)
    out.mkdir(parents=True, exist_ok=True)
    version = subprocess.run([build / "bin" / "ahead", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    sdk = make_sdk.files(version)
    package = lambda name, kind, files: write_package(out, name, version, kind, files)
    package("Ahead.Sdk", "MSBuildSdk", {f"Sdk/{name}": sdk[name] for name in ("Sdk.props", "Sdk.targets", "Ahead.Sdk.targets")})
    package("Ahead.Compiler", "Dependency", {f"build/{name}": sdk[name] for name in ("Ahead.Compiler.props", "Ahead.Publish.targets", "Ahead.Properties.targets")})
    with tempfile.TemporaryDirectory() as folder:
        compiler = lambda prefix: {f"{prefix}/bin/ahead": build / "bin" / "ahead", **tree(build / "lib" / "ahead", f"{prefix}/lib/ahead")}
        cache = {} if "--no-cache" in options else tree(warm_cache(build, Path(folder)), "lib/ahead/cache")
        package("runtime.linux-x64.Ahead.Compiler", "DotnetPlatform", {**compiler("tools"), **{f"tools/{name}": file for name, file in cache.items()}})
        package("ahead", "DotnetTool", {"tools/any/any/DotnetToolSettings.xml": tool_settings(
            '  <Commands>\n    <Command Name="ahead" />\n  </Commands>\n  <RuntimeIdentifierPackages>\n    <RuntimeIdentifierPackage RuntimeIdentifier="linux-x64" Id="ahead.linux-x64" />\n  </RuntimeIdentifierPackages>\n')})
        package("ahead.linux-x64", "DotnetToolRidPackage", {**compiler("tools/any/linux-x64"), **{f"tools/any/linux-x64/{name}": file for name, file in cache.items()},
            "tools/any/linux-x64/DotnetToolSettings.xml": tool_settings('  <Commands>\n    <Command Name="ahead" EntryPoint="bin/ahead" Runner="executable" />\n  </Commands>\n')})


if __name__ == "__main__":
    main(*sys.argv[1:])
