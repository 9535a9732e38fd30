#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when the code writes a log event that docs/logs.md does not describe, or when that page describes one that
nobody writes. Dashboards rely on the names (PLT-161).

An event is the second argument of log::debug, info, warning, error, critical or write (third of write). A function that
hands a parameter `QLatin1String event` on counts with the names that its callers in the same file give it first.
"""
import re
import sys
from pathlib import Path

CALL = re.compile(r"\blog::(debug|info|warning|error|critical|write)\s*\(")
LITERAL = re.compile(r'"([a-z][a-z0-9_]*)"_L1')
FORWARDER = re.compile(r"\b(\w+)\(QLatin1String event\b")
DOCUMENTED = re.compile(r"`([a-z][a-z0-9_]*)`")


def arguments(text, start):
    """The arguments of the call whose '(' stands before `start`, as written."""
    found, depth, begin, at = [], 0, start, start
    while at < len(text):
        char = text[at]
        if char == '"':
            at = re.compile(r'"(?:\\.|[^"\\])*"').match(text, at).end()
            continue
        if char in "([{":
            depth += 1
        elif char in ")]}":
            if depth == 0:
                return found + [text[begin:at]]
            depth -= 1
        elif char == "," and depth == 0:
            found.append(text[begin:at])
            begin = at + 1
        at += 1
    return found


def events(text):
    """(line, name) of every event in a source file; a name of None cannot be read."""
    for match in CALL.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        given = arguments(text, match.end())
        place = 2 if match.group(1) == "write" else 1
        event = given[place].strip() if len(given) > place else ""
        names = LITERAL.findall(event)
        if not names and event == "event":
            for forwarder in FORWARDER.findall(text):
                names += re.findall(r"\b%s\(\"([a-z0-9_]+)\"_L1" % forwarder, text)
        for name in names or [None]:
            yield line, name


def documented(page):
    """Names in the first column of the page's tables."""
    names = set()
    for row in page.splitlines():
        if row.startswith("| `"):
            names.update(DOCUMENTED.findall(row.split("|")[1]))
    return names


def findings(sources, page):
    """Sentences about what does not fit; `sources` are (path, text)."""
    known, written = documented(page), set()
    for path, text in sources:
        for line, name in events(text):
            written.add(name)
            if name is None:
                yield f"{path}:{line}: the name of this log event cannot be read"
            elif name not in known:
                yield f"{path}:{line}: docs/logs.md does not describe {name}"
    for name in sorted(known - written):
        yield f"docs/logs.md: nobody writes {name}"


def main(root):
    paths = [path for folder in ("core", "server", "app") for path in sorted(Path(root, folder).rglob("*.cpp"))]
    sources = [(path.relative_to(root), path.read_text(encoding="utf-8")) for path in paths]
    found = list(findings(sources, Path(root, "docs", "logs.md").read_text(encoding="utf-8")))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
