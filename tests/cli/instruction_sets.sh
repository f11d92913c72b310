#!/usr/bin/env bash
# --instruction-set: names are checked, constants follow it, and a program for a newer processor says so and ends with 132.
set -u
ahead=$PWD/build/bin/ahead root=$PWD work=$(mktemp -d) status=0
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() { echo "$1"; status=1; }
hello() { # OPTION: compiles hello for it
  "$ahead" compile "$root/build/test-cache/hello/hello.dll" -o app --quick --instruction-set "$1" 2>err || { cat err; fail "hello for $1"; }
}
expect_usage() { # SETS TEXT
  "$ahead" compile none.dll -o app --instruction-set "$1" >out 2>err
  local code=$?
  [ $code = 2 ] && [ "$(wc -l <err)" = 1 ] && grep -q -- "$2" err || { cat err; fail "--instruction-set $1: exit code $code, expected 2 and '$2'"; }
}

(cd "$root" && python3 tests/runner.py hello >/dev/null)   # compiles hello.dll

expect_usage sse5 "unknown name 'sse5'"
expect_usage "" "unknown name ''"
expect_usage x86-64-v3,-sse4.2 "every program needs sse4.2"

available() { grep -qw "$1" /proc/cpuinfo; }
hello x86-64-v2
AHEAD_CPU_WITHOUT=avx2 ./app >out 2>err || fail "the baseline program asked for avx2"
if available avx2 && available bmi2 && available fma; then
  hello x86-64-v3
  ./app >out 2>err || fail "the program for x86-64-v3 does not run here"
  AHEAD_CPU_WITHOUT=avx2,bmi2 ./app >out 2>err
  code=$?
  [ $code = 132 ] && [ ! -s out ] && [ "$(cat err)" = "This program was compiled for a newer processor. This one does not have: bmi2 avx2" ] ||
    { cat err; fail "older processor: exit code $code"; }
  hello x86-64-v3,-bmi2,+aes
  AHEAD_CPU_WITHOUT=bmi2 ./app >out 2>err || fail "-bmi2 still needs bmi2"
  AHEAD_CPU_WITHOUT=aes ./app >out 2>err
  grep -q "does not have: aes$" err || fail "+aes is not asked for"
fi
exit $status
