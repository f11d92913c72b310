#!/usr/bin/env python3
"""A session of gdb with an executable and its debug file: lines, frames, arguments, locals, strings, structs, lists, arrays."""
import re, shutil, subprocess, sys, tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import runner

SOURCE = Path(__file__).resolve().parent / "debugger" / "shop.cs"
LINES = SOURCE.read_text().splitlines()


def line(words):
    return next(number for number, text in enumerate(LINES, 1) if words in text)


# command, what its answer must match
SESSION = [
    (f"break shop.cs:{line('// arguments')}", rf"Breakpoint 1 at .*shop\.cs, line {line('// arguments')}"),
    ("run", r"Shop::Program::Show\("),
    ("backtrace", rf"#0 .*Shop::Program::Show.*\n#1 .*Shop::Program::Main\(string ?\[\] ?\*\).*shop\.cs:{line('Show(item, item.At')}"),
    ("print item->At", r"\{X = 3, Y = 4, Kind = Shop::Large\}"),
    ("print p.X", r"= 3\n"),
    ("print counter", r"\(int &\) @0x[0-9a-f]+: 6"),
    ("print *words", r"Length = 2, Items = \{0x"),
    (f"break shop.cs:{line('// in the loop')}", r"Breakpoint 2"),
    ("continue", r"shop\.cs:"),
    ("print *text", r'_firstChar = u"Grüße, tea"'),
    ("print *numbers", r"_size = 3"),
    ("print *numbers->_items", r"Length = 4, Items = \{4, 5, 6, 0\}"),
    ("print square", r"= 0\n"),
    ("ptype item", r"struct Shop::Item : public System::Object \{\n\s+System::String \*Name;\n"),
    ("ptype numbers", r"struct System::Collections::Generic::List<int>"),
    ("delete", ""),
    ("break Shop::Cart<Shop::Item>::Count", r"Breakpoint 3 at .*shop\.cs"),
    ("continue", r"Shop::Cart<Shop::Item>::Count \(this=0x[0-9a-f]+, item=0x[0-9a-f]+, extra=6\)"),
    ("print *item", r"Price = 2\.5, At = \{X = 3, Y = 4"),
    ("print item->At.X + 1", r"= 4\n"),
    ("backtrace", r"#1 .*Shop::Program::.*Main.*\n(.*\n)*#2 .*Shop::Program::Main"),
    ("finish", r"Value returned is \$\d+ = 7"),
]
# Of optimised code a debugger shows lines and frames; variables as far as they live in a place.
OPTIMISED = {"run", "backtrace", "print *text", "ptype item", "ptype numbers"}


def ask(executable, commands):
    words = ["gdb", "-q", "-nx", "-batch", "-ex", "set pagination off", "-ex", "set width 0", "-ex", "set charset UTF-8"]
    for number, command in enumerate(commands):
        words += ["-ex", f"echo \\n<{number}>\\n", "-ex", command]
    text = subprocess.run(words + [str(executable)], capture_output=True, text=True, errors="replace", timeout=120, stdin=subprocess.DEVNULL)
    return (text.stdout + text.stderr), re.split(r"\n<\d+>\n", text.stdout)[1:]


def session(folder, dll, options, wanted):
    executable, problems = folder / "shop", []
    subprocess.run([runner.AHEAD, "compile", dll, "-o", executable, "--symbols", executable.with_suffix(".dbg"), "--verify", *options], check=True)
    text, answers = ask(executable, [command for command, _ in SESSION])
    for (command, expected), answer in zip(SESSION, answers):
        if wanted(command) and not re.search(expected, answer + "\n"):
            problems.append(f"{' '.join(options)}: {command}\n  expected: {expected}\n  shown: {answer.strip()}")
    if len(answers) != len(SESSION) or "warning:" in text and "debug" in text:
        problems.append("the session broke off, or gdb complains:\n" + text)
    return problems


def main():
    if not shutil.which("gdb"):
        sys.exit("debugger: gdb is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dll = folder / "shop.dll"
        runner.Toolchain().compile_in(SOURCE, dll)
        problems = session(folder, dll, ["--quick"], lambda command: True) + session(folder, dll, [], lambda command: command in OPTIMISED or command.startswith("break"))
    if problems:
        sys.exit("\n".join(problems))


main()
