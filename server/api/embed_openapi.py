#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns openapi.yaml into JSON: a C++ source that the server answers with, and the whole document for tests.

Usage: embed_openapi.py openapi.yaml openapidocument.cpp openapi.json
"""
import json
import sys

import yaml

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
PIECE = 8000  # a string literal of moderate size each; the compiler joins them


def without_planned(document):
    served = dict(document, paths={})
    for path, item in document["paths"].items():
        kept = {key: value for key, value in item.items() if key not in METHODS or not value.get("x-planned")}
        if any(key in METHODS for key in kept):
            served["paths"][path] = kept
    return served


def main():
    source, target, whole = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        document = yaml.safe_load(file)
    text = json.dumps(without_planned(document), ensure_ascii=False, separators=(",", ":"))
    with open(target, "w", encoding="utf-8") as file:
        file.write('// Made from openapi.yaml by embed_openapi.py.\n#include "server/api/openapidocument.h"\n\n')
        file.write("namespace portier::api\n{\n\nQByteArray openApiDocument()\n{\n    static const char text[] =\n")
        for start in range(0, len(text), PIECE):
            file.write(f'        R"openapi({text[start:start + PIECE]})openapi"\n')
        file.write("        ;\n    return QByteArray::fromRawData(text, sizeof text - 1);\n}\n\n} // namespace portier::api\n")
    with open(whole, "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False)


if __name__ == "__main__":
    main()
