#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""convert.py passwords.json: the 3,000 most common passwords of eight characters or more, see ORIGIN.md."""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    by_frequency = json.load(file)
common = [word for word in by_frequency if 8 <= len(word) <= 40 and word.isascii() and word == word.lower()]
print("\n".join(sorted(common[:3000])))
