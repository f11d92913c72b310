#!/usr/bin/env bash
# compression.sh OUT.a LLVM_PREFIX: zlib and brotli (the distribution's static libraries) with the framework's entries into them, as one archive.
set -euo pipefail
out=$1 llvm=$2
here=$(cd "$(dirname "$0")" && pwd)
libdir=/usr/lib/x86_64-linux-gnu
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir "$work/include"; ln -s /usr/include/zlib.h /usr/include/zconf.h "$work/include"
"$llvm/bin/clang" --target=x86_64-linux-musl -std=gnu11 -nostdlibinc -isystem /usr/include/x86_64-linux-musl "-I$work/include" -fPIC -O2 -D_GNU_SOURCE \
  -fno-stack-protector -ffunction-sections -fno-omit-frame-pointer -fasynchronous-unwind-tables -c "$here/../runtime/libs/compression/zlib.c" -o "$work/zlib.o"
rm -f "$out"
"$llvm/bin/llvm-ar" -M <<MRI
create $out
addmod $work/zlib.o
addlib $libdir/libz.a
addlib $libdir/libbrotlienc.a
addlib $libdir/libbrotlidec.a
addlib $libdir/libbrotlicommon.a
save
end
MRI
"$llvm/bin/llvm-ranlib" -D "$out"
