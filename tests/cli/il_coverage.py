#!/usr/bin/env python3
"""The programs in tests/il use every opcode in every encoding, every prefix, every kind of signature, and every exception clause in every part of every other.

Opcodes and prefixes come from the compiler's own tables, so that a new row asks for a program; the rest is listed here."""
import re, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# Texts that ilasm writes for the rows of il/codes.def: the operation's name and what the encoding adds to it.
SUFFIX = {"U8": ".s", "S8": ".s", "Branch8": ".s"}
UNWRITABLE = {"no."}                                     # ilasm knows no word for it

SIGNATURES = {                                           # what stands in signatures (ECMA-335 II.23.2)
    "type variable": r"![A-Za-z0-9]", "method variable": r"!![A-Za-z0-9]", "instance of a generic class": r"\bclass [^\s(){}]*`\d+<",
    "instance of a generic value type": r"\bvaluetype [^\s(){}]*`\d+<", "instance over an instance": r"<[^<>(){}]*`\d+<", "generic method": r"::'?\w+'?<",
    "method variable as argument of a type": r"`\d+<[^<>(){}]*!![A-Za-z0-9]", "vector of a variable": r"!!?\w+\[\]", "array of a variable": r"!!?\w+\[[^\]]*,",
    "address of a variable": r"!!?\w+&", "pointer": r"\b(?:int32|void|int64|uint8)\*", "pointer to pointer": r"\*\*", "by-ref result": r"&\s+[\w.:'/\[\]]+\s*\(",
    "function pointer": r"\bmethod\s+[^;{}]*?\*\s*\(", "native function pointer": r"\bunmanaged (?:cdecl|stdcall)", "modreq": r"\bmodreq\b", "modopt": r"\bmodopt\b", "pinned": r"\bpinned\b",
    "typedref": r"\btypedref\b", "vararg": r"\bvararg\b", "explicit this": r"\binstance explicit\b", "array with bounds": r"\[\d+\.\.\.", "reference constraint": r"<[^<>]*\bclass [A-Za-z]\w?\b[^<>`]*>",
    "value type constraint": r"<\s*valuetype ", "constructor constraint": r"<[^<>{}]*\.ctor\s+[\w(]", "type constraint": r"<\s*(?:[+-]\s*)?\((?:class )?[^)]*\)", "covariant": r"<\s*\+", "contravariant": r"<\s*-", "nested type": r"/\w",
}
KINDS = ("catch", "filter", "finally", "fault")
PARTS = ("try", "catch", "filter expression", "filter handler", "finally", "fault")


def rows(file, macro):
    for line in (ROOT / "compiler" / "il" / file).read_text().splitlines():
        if found := re.match(macro + r"\((.*?)\)\s*(?://.*)?$", line):
            yield [part.strip().strip('"') for part in found[1].split(",")]


def wanted_opcodes():
    texts = {row[0]: row[1] for row in rows("ops.def", "IL_OP")}
    for code, operation, encoding, implied in rows("codes.def", "IL_CODE"):
        text = texts[operation]
        if operation in ("Ldarg", "Ldloc", "Stloc", "LdcI4") and encoding == "None":
            text += ".m1" if implied == "-1" else f".{implied}"
        yield text + SUFFIX.get(encoding, "")
    for code, name, *_ in rows("codes.def", "IL_PREFIX"):
        yield name.lower() + "."


def plain(source):
    """Without comments, texts and quoted names: nothing else holds braces that do not open a block."""
    return re.sub(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', lambda m: '""' if m[0][0] == '"' else " ", source, flags=re.S)


def clauses(source):
    """Pairs (part of the clause around it or None, kind) of every clause in block form, and the kinds of those given by labels."""
    kinds = {kind for kind in KINDS if re.search(rf"\bto\s+\w+\s+{kind}\b", source)}
    nesting, around, next_part, last_closed = set(), [], None, None
    tries = []                                           # for each finished .try that waits for its handlers: the part it stands in
    for token in re.finditer(r"[{}]|\.try\b|\b(?:catch|filter|finally|fault)\b", source):
        word = token[0]
        if word == "{":
            if next_part is None and last_closed == "filter expression":
                next_part = "filter handler"
            around.append(next_part)
            next_part = last_closed = None
        elif word == "}":
            last_closed = around.pop() if around else None
        elif word == ".try":
            next_part = "try"
        elif last_closed in PARTS:                       # a handler follows its try block or another handler at once
            part = next((p for p in reversed(around) if p), None)
            nesting.add((part, word))
            kinds.add(word)
            next_part = "filter expression" if word == "filter" else word
    return kinds, nesting


def main():
    sources = {path: plain(path.read_text()) for path in sorted((ROOT / "tests" / "il").glob("*.il*"))}
    everything = "\n".join(sources.values())
    words = set(re.findall(r"(?<![\w.:'/])[a-z][a-z0-9]*(?:\.[a-z0-9]+)*\.?(?=[\s(]|$)", everything))
    missing = [f"opcode {text}" for text in dict.fromkeys(wanted_opcodes()) if text not in words and text not in UNWRITABLE]
    missing += [f"signature: {name}" for name, pattern in SIGNATURES.items() if not re.search(pattern, everything)]
    kinds, nesting = set(), set()
    for source in sources.values():
        found = clauses(source)
        kinds |= found[0]
        nesting |= found[1]
    missing += [f"clause {kind}" for kind in KINDS if kind not in kinds]
    missing += [f"{kind} in {part}" for part in PARTS for kind in KINDS if (part, kind) not in nesting]
    if missing:
        sys.exit("tests/il lacks:\n  " + "\n  ".join(missing))


if __name__ == "__main__":
    main()
