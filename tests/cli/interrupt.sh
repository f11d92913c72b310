#!/usr/bin/env bash
# Ctrl-C in the middle of a compilation ends it with status 130 and leaves nothing behind.
set -u
ahead=$PWD/build/bin/ahead sample=$PWD/samples/hello work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$sample" -c Release -o "$work/hello" -v:quiet -nologo >"$work/log" || { cat "$work/log"; exit 1; }
mkdir "$work/tmp" "$work/out"
set -m  # without job control a background process ignores SIGINT
TMPDIR=$work/tmp "$ahead" compile "$work/hello/hello.dll" -o "$work/out/hello" --no-cache --threads 1 2>"$work/err" &
sleep 1
kill -INT $!
wait $!
code=$?
[ $code = 130 ] || { echo "exit code $code, expected 130"; cat "$work/err"; exit 1; }
[ -z "$(ls "$work/tmp" "$work/out" | grep -v :)" ] || { echo "left behind:"; ls "$work/tmp" "$work/out"; exit 1; }
