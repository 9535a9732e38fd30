#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a German text speaks to people with the formal „Sie“: pages, mails, the app, and sentences in the code all
say du (BKG-141).

„sie“ with a capital letter is formal in the middle of a sentence. At its beginning it may be plain „they“ or „she“: there
the verbs that speak of what the reader does or is give it away.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

WORD = r"(?:Sie|Ihnen|Ihr|Ihre[mnrs]?)"
INSIDE = re.compile(r"[^\s.!?:…–-][,;)»“\"]*\s+" + WORD + r"\b")
VERBS = "haben|sind|können|müssen|dürfen|sollen|sollten|möchten|wollen|werden|wurden|hatten|waren|erhalten|brauchen|finden"
FIRST = re.compile(r"(?:^|[.!?:…–-]\s+)Sie (?:" + VERBS + r")\b")
LITERAL = re.compile(r'"((?:\\.|[^"\\])*)"')
PLACEHOLDER = re.compile(r"\{\{[#^/][^}]*\}\}")


def is_formal(text):
    plain = PLACEHOLDER.sub("", text)
    return bool(INSIDE.search(plain) or FIRST.search(plain))


def lines_of(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("#"):
            # "key = text" of pages, "@sentence text" and "@row Label | text" of mails
            yield number, re.sub(r"^(?:[\w.]+ = |@\w+ )", "", line)


def translations_of(path):
    for message in ElementTree.parse(path).getroot().iter("message"):
        translation = message.find("translation")
        for text in [form.text for form in translation.iter("numerusform")] or [translation.text]:
            yield message.findtext("source"), text or ""


def literals_of(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for match in LITERAL.finditer(line):
            yield number, match.group(1)


def texts(root):
    """(where, text) of everything that may be German."""
    for path in [root / "resources/pages/texts.de", *sorted(root.glob("resources/mail/*.de.mail"))]:
        yield from ((f"{path.relative_to(root)}:{number}", text) for number, text in lines_of(path))
    for path in sorted(root.glob("translations/*_de.ts")):
        yield from ((f"{path.relative_to(root)}: {source}", text) for source, text in translations_of(path))
    for folder in ("core", "server", "app"):
        for path in sorted(root.glob(folder + "/**/*.cpp")):
            yield from ((f"{path.relative_to(root)}:{number}", text) for number, text in literals_of(path))


def main(root):
    read = list(texts(root))
    if len(read) < 1000:
        print("the German texts were not found")
        return 1
    found = [f"{where}: du, not Sie: {text}" for where, text in read if is_formal(text)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
