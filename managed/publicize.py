#!/usr/bin/env python3
"""Writes a copy of an assembly in which every type, method and field is public, as a reference for the overlay's compilation.

The overlay replaces bodies inside System.Private.CoreLib and must name its internal types. Accessibility is a few bits of fixed-size
metadata rows (ECMA-335 II.22), so they are patched in place; nothing else changes, and the result is never run.
"""
import struct
import sys


def u16(b, o): return struct.unpack_from('<H', b, o)[0]
def u32(b, o): return struct.unpack_from('<I', b, o)[0]


def file_offset(image, rva):
    pe = u32(image, 0x3c)
    sections, optional = u16(image, pe + 6), u16(image, pe + 20)
    for i in range(sections):
        s = pe + 24 + optional + i * 40
        size, start, raw = u32(image, s + 8), u32(image, s + 12), u32(image, s + 20)
        if start <= rva < start + size:
            return rva - start + raw
    raise ValueError('rva outside of every section')


def metadata_root(image):
    pe = u32(image, 0x3c)
    optional = pe + 24
    directories = optional + (112 if u16(image, optional) == 0x20b else 96)
    cli = file_offset(image, u32(image, directories + 14 * 8))
    return file_offset(image, u32(image, cli + 8))


def stream(image, name):
    root = metadata_root(image)
    at = root + 16 + u32(image, root + 12) + 2
    count, at = u16(image, at), at + 2
    for _ in range(count):
        offset, name_end = u32(image, at), image.index(b'\0', at + 8)
        if image[at + 8:name_end] == name:
            return root + offset
        at += 8 + (name_end - at - 8 + 4) // 4 * 4
    raise ValueError('no such stream')


def publicize(image):
    tables = stream(image, b'#~')
    heaps, valid = image[tables + 6], struct.unpack_from('<Q', image, tables + 8)[0]
    rows, at = [0] * 64, tables + 24
    for t in range(64):
        if valid >> t & 1:
            rows[t] = u32(image, at)
            at += 4
    string, guid, blob = (4 if heaps & 1 << i else 2 for i in range(3))
    index = lambda t: 2 if rows[t] < 65536 else 4
    coded = lambda bits, *ts: 2 if max(rows[t] for t in ts) < 1 << (16 - bits) else 4
    module_ref, assembly_ref, type_ref, type_def, type_spec = 0x1a, 0x23, 0x01, 0x02, 0x1b
    sizes = {0: 2 + string + 3 * guid,
             1: coded(2, 0, module_ref, assembly_ref, type_ref) + 2 * string,
             2: 4 + 2 * string + coded(2, type_def, type_ref, type_spec) + index(4) + index(6),
             3: index(4), 4: 2 + string + blob, 5: index(6), 6: 8 + string + blob + index(8)}
    for t in range(7):
        for r in range(rows[t]):
            row = at + r * sizes[t]
            if t == 2:
                flags = u32(image, row)
                struct.pack_into('<I', image, row, flags & ~7 | (1 if flags & 7 <= 1 else 2))
            elif t == 4:
                struct.pack_into('<H', image, row, u16(image, row) & ~7 | 6)
            elif t == 6:
                struct.pack_into('<H', image, row + 6, u16(image, row + 6) & ~7 | 6)
        at += rows[t] * sizes[t]


def main():
    image = bytearray(open(sys.argv[1], 'rb').read())
    publicize(image)
    open(sys.argv[2], 'wb').write(image)


main()
