#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The include check itself is checked: each kind of forbidden line is found in a made-up tree."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECK = Path(__file__).with_name("check_includes.py")


def run(files):
    with tempfile.TemporaryDirectory() as root:
        for name, text in files.items():
            path = Path(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, CHECK, root], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout


class CheckIncludes(unittest.TestCase):
    base = {"core/base/error.h": "", "core/storage/row.h": '#include "core/base/error.h"\n'}

    def test_good_tree_passes(self):
        code, text = run(self.base)
        self.assertEqual(code, 0, text)

    def test_empty_tree_fails(self):
        self.assertEqual(run({"core/readme": ""})[0], 1)

    def test_forbidden_lines_are_found(self):
        for name, line, hint in [
            ("core/base/x.h", '#include "core/storage/row.h"', "core/base may not include"),
            ("server/api/x.cpp", '#include "core/storage/row.h"', "server/api may not include"),
            ("core/trips/x.cpp", "#include <QSqlQuery>", "QtSql lives"),
            ("server/api/x.cpp", "#include <QHttpServer>", "QtHttpServer lives"),
            ("server/api/x.cpp", "#include <QAbstractHttpServer>", "QtHttpServer lives"),
            ("core/trips/x.cpp", "auto now = QDateTime::currentDateTimeUtc();", "reads the wall clock"),
            ("core/trips/x.cpp", '#include "core/base/gone.h"', "does not exist"),
            ("core/unknown/x.cpp", "", "no known room"),
        ]:
            with self.subTest(name=name, line=line):
                code, text = run({**self.base, name: line + "\n"})
                self.assertEqual(code, 1)
                self.assertIn(hint, text)


if __name__ == "__main__":
    unittest.main()
