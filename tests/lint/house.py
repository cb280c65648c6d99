#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house as a program: house.py [CHECKOUT]. Prints FILE:LINE: what is wrong.

Each rule is a function that is given the tree and yields problems; test_house.py shows each of them
a tree that breaks it.
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:  # a host with an older Python: REUSE.toml's lists are simple enough
    tomllib = None

ROOMS = ("core", "helper", "app", "tests")
QT_CORNERS = ("core/wire/", "core/exchange/")
KAUTH_ROOMS = ("helper/service/", "app/run/")
LINUX = re.compile(r"^(linux/|sys/(ioctl|mount|sysmacros|statfs)\.h|blkid/|libfdisk/|libmount/|libcryptsetup"
                   r"|libdevmapper|ext2fs/|et/|fuse|uuid/)")
WIDGETS = re.compile(r"^(QtWidgets|Q(Application|MainWindow|Dialog|Widget|Label|Menu|Action|ToolBar|StatusBar|Splitter|"
                     r"SpinBox|ComboBox|LineEdit|CheckBox|Frame|ScrollArea|TabWidget|MessageBox|FileDialog|Style|"
                     r"[A-Za-z]*(Button|Layout|Widget|View|Delegate))$)")
GENERATED = re.compile(r"(\.moc|^ui_.*\.h|^moc_.*|_?adaptor\.h|_?interface\.h|version\.h|^config.*\.h)$")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
SUBJECT = re.compile(r"^[a-z0-9_.]+(/[a-z0-9_.]+)*(, [a-z0-9_.]+(/[a-z0-9_.]+)*)*: [a-z\"'A-Z0-9].*[^. ]$")
VAGUE = re.compile(r": (fix|fixes|misc|wip|update|changes)\.?$", re.I)
IMPOSED = re.compile(r"\boverride\b|\bfuse_|LLVMFuzzer")  # signatures that libraries prescribe
LIMITS = {"header": 200, "source": 400, "test": 600, "function": 60, "parameters": 5, "subject": 72}
NO_HEADER = {"LICENSES", ".git"}
KEYWORDS = {"if", "for", "while", "switch", "catch", "return", "sizeof", "do", "else", "constexpr", "requires", "decltype"}


@dataclass(frozen=True)
class Problem:
    path: str
    line: int
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}"


class Tree:
    """A checkout: its files (tracked, or new and not ignored) and its commits."""

    def __init__(self, root):
        self.root = Path(root)
        self._text = {}

    def git(self, *arguments):
        done = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(self.root), *arguments], capture_output=True, text=True)
        return done.stdout if done.returncode == 0 else None

    @cached_property
    def files(self):
        listed = self.git("ls-files", "-co", "--exclude-standard", "-z")
        if listed is None:
            found = [str(p.relative_to(self.root)) for p in self.root.rglob("*") if p.is_file()]
            return sorted(f for f in found if not f.startswith((".git/", "build/", "out/")))
        return sorted(f for f in set(listed.split("\0")) if f and (self.root / f).is_file())

    @cached_property
    def sources(self):
        return [f for f in self.files if f.split("/")[0] in ROOMS and f.endswith((".cpp", ".h"))]

    def text(self, path):
        if path not in self._text:
            try:
                self._text[path] = (self.root / path).read_text()
            except UnicodeDecodeError:
                self._text[path] = None
        return self._text[path]


def includes(tree, path):
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if match:
            yield number, match[1], match[2]


def wrong_include(path, quote, name):
    """Why this file may not include that header, or None."""
    room = path.split("/")[0]
    qt = quote == "<" and re.match(r"Q[A-Zt]|KF|KAuth", name)
    if quote == '"' and not name.startswith(tuple(r + "/" for r in ROOMS)) and not GENERATED.search(name):
        return f'"{name}" is not a full path from the root'
    if quote == '"' and room != "tests" and name.startswith("tests/"):
        return "may not see tests/"
    if room == "core" and name.startswith(("helper/", "app/")):
        return f"core may not see {name}: includes point down only"
    if {room, name.split("/")[0]} == {"app", "helper"}:
        return f"{room} may not see {name}: app and helper meet only in core"
    if room == "core" and qt and not path.startswith(QT_CORNERS):
        return f"core knows no Qt, but for its corners wire and exchange: <{name}>"
    if room in ("core", "helper") and quote == "<" and WIDGETS.match(name):
        return f"only app links Widgets: <{name}>"
    if room in ("core", "app") and quote == "<" and LINUX.match(name):
        return f"only helper includes Linux headers and its libraries: <{name}>"
    if name.startswith(("KAuth", "kauth")) and not path.startswith(KAUTH_ROOMS + ("tests/",)):
        return f"only helper/service and app/run know KAuth: <{name}>"
    return None


def include_direction(tree):
    for path in tree.sources:
        for number, quote, name in includes(tree, path):
            reason = wrong_include(path, quote, name)
            if reason:
                yield Problem(path, number, reason)


def folder_cycles(tree):
    """Folders of core and helper may not see each other both ways, at any distance."""
    edges = {}
    for path in tree.sources:
        here = "/".join(path.split("/")[:2])
        if here.startswith("tests/"):
            continue
        for number, quote, name in includes(tree, path):
            there = "/".join(name.split("/")[:2])
            if quote == '"' and name.startswith(("core/", "helper/", "app/")) and there != here:
                edges.setdefault(here, {}).setdefault(there, (path, number))
    for start in sorted(edges):
        for there, (path, number) in sorted(edges[start].items()):
            if start < there and reaches(edges, there, start):
                yield Problem(path, number, f"{start} and {there} see each other")


def reaches(edges, start, goal):
    seen, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(edges.get(here, {}))
    return False


def file_sizes(tree):
    for path in tree.sources:
        kind = "header" if path.endswith(".h") else "test" if path.startswith("tests/") else "source"
        lines = tree.text(path).count("\n")
        if lines > LIMITS[kind]:
            yield Problem(path, lines, f"{lines} lines; a {kind} has at most {LIMITS[kind]}")


def blanked(text):
    """The code with comments, strings and preprocessor lines blanked out, line breaks kept."""
    pattern = re.compile(r'R"([^(\s]*)\((?:.|\n)*?\)\1"|//[^\n]*|/\*(?:.|\n)*?\*/|"(?:\\.|[^"\\\n])*"'
                         r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'|^[ \t]*#(?:\\\n|[^\n])*", re.M)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def parameters(signature):
    """How many parameters the first parenthesis after the function's name holds."""
    start = signature.find("(")
    depth, count, seen = 0, 0, False
    for i in range(start, len(signature)):
        c = signature[i]
        if c in "(<[{":
            depth += 1
        elif c in ")]}" or (c == ">" and signature[i - 1] not in "-="):
            depth -= 1
            if depth == 0 and c == ")":
                break
        elif c == "," and depth == 1:
            count += 1
        seen = seen or (depth >= 1 and not c.isspace() and c not in "(")
    return count + 1 if seen else 0


def is_function(head):
    """Whether the text before an opening brace is that of a function definition."""
    head = re.sub(r"^(\s*[A-Z][A-Z0-9_]+\([^()]*\))+", "", head).strip()  # Q_DECLARE_METATYPE(X) has no semicolon
    match = re.search(r"([A-Za-z_~][\w:~]*|operator\s*\S+)\s*\(", head)
    if not match or match[1].split("::")[-1] in KEYWORDS or re.match(r"(namespace|class|struct|enum|union|using)\b", head):
        return False
    before = head[: match.start()]
    return "=" not in re.sub(r"[=!<>]=|operator\s*=", "", before)


def functions(text):
    """(line, lines, parameters, name, whether others gave its signature) of each function definition
    at namespace or class level."""
    code = blanked(text)
    stack, head_start = [], 0  # one entry per open brace: None, or the start of a function's head
    for i, c in enumerate(code):
        inside = any(entry is not None for entry in stack)
        if c == "{":
            head = code[head_start:i]
            stack.append(head_start + len(head) - len(head.lstrip()) if not inside and is_function(head) else None)
            head_start = i + 1
        elif c == "}":
            start = stack.pop() if stack else None
            if start is not None:
                head = code[start : code.index("{", start)]
                name = re.search(r"([\w~:]+)\s*\(", head)
                yield (code.count("\n", 0, start) + 1, code.count("\n", start, i) + 1, parameters(head),
                       name[1] if name else "?", bool(IMPOSED.search(head)))
            head_start = i + 1
        elif c == ";":
            head_start = i + 1
        elif c == ":" and re.search(r"\b(public|private|protected|signals|slots)\s*$", code[max(0, i - 12) : i]):
            head_start = i + 1


def function_sizes(tree):
    """Tests are exempt: a table of rows may be as long as it is."""
    for path in tree.sources:
        if path.startswith("tests/"):
            continue
        for line, lines, count, name, imposed in functions(tree.text(path)):
            if lines > LIMITS["function"]:
                yield Problem(path, line, f"{name}() has {lines} lines; at most {LIMITS['function']}")
            if count > LIMITS["parameters"] and not imposed:
                yield Problem(path, line, f"{name}() has {count} parameters; at most {LIMITS['parameters']}")


def annotated(tree):
    """The patterns of files whose licence stands in REUSE.toml."""
    text = tree.text("REUSE.toml") if "REUSE.toml" in tree.files else ""
    if tomllib:
        return [p for a in tomllib.loads(text).get("annotations", []) for p in a["path"]]
    return re.findall(r'^\s*"([^"]+)",$', text, re.M)


def is_annotated(path, patterns):
    return any(fnmatch(path, p) or (p.startswith("**/") and fnmatch(path, p[3:])) for p in patterns)


def licences(tree):
    patterns = annotated(tree)
    for path in tree.files:
        if path.split("/")[0] in NO_HEADER or is_annotated(path, patterns):
            continue
        head = "\n".join((tree.text(path) or "").splitlines()[:8])
        for mark in ("SPDX-FileCopyrightText: ", "SPDX-License-" + "Identifier: "):
            if mark not in head:
                yield Problem(path, 1, f"no line with {mark.strip()} at the top, and not in REUSE.toml")
        for name in re.findall(r"SPDX-License-" + r"Identifier: ([\w.-]+)", head):
            if f"LICENSES/{name}.txt" not in tree.files:
                yield Problem(path, 1, f"LICENSES/{name}.txt is missing")


def unfinished_work(tree):
    for path in tree.files:
        if path.startswith("LICENSES/") or tree.text(path) is None:
            continue
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            if UNFINISHED.search(line):
                yield Problem(path, number, "unfinished work is an issue, not a comment")


def file_names(tree):
    for path in tree.files:
        parts = path.split("/")
        if parts[0] not in ROOMS or parts[-1] == "CMakeLists.txt" or parts[-1].startswith("."):
            continue
        if path.startswith(("tests/golden/", "tests/fuzz/corpus/")):
            continue
        for part in [*parts[:-1], parts[-1].split(".")[0]]:
            if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", part):
                yield Problem(path, 1, f"{part} is not snake_case")


def pragma_once(tree):
    for path in tree.sources:
        if path.endswith(".h") and not re.search(r"^#pragma once$", tree.text(path), re.M):
            yield Problem(path, 1, "no #pragma once")


def dangling_loops(tree):
    """GCC 14 lets a temporary die before the loop over what it holds begins (P2718 comes with GCC 15)."""
    loop = re.compile(r"\bfor\s*\([^;()]*[^:;()]:(?!:)\s*(.*)\)\s*\{?$", re.M)
    for path in tree.sources:
        code = blanked(tree.text(path))
        for match in loop.finditer(code):
            if re.search(r"\)\s*->|\)\.(value|error)\(\)$|^\*\s*[\w:]+\(", match[1]):
                yield Problem(path, code.count("\n", 0, match.start()) + 1, "loops over what a dead temporary held")


def commit_subjects(tree):
    """Published history is not rewritten: one subject in twenty may be a little long."""
    lines = (tree.git("log", "--no-merges", "-n", "300", "--format=%h %s") or "").splitlines()
    for line in lines:
        commit, subject = line.split(" ", 1)
        for reason in wrong_subject(subject):
            yield Problem(f"commit {commit}", 1, f"{reason}: {subject}")
    long = [line for line in lines if len(line.split(" ", 1)[1]) > LIMITS["subject"]]
    if len(long) > max(1, len(lines) // 20):
        yield Problem("commits", 1, f"{len(long)} of {len(lines)} subjects are longer than {LIMITS['subject']}")


def wrong_subject(subject):
    if len(subject) > LIMITS["subject"] + 8:
        yield f"subject of {len(subject)} characters; at most {LIMITS['subject']}"
    if not SUBJECT.match(subject):
        yield "subject is not 'room: imperative summary'"
    if VAGUE.search(subject):
        yield "subject says nothing"


RULES = (include_direction, folder_cycles, file_sizes, function_sizes, licences, unfinished_work, file_names,
         pragma_once, dangling_loops, commit_subjects)


def main():
    tree = Tree(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parents[2])
    failed = 0
    for rule in RULES:
        problems = list(rule(tree))
        failed += bool(problems)
        print(f"{'FAILED' if problems else 'passed'}  {rule.__name__.replace('_', ' ')}")
        for problem in problems:
            print(f"    {problem}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
