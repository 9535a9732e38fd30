#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads every #include of the source tree and fails on any arrow that docs/architecture.md does not draw.

Usage: check_includes.py SOURCE_ROOT
"""
import re
import sys
from pathlib import Path

# Room -> rooms it may include. A room always sees itself. The first matching prefix of a path names its room.
CAPABILITIES = ["core/bookings", "core/trips"]
PLATFORM = ["core/base", "core/contract", "core/storage", "core/operations", "core/identity", "core/scheduling",
            "core/notifications"]
ARROWS = {
    "core/base": [],
    "core/contract": ["core/base"],
    "core/storage": ["core/base"],
    "core/operations": ["core/base", "core/storage"],
    "core/identity": ["core/base", "core/storage", "core/operations"],
    "core/scheduling": ["core/base", "core/storage", "core/operations"],
    "core/notifications": ["core/base", "core/storage", "core/operations", "core/scheduling"],
    **{capability: PLATFORM for capability in CAPABILITIES},
    "core/runtime": PLATFORM + CAPABILITIES,
    "server/api": ["core/base", "core/contract", "core/operations", "core/identity", "core/scheduling",
                   "core/notifications"] + CAPABILITIES,
    "server/pages": ["core/base", "core/contract", "core/operations", "core/identity", "core/notifications",
                     "server/api"] + CAPABILITIES,
    "server/http": ["core/base", "core/contract", "core/operations", "server/api"],
    "server": ["core", "server"],
    # The app calls the API and shows what it says; only its top folder starts the core that may run inside it.
    "app/client": ["core/base", "core/contract"],
    "app/models": ["core/base", "core/contract", "app/client", "app/controllers"],
    "app/controllers": ["core/base", "core/contract", "app/client"],
    "app/desktop": ["core/base", "app/client", "app/controllers"],
    "app/items": ["core/base"],
    "app": ["core", "server", "app"],
    "tests": ["core", "server", "app", "tests"],
    "bench": ["core", "server", "app", "bench", "tests/support"],
}
# Headers that only one room may know, and what they stand for.
OWNED = [
    (re.compile(r"^Q(t)?Sql"), ["core/storage"], "QtSql lives in core/storage"),
    (re.compile(r"^Q(t|Abstract)?HttpServer"), ["server/http"], "QtHttpServer lives in server/http"),
    (re.compile(r"^curl/"), ["core/notifications"], "libcurl lives behind the transports"),
    (re.compile(r"^sqlite3\.h|^libpq"), ["core/storage"], "database drivers live in core/storage"),
]
WALL_CLOCK = re.compile(
    r"QDateTime::current|QDate::current|QTime::current|system_clock::now|\btime\(\s*(nullptr|NULL|0)\s*\)"
    r"|gettimeofday|clock_gettime\(CLOCK_REALTIME")
WALL_CLOCK_HOME = ("core/base/clock.cpp", "tests/", "bench/")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def room_of(path):
    best = None
    for room in ARROWS:
        if (path == room or path.startswith(room + "/")) and (best is None or len(room) > len(best)):
            best = room
    return best


def allowed(room, target):
    if target == room or target.startswith(room + "/"):
        return True
    return any(target == other or target.startswith(other + "/") for other in ARROWS[room])


def check_file(root, file):
    path = file.relative_to(root).as_posix()
    room = room_of(path)
    if room is None:
        yield f"{path}: lies in no known room (tests/architecture/check_includes.py lists them)"
        return
    in_tests = path.startswith(("tests/", "bench/"))
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path}:{number}"
        if WALL_CLOCK.search(line) and not path.startswith(WALL_CLOCK_HOME):
            yield f"{where}: reads the wall clock; take it from Clock (core/base/clock.h)"
        match = INCLUDE.match(line)
        if not match:
            continue
        style, header = match.groups()
        for pattern, homes, why in OWNED:
            if pattern.search(header) and not in_tests and not path.startswith(tuple(home + "/" for home in homes)):
                yield f"{where}: {why}"
        if style == "<" or not header.startswith(("core/", "server/", "app/", "qml/", "tests/", "bench/")):
            continue
        if not (root / header).is_file():
            yield f"{where}: {header} does not exist"
        elif not allowed(room, header):
            yield f"{where}: {room} may not include {header}"


def main():
    root = Path(sys.argv[1]).resolve()
    problems, files = [], 0
    for top in ("core", "server", "app", "tests", "bench"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix in (".h", ".cpp"):
                files += 1
                problems.extend(check_file(root, file))
    for problem in problems:
        print(problem)
    print(f"{files} files read, {len(problems)} forbidden")
    if files == 0:
        print("no source file found: wrong root?")
    return 1 if problems or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
