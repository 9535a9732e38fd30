#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a text of the app has no translation: lupdate over a copy must find nothing new and nothing unfinished.

Usage: check_translations.py SOURCE_ROOT
"""
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

LUPDATE = "/usr/lib/qt6/bin/lupdate"


def texts(path):
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            key = (name, message.findtext("source"), message.findtext("comment") or "")
            found[key] = message
    return found


def placeholders(text):
    return {mark for mark in ("%1", "%2", "%3", "%4", "%n") if mark in (text or "")}


def complaints(root, language):
    stored = Path(root, "translations", f"portier_{language}.ts")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, stored.name)
        shutil.copy(stored, fresh)
        subprocess.run([LUPDATE, "-silent", "-locations", "none", "-no-obsolete", "-I", str(root), str(Path(root, "app")),
                        str(Path(root, "qml")), "-ts", str(fresh)], check=True, capture_output=True)
        for (context, source, _), message in texts(fresh).items():
            translation = message.find("translation")
            forms = [form.text for form in translation.iter("numerusform")] or [translation.text]
            if translation.get("type") == "unfinished" or not all(forms):
                # English is the language of the sources: only plural forms must be there.
                if language != "en" or message.get("numerus") == "yes":
                    yield f"{language}: {context}: “{source}” is not translated"
            for form in forms:
                missing = placeholders(source) - placeholders(form) - {"%n"}
                if form and missing:
                    yield f"{language}: {context}: “{source}” lacks {sorted(missing)} in its translation"


def main(root):
    found = [complaint for language in ("de", "en") for complaint in complaints(root, language)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
