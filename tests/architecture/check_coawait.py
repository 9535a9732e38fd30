#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a closure with captures or a braced aggregate is made inside a co_await expression.

GCC 12 destroys such a temporary twice (docs/adr/0012): a use after free. Name it first:

    const auto body = [id](Transaction &tx) { ... };
    co_await database.write(body);

Also when a coroutine returns a member as it is: QCoro 0.8 moves every non-const lvalue that is returned, so
`co_return m_value;` empties the member. Return a const copy.
"""
import re
import sys
from pathlib import Path

LAMBDA = re.compile(r"[(,{=]\s*\[\s*[^\]\s][^\]]*\]\s*(\(|mutable|\{)")
BRACED = re.compile(r"\(\s*\{|,\s*\{(?!\})")
MEMBER = re.compile(r"\bco_return\s+\*?(?:this->)?(?:m_\w+|\w+->)[\w.>-]*\s*;")
CLOSERS = {"(": ")", "[": "]", "{": "}"}


def blank(text):
    """The text without comments and with empty strings, of the same length and lines."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def operand(text, start):
    """What belongs to the co_await at `start`: up to the ';' or the closing bracket outside of it."""
    depth = 0
    for at in range(start, len(text)):
        char = text[at]
        if char in CLOSERS:
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth < 0:
                return text[start:at]
        elif char == ";" and depth == 0:
            return text[start:at]
    return text[start:]


def outside_bodies(expression):
    """The expression without the bodies of its lambdas: those are other functions."""
    out, depth, at = [], 0, 0
    while at < len(expression):
        char = expression[at]
        if char == "{" and re.search(r"(\)|mutable|noexcept|->[^(){},;]*)\s*$", "".join(out)):
            depth = 1
            out.append("{}")
            at += 1
            while at < len(expression) and depth:
                depth += {"{": 1, "}": -1}.get(expression[at], 0)
                at += 1
            continue
        out.append(char)
        at += 1
    return "".join(out)


def findings(text):
    clean = blank(text)
    for match in MEMBER.finditer(clean):
        yield clean.count("\n", 0, match.start()) + 1, "co_return of a member moves it away; return a const copy"
    for match in re.finditer(r"\bco_await\b", clean):
        expression = outside_bodies(operand(clean, match.end()))
        line = clean.count("\n", 0, match.start()) + 1
        if LAMBDA.search(expression):
            yield line, "a closure with captures inside co_await; name it first"
        elif BRACED.search(expression):
            yield line, "a braced argument inside co_await; name it first"


def main(root):
    bad = 0
    for folder in ("core", "server", "app", "bench", "tests"):
        for path in sorted(Path(root, folder).rglob("*")):
            if path.suffix not in (".cpp", ".h"):
                continue
            for line, what in findings(path.read_text(encoding="utf-8")):
                print(f"{path.relative_to(root)}:{line}: {what}")
                bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
