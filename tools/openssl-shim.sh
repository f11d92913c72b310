#!/usr/bin/env bash
# openssl-shim.sh OUT.a LLVM_PREFIX: the native half of the framework's cryptography and TLS (CryptoNative_*), built from the sources that the
# ILCompiler package ships for this use, in their distribution-agnostic form: OpenSSL itself is opened with dlopen by the first call.
set -euo pipefail
out=$1 llvm=$2
here=$(cd "$(dirname "$0")" && pwd)
libs=$(bash "$here/shim-sources.sh")
sources=$libs/System.Security.Cryptography.Native
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir -p "$work/include/minipal" "$work/objects"
ln -s /usr/include/openssl "$work/include/openssl"
[ -d /usr/include/x86_64-linux-gnu/openssl ] && { mkdir "$work/arch"; ln -s /usr/include/x86_64-linux-gnu/openssl "$work/arch/openssl"; }
cat > "$work/include/pal_crypto_config.h" <<'H'
#define HAVE_OPENSSL_EC2M 1
#define HAVE_OPENSSL_ALPN 1
#define HAVE_OPENSSL_CHACHA20POLY1305 1
#define HAVE_OPENSSL_SHA3 1
#define HAVE_OPENSSL_SHA3_SQUEEZE 0
#define HAVE_OPENSSL_ENGINE 1
H
printf '#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))\n' > "$work/include/minipal/utils.h"
: > "$work/include/pal_config.h"
flags=(--target=x86_64-linux-musl -std=gnu11 -nostdlibinc -isystem /usr/include/x86_64-linux-musl -fPIC -O2 -DNDEBUG -D_GNU_SOURCE -DTARGET_UNIX
  -DTARGET_LINUX -DTARGET_64BIT -DTARGET_AMD64 -DFEATURE_DISTRO_AGNOSTIC_SSL -DOPENSSL_API_COMPAT=0x10100000L -fno-stack-protector -U_FORTIFY_SOURCE
  -ffunction-sections -fdata-sections -fno-omit-frame-pointer -fasynchronous-unwind-tables -fvisibility=hidden -w
  "-I$work/include" "-I$work/arch" "-I$libs/Common" "-I$sources")
for file in "$sources"/*.c "$here/../runtime/libs/openssl/newer_entries.c"; do
  name=$(basename "$file" .c)
  [ "$name" = entrypoints ] && continue
  "$llvm/bin/clang" "${flags[@]}" -c "$file" -o "$work/objects/$name.o"
done
rm -f "$out"; "$llvm/bin/llvm-ar" rcsD "$out" "$work"/objects/*.o
