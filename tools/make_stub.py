#!/usr/bin/env python3
"""Writes stubs of the C library: the same sonames and exported names, no code, and no version newer than a floor.

make_stub.py READELF LIBC_FOLDER FLOOR OUT_FOLDER
For each of libc.so.6, libm.so.6 and the loader it writes NAME.s and NAME.map; likewise for libpthread.so.0, libdl.so.2 and librt.so.1, whose functions
moved into libc.so.6 with 2.34: an executable has to name the library that an old system keeps them in, a new one has empty libraries of these names.
An executable linked against the stubs runs with every C library from the floor on, and the machine that links needs neither libc-dev nor the library.
"""
import re, subprocess, sys
from pathlib import Path

# Where an old C library keeps what is in libc.so.6 today.
ONCE_ELSEWHERE = (
    ("libpthread.so.0", re.compile(r"_*pthread_|_*sem_(open|close|unlink|init|destroy|wait|trywait|timedwait|post|getvalue)$|call_once$|(cnd|mtx|thrd|tss)_")),
    ("libdl.so.2", re.compile(r"dl(open|close|sym|vsym|error|addr|addr1|info|mopen)$")),
    ("librt.so.1", re.compile(r"(aio|lio|mq|shm|timer)_")),
)
LIBRARIES = ("libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2")


def number(version):
    match = re.fullmatch(r"GLIBC_(\d+)\.(\d+)(?:\.(\d+))?", version)
    return tuple(int(n or 0) for n in match.groups()) if match else None


def exported(readelf, library, floor):
    """name -> (version, is it the default one, kind, size): the newest version up to the floor."""
    out = subprocess.run([readelf, "--dyn-syms", "-W", library], check=True, capture_output=True, text=True).stdout
    symbols = {}
    for line in out.splitlines():
        f = line.split()
        if len(f) < 8 or f[4] not in ("GLOBAL", "WEAK") or f[6] in ("UND", "ABS"):
            continue
        name, at, version = re.fullmatch(r"([^@]+)(@@?)?(.*)", f[7]).groups()
        age = number(version)
        if not age or age > floor or not re.fullmatch(r"[A-Za-z0-9_]+", name):
            continue
        if name not in symbols or number(symbols[name][0]) < age:
            symbols[name] = (version, at == "@@", f[3], int(f[2], 0))
    return symbols


def home(library, name, is_default):
    if library == "libc.so.6" and not is_default:
        for old, pattern in ONCE_ELSEWHERE:
            if pattern.match(name):
                return old
    return library


def assembly(symbols):
    kinds = {"FUNC": "function", "IFUNC": "function", "OBJECT": "object", "TLS": "tls_object"}
    sections = {"FUNC": ".text", "IFUNC": ".text", "OBJECT": ".data", "TLS": '.section .tdata,"awT",@progbits'}
    lines = []
    for name, (_, _, kind, size) in sorted(symbols.items()):
        if kind not in kinds:
            continue
        lines += [sections[kind], ".balign 16", f".globl {name}", f".type {name},@{kinds[kind]}", f"{name}: .zero {max(size, 1) if kind in ('OBJECT', 'TLS') else 1}",
                  f".size {name}, {size}"]
    return "\n".join(lines) + "\n"


def version_script(symbols):
    by_version = {}
    for name, (version, *_) in sorted(symbols.items()):
        by_version.setdefault(version, []).append(name)
    text = ""
    for i, (version, names) in enumerate(sorted(by_version.items())):
        text += version + " { global: " + " ".join(n + ";" for n in names) + (" local: *;" if i == 0 else "") + " };\n"
    return text


def main():
    readelf, folder, floor, out = sys.argv[1:]
    floor = number("GLIBC_" + floor)
    stubs = {}
    for library in LIBRARIES:
        for name, symbol in exported(readelf, f"{folder}/{library}", floor).items():
            stubs.setdefault(home(library, name, symbol[1]), {})[name] = symbol
    for library, symbols in stubs.items():
        Path(out, library + ".s").write_text(assembly(symbols))
        Path(out, library + ".map").write_text(version_script(symbols))


main()
