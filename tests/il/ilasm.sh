#!/usr/bin/env bash
# The IL assembler of .NET 10: restores its package into build/tools/ilasm on first use, then runs it with the given arguments.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
version=10.0.12 folder=$root/build/tools/ilasm
tool=$folder/packages/runtime.linux-x64.microsoft.netcore.ilasm/$version/runtimes/linux-x64/native/ilasm

restore() {
  mkdir -p "$folder"
  cat >"$folder/ilasm.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <RestorePackagesPath>packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup><PackageDownload Include="runtime.linux-x64.Microsoft.NETCore.ILAsm" Version="[$version]" /></ItemGroup>
</Project>
XML
  dotnet restore "$folder/ilasm.csproj" -v:quiet -nologo >"$folder/restore.log" 2>&1 || { cat "$folder/restore.log" >&2; exit 1; }
  chmod +x "$tool"
}

# Several tests may ask at once: one restores, the others wait.
mkdir -p "$root/build/tools"
[ -x "$tool" ] || (flock 9; [ -x "$tool" ] || restore) 9>"$root/build/tools/ilasm.lock"
[ $# = 0 ] || exec "$tool" "$@"
