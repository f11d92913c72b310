#!/usr/bin/env bash
# shim-sources.sh: prints the folder of the native shim sources in the ILCompiler package, restored if need be.
set -euo pipefail
version=9.0.20
sources=${NUGET_PACKAGES:-$HOME/.nuget/packages}/runtime.linux-x64.microsoft.dotnet.ilcompiler/$version/native/src/libs
if [ ! -d "$sources" ]; then
  work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
  cat > "$work/restore.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="runtime.linux-x64.Microsoft.DotNet.ILCompiler" Version="[$version]" /></ItemGroup>
</Project>
XML
  dotnet restore "$work/restore.csproj" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
fi
echo "$sources"
