#!/usr/bin/env python3
"""tests/reach/*.cs: what must and what must not be in the program, by `ahead compile --dump survive`. Comments at the start of a program:

  //gone: TEXT     no method and no type with objects in the dump begins with it (assembly names and outer classes apart)
  //kept: TEXT     at least one does
  //bodies: N      at most so many methods
  //feature: A=b   given to the compiler
Then --why must explain a sample of what is there, down to a root.
"""
import random, re, subprocess, sys
import runner

FOLDER = runner.ROOT / "tests" / "reach"
runner.CACHE = runner.BUILD / "test-cache" / "reach"
EXPLAINED = 6


def header(text, key):
    return [line.strip() for line in re.findall(rf"^//{key}: (.*)", text, re.M)]


def ahead(dll, *options):
    done = subprocess.run([str(runner.AHEAD), "compile", str(dll), "-o", str(dll.with_suffix(".none")), *options], capture_output=True, text=True, errors="replace", timeout=120)
    if done.returncode:
        raise runner.Failure(f"ahead {' '.join(options)}: exit code {done.returncode}: {(done.stdout + done.stderr)[:500]}")
    return done.stdout.splitlines()


def matches(line, text):
    # The program's own types come with its assembly's name, "program!Type.Method"; nested types behind a slash.
    return line.startswith(text) or f"!{text}" in line or f"/{text}" in line


def why_name(line):
    """The words for --why out of a line of the dump: Type.Method without assembly and parameters; nothing for generic ones, which --why writes in another way."""
    name = re.sub(r"[\w.+-]*!", "", line.removesuffix(" constructed").split("(")[0])
    return None if "[" in name or "`" in name or "|" in name else re.sub(r"^.*/", "", name)


def check(source, tools):
    text = source.read_text()
    program = runner.Program(source)
    dll = runner.build_dll(program, tools)
    features = [word for f in header(text, "feature") for word in ("--feature", f)]
    lines = [line for line in ahead(dll, "--dump", "survive", *features) if not line.endswith(" mentioned")]
    bodies = [line for line in lines if "(" in line]
    problems = []
    for gone in header(text, "gone"):
        found = [line for line in lines if matches(line, gone)]
        if found:
            reason = ahead(dll, "--why", why_name(found[0]), *features) if why_name(found[0]) else []
            problems.append(f"{len(found)} of '{gone}', for instance {found[0]}; " + " ".join(line.strip() for line in reason[:12]))
    for kept in header(text, "kept"):
        if not any(matches(line, kept) for line in lines):
            problems.append(f"nothing of '{kept}'")
    for limit in header(text, "bodies"):
        if len(bodies) > int(limit):
            problems.append(f"{len(bodies)} bodies, limit {limit}")
    for line in random.Random(1).sample([b for b in bodies if why_name(b)], EXPLAINED):
        reason = ahead(dll, "--why", why_name(line), *features)
        if len(reason) < 2 or not any("<-" in r for r in reason):
            problems.append(f"--why {why_name(line)}: {reason[:3]}")
    if dll.with_suffix(".none").exists():
        problems.append("--dump or --why wrote an executable")
    if problems:
        raise runner.Failure("\n".join(problems))
    return len(bodies)


def main():
    tools, passed, failed = runner.Toolchain(), 0, 0
    names = [a for a in sys.argv[1:] if not a.startswith("-")]
    for source in sorted(FOLDER.glob("*.cs")):
        if names and not any(n in source.stem for n in names):
            continue
        try:
            count = check(source, tools)
            passed += 1
            if "--verbose" in sys.argv:
                print(f"ok   {source.stem}: {count} bodies", flush=True)
        except runner.Failure as failure:
            failed += 1
            print(f"FAIL {source.stem}: " + str(failure).replace("\n", "\n     "), flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
