#!/usr/bin/env bash
# icu-shim.sh OUT.a LLVM_PREFIX: the native half of CoreLib's culture code (GlobalizationNative_*), built from the sources that the ILCompiler
# package ships for this use. ICU itself is opened with dlopen, by the shim, when the first culture-sensitive call happens: every entry is
# a small stub that loads ICU once and goes on to the real function. So a program that never compares or formats by culture never pays.
set -euo pipefail
out=$1 llvm=$2
here=$(cd "$(dirname "$0")" && pwd)
sources=$(bash "$here/shim-sources.sh")
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir -p "$work/include/minipal"
ln -s /usr/include/unicode "$work/include/unicode"
printf '#define HAVE_UDAT_STANDALONE_SHORTER_WEEKDAYS 1\n#define HAVE_SET_MAX_VARIABLE 1\n#define HAVE_UCOL_CLONE 1\n' > "$work/include/config.h"
printf '#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))\n' > "$work/include/minipal/utils.h"
: > "$work/include/pal_config.h"
flags=(--target=x86_64-linux-musl -std=gnu11 -nostdlibinc -isystem /usr/include/x86_64-linux-musl -fPIC -O2 -DNDEBUG -D_GNU_SOURCE -DTARGET_UNIX
  -DTARGET_LINUX -DTARGET_64BIT -DTARGET_AMD64 -fno-stack-protector -U_FORTIFY_SOURCE -ffunction-sections -fdata-sections -fno-omit-frame-pointer
  -fasynchronous-unwind-tables -w "-I$work/include" "-I$sources/Common" "-I$sources/System.Globalization.Native")
for name in calendarData casing collation locale localeNumberData localeStringData normalization idna common icushim timeZoneInfo; do
  "$llvm/bin/clang" "${flags[@]}" -c "$sources/System.Globalization.Native/pal_$name.c" -o "$work/$name.o"
done
# Entries are renamed behind their stubs.
"$llvm/bin/llvm-nm" --defined-only "$work"/*.o | awk '$2 == "T" && $3 ~ /^GlobalizationNative_/ { print $3 }' | sort -u > "$work/entries"
sed 's/.*/& ahead_icu_&/' "$work/entries" > "$work/renames"
for object in "$work"/*.o; do "$llvm/bin/llvm-objcopy" --redefine-syms="$work/renames" "$object"; done
{
  echo '.text'
  while read -r entry; do
    [ "$entry" = GlobalizationNative_LoadICU ] && continue
    cat <<ASM
.section .text.$entry,"ax",@progbits
.globl $entry
.hidden $entry
.type $entry,@function
$entry:
  cmpb \$0, ahead_icu_ready(%rip)
  jne ahead_icu_$entry
  leaq ahead_icu_$entry(%rip), %rax
  jmp ahead_icu_enter
.size $entry, .-$entry
ASM
  done < "$work/entries"
  echo ".section .note.GNU-stack,\"\",@progbits"
} > "$work/entries.s"
"$llvm/bin/clang" --target=x86_64-linux-musl -c "$work/entries.s" -o "$work/entries.o"
"$llvm/bin/clang" "${flags[@]}" -c "$here/../runtime/libs/icu/load.c" -o "$work/load.o"
rm -f "$out"; "$llvm/bin/llvm-ar" rcsD "$out" "$work"/*.o
