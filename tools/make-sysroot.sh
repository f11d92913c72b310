#!/usr/bin/env bash
# make-sysroot.sh OUT LLVM_PREFIX: what the linker needs besides the program's own objects:
# start files and unwinder of this machine's toolchain, and stubs of the C library.
set -euo pipefail
out=$1 llvm=$2
libdir=/usr/lib/x86_64-linux-gnu
gcc=$(ls -d /usr/lib/gcc/x86_64-linux-gnu/*/libgcc_eh.a 2>/dev/null | sort -V | tail -n 1)
[ -n "$gcc" ] || { echo "make-sysroot: libgcc_eh.a not found (package libgcc-12-dev)" >&2; exit 1; }
rm -rf "$out"; mkdir -p "$out"
cp "$libdir"/crt1.o "$libdir"/crti.o "$libdir"/crtn.o "$libdir"/libc_nonshared.a "$gcc" "$(dirname "$gcc")"/libgcc.a "$out"
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
for lib in libc.so.6 libm.so.6 ld-linux-x86-64.so.2; do
  real=/lib/x86_64-linux-gnu/$lib
  python3 "$(dirname "$0")/make_stub.py" "$llvm/bin/llvm-readelf" "$real" "$tmp/$lib.s" "$tmp/$lib.map"
  "$llvm/bin/clang" --target=x86_64-linux-gnu -c "$tmp/$lib.s" -o "$tmp/$lib.o"
  "$llvm/bin/ld.lld" -shared -soname "$lib" --version-script "$tmp/$lib.map" --hash-style=gnu --build-id=none -s "$tmp/$lib.o" -o "$out/$lib"
done
