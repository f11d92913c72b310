#!/usr/bin/env bash
# Builds the overlay assembly: managed/build.sh <output.dll>
set -euo pipefail
output=$1
here=$(cd "$(dirname "$0")" && pwd)
dotnet=$(command -v dotnet)
root=$(dirname "$(readlink -f "$dotnet")")
latest() { ls -d "$1"/*/ | sort -V | tail -1; }
framework=$(latest "$root/shared/Microsoft.NETCore.App")
csc=$(latest "$root/sdk")Roslyn/bincore/csc.dll
mkdir -p "$(dirname "$output")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/ref"
python3 "$here/publicize.py" "${framework}System.Private.CoreLib.dll" "$work/ref/System.Private.CoreLib.dll"
# CS0436: our type shadows the one it is merged into. CS0649/CS0169: fields that the runtime fills.
"$dotnet" "$csc" -nologo -noconfig -nostdlib -target:library -optimize+ -deterministic -debug- -unsafe -langversion:latest -nullable:disable \
  -nowarn:CS0436,CS0626,CS0649,CS0169,CS0618,CS8500,CS0114,CS0108,CS0659,CS0661,SYSLIB0050,SYSLIB0051 \
  -pathmap:"$here"=/managed "-r:corelib=$work/ref/System.Private.CoreLib.dll" "-r:$work/ref/System.Private.CoreLib.dll" \
  -out:"$work/Ahead.Overlay.dll" $(find "$here" -name '*.cs' | sort)
mv "$work/Ahead.Overlay.dll" "$output"
