#!/usr/bin/env bash
# Bad input gives one clear line and leaves nothing behind.
set -u
ahead=$PWD/build/bin/ahead work=$(mktemp -d) status=0
trap 'rm -rf "$work"' EXIT
cd "$work"; mkdir tmp; export TMPDIR=$work/tmp

expect() { # expect CODE TEXT COMMAND…
  local code=$1 text=$2 actual=0; shift 2
  "$@" >out 2>err </dev/null || actual=$?
  if [ $actual != "$code" ] || ! grep -q -- "$text" err || [ "$(wc -l <err)" != 1 ]; then
    echo "$*: exit code $actual, expected $code and one line with '$text':"; cat err; status=1
  fi
  [ -e app ] && { echo "$*: left an output file"; rm -f app; status=1; }
  [ -z "$(ls tmp)" ] || { echo "$*: left $(ls tmp) in TMPDIR"; status=1; }
}

library=$(ls -d "$(dirname "$(readlink -f "$(command -v dotnet)")")"/shared/Microsoft.NETCore.App/10.*/ | tail -n 1)
printf 'hello' >text.dll
: >empty.dll
head -c 20000 "$library/System.Console.dll" >truncated.dll
head -c 100 "$library/System.Console.dll" >short.dll
cp /usr/bin/env elf.dll
mkdir folder

expect 1 "no such file" "$ahead" compile none.dll -o app
expect 1 "not a .NET assembly" "$ahead" compile text.dll -o app
expect 1 "not a .NET assembly" "$ahead" compile empty.dll -o app
expect 1 "not a .NET assembly" "$ahead" compile elf.dll -o app
expect 1 "truncated.dll" "$ahead" compile truncated.dll -o app
expect 1 "short.dll" "$ahead" compile short.dll -o app
expect 1 "is a folder" "$ahead" compile folder -o app
expect 1 "library" "$ahead" compile "$library/System.Console.dll" -o app
expect 1 "no class library" "$ahead" compile "$library/System.Console.dll" -o app --framework folder
expect 2 "unknown option" "$ahead" compile text.dll -o app --nope
expect 2 "unknown command" "$ahead" frobnicate
expect 2 "needs a program" "$ahead" compile
expect 2 "platform" "$ahead" publish x.csproj
expect 1 "supported platforms are linux-x64" "$ahead" publish x.csproj -r win-x64
expect 1 "no such file" "$ahead" publish x.csproj -r linux-x64
expect 1 "no project file" "$ahead" publish folder -r linux-x64
"$ahead" --version | grep -q '^ahead [0-9]' || { echo "--version"; status=1; }
"$ahead" --help | grep -q -- --timings || { echo "--help"; status=1; }
exit $status
