#!/usr/bin/env bash
# Executables need no newer C library than promised, or none at all.
set -u
ahead=$PWD/build/bin/ahead work=$(mktemp -d) status=0
trap 'rm -rf "$work"' EXIT
python3 tests/runner.py --oracle hello exceptions_basic threads_locks >/dev/null || { echo "runner failed"; exit 1; }
fail() { echo "$*"; status=1; }

# linux-x64: every symbol version that is asked for is 2.28 or older.
for name in exceptions_basic threads_locks; do
  "$ahead" compile "build/test-cache/$name/$name.dll" --quick -o "$work/$name" || fail "$name does not compile"
  newest=$(readelf -V "$work/$name" | grep -o 'Name: GLIBC_[0-9.]*' | sed 's/.*GLIBC_//' | sort -V | tail -n 1)
  [ "$(printf '%s\n2.28\n' "$newest" | sort -V | tail -n 1)" = 2.28 ] || fail "$name needs glibc $newest"
  [ -n "$newest" ] || fail "$name names no version of glibc"
done

# linux-musl-x64: static, and runs where there is nothing else.
for name in hello exceptions_basic threads_locks; do
  mkdir -p "$work/root/$name"
  "$ahead" compile "build/test-cache/$name/$name.dll" --quick -r linux-musl-x64 -o "$work/root/$name/app" 2>"$work/err" || fail "$name does not compile: $(cat "$work/err")"
  readelf -l "$work/root/$name/app" | grep -q INTERP && fail "$name needs a loader"
  expected=$(python3 -c 'import json,sys; sys.stdout.write(json.load(open(sys.argv[1]))["out"])' "build/test-cache/$name/oracle.json")
  if [ "$(id -u)" = 0 ]; then actual=$(chroot "$work/root/$name" /app 2>/dev/null); else actual=$("$work/root/$name/app" 2>/dev/null); fi
  [ "$actual" = "$expected" ] || fail "$name differs from dotnet in an empty root: $actual"
done
"$ahead" compile build/test-cache/hello/hello.dll -r linux-musl-x64 --feature System.Globalization.Invariant=false -o "$work/app" 2>"$work/err" && fail "ICU in a static executable was accepted"
grep -q "InvariantGlobalization" "$work/err" || fail "no word about InvariantGlobalization: $(cat "$work/err")"
exit $status
