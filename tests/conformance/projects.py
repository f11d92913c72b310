"""Reads the test projects of a coreclr checkout: the few MSBuild properties, items and conditions that they use."""
import glob, os, re
import xml.etree.ElementTree as xml
from pathlib import Path

PROPERTIES = {"BuildArch": "x64", "Platform": "x64", "OSGroup": "Linux", "TargetsUnix": "true", "TargetsLinux": "true", "Configuration": "Release",
              "PointerSize": "64", "DebugType": "", "DefineConstants": ""}


def holds(condition, properties):
    """A == B, A != B, joined by and / or, without parentheses; anything else holds."""
    def term(text):
        sides = re.fullmatch(r"\s*(.*?)\s*(==|!=)\s*(.*?)\s*", text, re.S)
        if not sides:
            return True
        a, b = sides[1].strip("'\" ").lower(), sides[3].strip("'\" ").lower()
        return (a == b) == (sides[2] == "==")
    text = expand(condition, properties)
    return any(all(term(t) for t in re.split(r"\band\b", part, flags=re.I)) for part in re.split(r"\bor\b", text, flags=re.I))


def expand(text, properties):
    return re.sub(r"\$\((\w+)\)", lambda m: properties.get(m[1], ""), text or "")


def locate(base, relative):
    """File names were written on a system that ignores case and writes backslashes."""
    path = Path(os.path.normpath(os.path.join(base, relative.replace("\\", "/"))))
    if path.exists():
        return path
    if path.parent.is_dir():
        for entry in path.parent.iterdir():
            if entry.name.lower() == path.name.lower():
                return entry
    return None


class Project:
    """One .csproj or .ilproj. `sources` is None when a file that it names is missing."""

    def __init__(self, path, root):
        self.path, self.root, self.is_il = path, root, path.suffix == ".ilproj"
        self.name = path.stem
        self.properties = {**PROPERTIES, "MSBuildProjectName": self.name, "MSBuildProjectDirectory": str(path.parent), "SourceDir": f"{root}/",
                           "CommonTestFolder": f"{root}/Common", "InteropCommonDir": f"{root}/Interop/common/"}
        self.items = {"Compile": [], "ProjectReference": []}
        self.readable = True
        try:
            self.read(xml.fromstring(re.sub(r'\sxmlns="[^"]*"', "", path.read_text(encoding="utf-8-sig", errors="replace"), count=1)))
        except xml.ParseError:
            self.readable = False
        self.sources = self.find_sources()
        self.identifier = str(path.relative_to(root).with_suffix("")) + (".il" if self.is_il else "")

    def read(self, node):
        for child in node:
            if child.tag in ("When", "Otherwise", "Target", "ItemDefinitionGroup") or not isinstance(child.tag, str):
                continue
            if "Condition" in child.attrib and not holds(child.attrib["Condition"], self.properties):
                continue
            if child.tag in ("PropertyGroup", "ItemGroup", "Choose"):
                self.read(child)
            elif child.tag in self.items and "Include" in child.attrib:
                names = expand(child.attrib["Include"], self.properties)
                self.items[child.tag] += [name.strip() for name in names.split(";") if name.strip()]
            elif node.tag == "PropertyGroup":
                self.properties[child.tag] = expand(child.text, self.properties).strip()

    def find_sources(self):
        found = []
        for name in self.items["Compile"]:
            if "*" in name:
                found += [Path(p) for p in sorted(glob.glob(str(self.path.parent / name.replace("\\", "/")), recursive=True))]
                continue
            found.append(locate(self.path.parent, name))
        return None if None in found else list(dict.fromkeys(found))

    def get(self, name):
        return self.properties.get(name, "")

    def flag(self, name):
        return self.get(name).lower() == "true"

    @property
    def defines(self):
        return sorted({d.strip() for d in re.split("[;, ]", self.get("DefineConstants")) if d.strip()})

    @property
    def is_library(self):
        return self.get("OutputType").lower() == "library" or self.get("CLRTestKind") in ("BuildOnly", "SharedLibrary")

    @property
    def arguments(self):
        return self.get("CLRTestExecutionArguments").split()

    @property
    def assembly_name(self):
        """What a reference to it must say: IL sources name their assembly themselves."""
        if self.is_il and self.sources:
            for source in self.sources:
                text = source.read_text(encoding="utf-8-sig", errors="replace")
                match = re.search(r"^\s*\.assembly\s+(?!extern\b)(?:library\s+)?(?:'([^']+)'|\"([^\"]+)\"|([\w.\-]+))", text, re.M)
                if match:
                    return match[1] or match[2] or match[3]
        return self.get("AssemblyName") or self.name

    def references(self):
        """(paths of referenced projects, names that do not exist here)"""
        found, missing = [], []
        for name in self.items["ProjectReference"]:
            path = locate(self.path.parent, name)
            if path and path.suffix in (".csproj", ".ilproj"):
                found.append(path)
            else:
                missing.append(name)
        return found, missing


def reason_to_skip(project):
    if not project.readable:
        return "project file cannot be read"
    if project.flag("DisableProjectBuild"):
        return "disabled"
    if project.sources is None:
        return "a source file is missing"
    if not project.sources and project.get("CLRTestKind") != "RunOnly":
        return "no sources"
    return None


def collect(root, all_variants=False):
    """Every program under root, sorted. Projects that differ in debugging options only count once, the optimised one, unless all_variants."""
    programs = {}
    for path in sorted(root.rglob("*proj")):
        if path.suffix not in (".csproj", ".ilproj"):
            continue
        project = Project(path, root)
        if project.is_library or reason_to_skip(project):
            continue
        references, missing = project.references()
        key = (tuple(project.sources), tuple(project.defines), tuple(references), tuple(project.arguments), project.flag("CheckForOverflowUnderflow"))
        if all_variants:
            key += (path,)
        if key in programs and not (project.flag("Optimize") and not programs[key].flag("Optimize")):
            continue
        programs[key] = project
    return sorted(programs.values(), key=lambda p: p.identifier)
