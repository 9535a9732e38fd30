#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs qmllint over every QML file and fails on any warning that Qt 6.4 does not raise by mistake.

Usage: check_qml.py SOURCE_ROOT BUILD_ROOT
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

QMLLINT = "/usr/lib/qt6/bin/qmllint"
QT_MODULES = "/usr/lib/x86_64-linux-gnu/qt6/qml"
# Registered one by one in C++ (App::serve), each in a module of its own: qmllint has to be told.
THEME = "theme/Theme.qml"

# What 6.4 cannot know. Values of JSON are maps and lists whose members exist at run time only; parts of controls with an
# id are made at once, on purpose; Qt.callLater is declared as a value.
MISTAKEN = [
    re.compile(r'Property "\w+" not found on type "QVariant(Map|List)"'),
    re.compile(r"Cannot defer property assignment to"),
    re.compile(r'Property "callLater" is a QJSValue property'),
]
UNQUALIFIED = re.compile(r"^Unqualified access")
ID = re.compile(r"\bid:\s*(\w+)")


def lay_out(root, build, folder):
    """The module and its singletons as an import path."""
    module = Path(folder, "Portier")
    module.mkdir()
    built = Path(build, "qml/Portier")
    for name in ["qmldir", "portier_ui.qmltypes"]:
        shutil.copy(built / name, module)
    for part in Path(root, "qml").iterdir():
        if part.is_dir():
            (module / part.name).symlink_to(part)
    for source in [Path(root, "qml", THEME), *Path(root, "qml/singletons").glob("*.qml")]:
        own = module / source.stem
        own.mkdir()
        shutil.copy(source, own)
        (own / "qmldir").write_text(f"module Portier.{source.stem}\nsingleton {source.stem} 1.0 {source.name}\n", encoding="utf-8")


def is_own_id(path, warning):
    """An id of the same file, used in a delegate: needs ComponentBehavior, which comes with Qt 6.5."""
    text = Path(path).read_text(encoding="utf-8")
    line = text.splitlines()[warning["line"] - 1]
    word = re.match(r"\w*", line[warning["column"] - 1:]).group()
    return word in ID.findall(text)


def complaints(root, files, folder):
    report = Path(folder, "report.json")
    subprocess.run([QMLLINT, "--json", str(report), "-I", folder, "-I", QT_MODULES, *map(str, files)], check=False,
                   capture_output=True)
    for file in json.loads(report.read_text(encoding="utf-8"))["files"]:
        for warning in file["warnings"]:
            message = warning.get("message", "")
            if warning.get("type") == "info" or any(each.search(message) for each in MISTAKEN):
                continue
            if UNQUALIFIED.match(message) and is_own_id(file["filename"], warning):
                continue
            yield f"{Path(file['filename']).relative_to(root)}:{warning.get('line', 0)}: {message}"


def main(root, build):
    # Singletons are linted as what they are, where their qmldir says so.
    files = [path for path in sorted(Path(root, "qml").rglob("*.qml"))
             if path.parent.name != "singletons" and path != Path(root, "qml", THEME)]
    with tempfile.TemporaryDirectory() as folder:
        lay_out(root, build, folder)
        found = list(complaints(Path(root), files, folder))
        for own in sorted(Path(folder, "Portier").glob("*/*.qml")):
            if own.parent.name == own.stem:
                found += complaints(Path(folder), [own], folder)
    print("\n".join(found) if found else f"{len(files)} files are clean")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2]))
