#!/usr/bin/env bash
# The whole job on two ordinary projects: publish, run on real input, compare with dotnet, measure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=build/demo
mkdir -p "$out"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cat README.md $(ls compiler/*/*.h compiler/*/*.cc samples/*/*.cs) >"$work/text"

for sample in hello wordcount; do
  echo "== publish samples/$sample"
  build/bin/ahead publish "samples/$sample" -r linux-x64 -o "$out/$sample"
  dotnet build "samples/$sample" -c Release -o "$work/$sample" -v:quiet -nologo >"$work/log" || { cat "$work/log" >&2; exit 1; }
done

same() { # same SAMPLE INPUT ARGS…: run both, show ours, insist on equality
  local sample=$1 input=$2 code=0 expected=0; shift 2
  dotnet "$work/$sample/$sample.dll" "$@" <"$input" >"$work/expected" 2>"$work/expected.err" || expected=$?
  "$out/$sample/$sample" "$@" <"$input" >"$work/actual" 2>"$work/actual.err" || code=$?
  echo; echo "\$ $sample $*"; cat "$work/actual" "$work/actual.err"
  if [ $code != $expected ] || ! cmp -s "$work/expected" "$work/actual" || ! cmp -s "$work/expected.err" "$work/actual.err"; then
    echo "demo: $sample differs from dotnet (exit code $code, expected $expected)" >&2
    diff "$work/expected" "$work/actual" | head -n 10 >&2; diff "$work/expected.err" "$work/actual.err" | head -n 10 >&2
    exit 1
  fi
}
same hello /dev/null
same wordcount /dev/null -n 5 "$work/text"
same wordcount "$work/text"
same wordcount /dev/null missing.txt

echo
python3 tools/measure.py "hello, Ahead" "$out/hello/hello" -- "hello, dotnet" dotnet "$work/hello/hello.dll" \
  -- "wordcount, Ahead" "$out/wordcount/wordcount" "$work/text" -- "wordcount, dotnet" dotnet "$work/wordcount/wordcount.dll" "$work/text"
