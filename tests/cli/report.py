#!/usr/bin/env python3
"""The build report: every byte of the file is in its tree, names lead to reasons; in a browser, when there is one, the treemap shows the tree's sizes."""
import json, re, shutil, subprocess, sys, tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import runner

SOURCE = Path(__file__).resolve().parent / "debugger" / "shop.cs"


def fail(text):
    sys.exit(f"report: {text}")


def leaves(node):
    parts = node.get("parts")
    if parts and sum(p["bytes"] for p in parts) != node["bytes"]:
        fail(f"the parts of {node['name']} do not make its {node['bytes']} bytes")
    return [node] if not parts else [leaf for p in parts for leaf in leaves(p)]


def check_facts(report, executable, page):
    size = executable.stat().st_size
    if not report["bytes"] == report["tree"]["bytes"] == size == sum(leaf["bytes"] for leaf in leaves(report["tree"])):
        fail(f"the tree does not add up to {size} bytes")
    if any(leaf.get("kind") not in ("code", "type", "metadata", "data", "tables", "runtime") for leaf in leaves(report["tree"])):
        fail("a leaf without a kind")
    named = {p["name"]: p for p in report["tree"]["parts"]}
    if not {"shop", "System.Private.CoreLib", "Native runtime"} <= set(named) or "Shop" not in [p["name"] for p in named["shop"]["parts"]]:
        fail(f"assemblies and namespaces are missing: {list(named)}")
    chain, at = [], next(n for n in report["reasons"] if n.startswith("Shop.Program.Show("))
    while at in report["reasons"] and len(chain) < 100:
        at = report["reasons"][at][0]
        chain.append(at)
    if "Shop.Program.Main(String[])" not in chain:
        fail(f"no reason for Show: {chain}")
    if report["methods"] < 1000 or not report["generics"] or {p["name"] for p in report["phases"]} < {"survive", "compile", "link"}:
        fail("facts are missing")
    if re.search(r"(?:src|href)=|https?://", page.split('id="data"')[0]):
        fail("the page refers to something outside of it")


def check_browser(page, report):
    browser = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
    if not browser:
        return
    with tempfile.TemporaryDirectory() as profile:
        picture = Path(profile) / "page.png"
        common = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--window-size=1200,1000", "--virtual-time-budget=4000"]
        dom = subprocess.run(common + ["--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=120).stdout
        subprocess.run(common + [f"--screenshot={picture}", page.as_uri()], capture_output=True, timeout=120)
        if not picture.exists() or picture.stat().st_size < 10000:
            fail("no picture of the page")
    cells = [(float(w) * float(h), int(n)) for n, w, h in re.findall(r'data-bytes="(\d+)"[^>]*width: ([\d.]+)px; height: ([\d.]+)px', dom)]
    if not cells or sum(n for _, n in cells) < 0.99 * report["bytes"]:
        fail(f"the treemap shows {sum(n for _, n in cells)} of {report['bytes']} bytes")
    area = sum(a for a, _ in cells)
    for a, n in cells:
        if n > 0.01 * report["bytes"] and not 0.97 < (a / area) / (n / sum(n for _, n in cells)) < 1.03:
            fail(f"a part of {n} bytes has {a / area:.3f} of the area")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dll, executable, page = folder / "shop.dll", folder / "shop", folder / "report.html"
        runner.Toolchain().compile_in(SOURCE, dll)
        subprocess.run([runner.AHEAD, "compile", dll, "-o", executable, "--quick", "--report", page], check=True)
        report = json.loads((folder / "report.html.json").read_text())
        check_facts(report, executable, page.read_text())
        check_browser(page, report)


main()
