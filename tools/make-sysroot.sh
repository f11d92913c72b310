#!/usr/bin/env bash
# make-sysroot.sh OUT LLVM_PREFIX: what the linker needs besides the program's own objects, one folder for each C library:
#   OUT/glibc  stubs of the shared C library with versions up to the floor, our start code, the unwinder
#   OUT/musl   musl's start files and libc.a, the unwinder
set -euo pipefail
out=$1 llvm=$2
floor=2.28
here=$(cd "$(dirname "$0")" && pwd)
musl=/usr/lib/x86_64-linux-musl
gcc=$(ls -d /usr/lib/gcc/x86_64-linux-gnu/*/libgcc_eh.a 2>/dev/null | sort -V | tail -n 1)
[ -n "$gcc" ] || { echo "make-sysroot: libgcc_eh.a not found (package libgcc-12-dev)" >&2; exit 1; }
rm -rf "$out"; mkdir -p "$out/glibc" "$out/musl"
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT

python3 "$here/make_stub.py" "$llvm/bin/llvm-readelf" /lib/x86_64-linux-gnu "$floor" "$tmp"
for source in "$tmp"/*.s; do
  lib=$(basename "$source" .s)
  "$llvm/bin/clang" --target=x86_64-linux-gnu -c "$source" -o "$tmp/$lib.o"
  "$llvm/bin/ld.lld" -shared -soname "$lib" --version-script "$tmp/$lib.map" --hash-style=gnu --build-id=none -s "$tmp/$lib.o" -o "$out/glibc/$lib"
done
flags=(--target=x86_64-linux-musl -O2 -fPIC -D_GNU_SOURCE -nostdlibinc -isystem /usr/include/x86_64-linux-musl -fno-stack-protector -U_FORTIFY_SOURCE
  -ffunction-sections -fasynchronous-unwind-tables)
"$llvm/bin/clang" "${flags[@]}" -c "$here/../runtime/libc/glibc/start.S" -o "$out/glibc/start.o"
"$llvm/bin/clang" "${flags[@]}" -c "$here/../runtime/libc/glibc/compat.c" -o "$tmp/compat.o"
"$llvm/bin/llvm-ar" rcsD "$out/glibc/libcompat.a" "$tmp/compat.o"

cp "$musl"/crt1.o "$musl"/rcrt1.o "$musl"/crti.o "$musl"/crtn.o "$musl"/libc.a "$out/musl"
for folder in glibc musl; do cp "$gcc" "$(dirname "$gcc")/libgcc.a" "$out/$folder"; done
