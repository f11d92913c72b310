#!/usr/bin/env python3
"""make_sdk.py OUT VERSION: the MSBuild files of sdk/ with the version filled in, as they lie beside the compiler (lib/ahead/sdk) and in the packages.
   make_sdk.py --docs FILE: the documentation of sdk/properties.toml."""
import sys, tomllib
from pathlib import Path
from xml.sax.saxutils import quoteattr

ROOT = Path(__file__).resolve().parent.parent
SDK = ROOT / "sdk"


def groups():
    return tomllib.loads((SDK / "properties.toml").read_text())["group"]


def rows():
    return [row for group in groups() for row in group["row"]]


def arguments(row):
    for arg in row.get("args", []):
        when = f"'$({row['name']})' != ''" if arg["when"] == "set" else arg["when"]
        yield f"      <AheadArg Include={quoteattr(arg['word'])} Condition={quoteattr(when)} />\n"


def messages(row):
    for kind in ("error", "warning"):
        if m := row.get(kind):
            yield f"    <{kind.capitalize()} Code={quoteattr(m['code'])} Condition={quoteattr(m['when'])} Text={quoteattr(m['text'])} />\n"


def properties_targets():
    lines = ["<!-- Made from sdk/properties.toml. -->\n<Project>\n  <Target Name=\"AheadCheckProperties\">\n"]
    for row in rows():
        lines += messages(row)
    lines.append("    <ItemGroup>\n")
    for row in rows():
        lines += arguments(row)
    lines.append("    </ItemGroup>\n  </Target>\n</Project>\n")
    return "".join(lines)


def files(version):
    """{name: text} of all MSBuild files."""
    sources = sorted(SDK.glob("*.targets")) + sorted(SDK.glob("*.props"))
    return {**{f.name: f.read_text().replace("@VERSION@", version) for f in sources}, "Ahead.Properties.targets": properties_targets()}


def documentation():
    text = ["# Properties\n\nMSBuild properties and items that count when a project with `PublishAot` is published with Ahead. Made from `sdk/properties.toml`.\n"]
    for group in groups():
        text.append(f"\n## {group['title']}\n\n| name | default | meaning |\n| --- | --- | --- |\n")
        for row in group["row"]:
            kind = " (item)" if row.get("item") else ""
            notes = row["does"]
            if "feature" in row and not row.get("feature_is_knob"):
                notes += f" Feature switch `{row['feature']}`."
            for severity in ("error", "warning"):
                if severity in row:
                    notes += f" {severity.capitalize()} {row[severity]['code']}."
            text.append(f"| `{row['name']}`{kind} | {row['default'] or '–'} | {notes.replace('|', '&#124;')} |\n")
    return "".join(text)


def write(path, text):
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def main(out, version):
    if out == "--docs":
        return write(Path(version), documentation())
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files(version).items():
        write(out / name, text)
    (out / ".stamp").touch()


if __name__ == "__main__":
    main(*sys.argv[1:])
