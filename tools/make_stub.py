#!/usr/bin/env python3
"""Writes a stub of a shared library: same soname, same exported names with their default versions, no code.

make_stub.py READELF LIBRARY OUT.s OUT.map
An executable that is linked against the stub runs with the real library; the machine that links needs neither libc-dev nor the library.
"""
import re, subprocess, sys


def exported(readelf, library):
    """name -> (version or None, kind, size) of the default version of every exported symbol."""
    out = subprocess.run([readelf, "--dyn-syms", "-W", library], check=True, capture_output=True, text=True).stdout
    symbols = {}
    for line in out.splitlines():
        f = line.split()
        if len(f) < 8 or f[4] not in ("GLOBAL", "WEAK") or f[6] == "UND":
            continue
        match = re.fullmatch(r"([^@]+)(@@?)?(.*)", f[7])
        name, at, version = match.groups()
        if at == "@" or f[6] == "ABS" or not re.fullmatch(r"[A-Za-z0-9_]+", name):
            continue
        symbols[name] = (version or None, f[3], int(f[2], 0))
    return symbols


def assembly(symbols):
    kinds = {"FUNC": "function", "IFUNC": "function", "OBJECT": "object", "TLS": "tls_object"}
    sections = {"FUNC": ".text", "IFUNC": ".text", "OBJECT": ".data", "TLS": '.section .tdata,"awT",@progbits'}
    lines = []
    for name, (_, kind, size) in sorted(symbols.items()):
        if kind not in kinds:
            continue
        lines += [sections[kind], ".balign 16", f".globl {name}", f".type {name},@{kinds[kind]}", f"{name}: .zero {max(size, 1) if kind in ('OBJECT', 'TLS') else 1}",
                  f".size {name}, {size}"]
    return "\n".join(lines) + "\n"


def version_script(symbols):
    by_version = {}
    for name, (version, _, _) in sorted(symbols.items()):
        if version and version != "GLIBC_PRIVATE":
            by_version.setdefault(version, []).append(name)
    if not by_version:
        return "{ global: *; };\n"
    text = ""
    for i, (version, names) in enumerate(sorted(by_version.items())):
        text += version + " { global: " + " ".join(n + ";" for n in names) + (" local: *;" if i == 0 else "") + " };\n"
    return text


def main():
    readelf, library, asm, script = sys.argv[1:]
    symbols = {n: s for n, s in exported(readelf, library).items() if s[0] != "GLIBC_PRIVATE"}
    open(asm, "w").write(assembly(symbols))
    open(script, "w").write(version_script(symbols))


main()
