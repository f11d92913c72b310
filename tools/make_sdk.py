#!/usr/bin/env python3
"""make_sdk.py OUT VERSION: the MSBuild files of sdk/ with the version filled in, as they lie beside the compiler (lib/ahead/sdk) and in the packages."""
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def files(version):
    """{name: text} of all MSBuild files."""
    return {f.name: f.read_text().replace("@VERSION@", version) for f in sorted((ROOT / "sdk").glob("*.targets")) + sorted((ROOT / "sdk").glob("*.props"))}


def main(out, version):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files(version).items():
        if not (out / name).exists() or (out / name).read_text() != text:
            (out / name).write_text(text)
    (out / ".stamp").touch()


if __name__ == "__main__":
    main(*sys.argv[1:])
