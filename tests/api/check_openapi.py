#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the API document: every reference leads somewhere, every schema has an example and every example is valid.

Usage: check_openapi.py openapi.json
"""
import json
import re
import sys

import jsonschema

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
LINKS = "link:(personal|approver|feed)(,(personal|approver|feed))*"
ACCESS = re.compile(rf"^({LINKS}|(public|own-credential|any-credential|any-account|account(\|key:[a-z]+:(read|write))?"
                    rf"|role:(member|reviewer|approver|admin))(\|{LINKS})?)$")


def resolve(document, reference):
    node = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def examples(schema):
    yield from ([schema["example"]] if "example" in schema else [])
    yield from schema.get("examples", [])


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, item, method, operation


def problems(document):
    for reference in references(document):
        try:
            resolve(document, reference)
        except KeyError:
            yield f"{reference} leads nowhere"

    resolver = jsonschema.RefResolver.from_schema(document)
    for name, schema in document["components"]["schemas"].items():
        if not list(examples(schema)):
            yield f"schema {name} has no example"
        validator = jsonschema.Draft202012Validator(schema, resolver=resolver)
        for example in examples(schema):
            for error in validator.iter_errors(example):
                yield f"example of {name}: {error.json_path}: {error.message}"

    used = set(references(document))
    for section in ("schemas", "parameters", "responses"):
        for name in document["components"][section]:
            if f"#/components/{section}/{name}" not in used:
                yield f"nothing uses {section}/{name}"

    seen = set()
    for path, item, method, operation in operations(document):
        where = f"{method.upper()} {path}"
        if operation.get("operationId") in seen or not operation.get("operationId"):
            yield f"{where}: operationId is missing or taken"
        seen.add(operation.get("operationId"))
        if not ACCESS.match(operation.get("x-access", "")):
            yield f"{where}: x-access is missing or unknown"
        if not any(code[0] in "23" for code in operation["responses"]):
            yield f"{where}: no success reply"
        parameters = [resolve(document, p["$ref"]) if "$ref" in p else p
                      for p in item.get("parameters", []) + operation.get("parameters", [])]
        named = {p["name"] for p in parameters if p["in"] == "path"}
        if named != set(re.findall(r"{(\w+)}", path)):
            yield f"{where}: path parameters differ from the path"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        document = json.load(file)
    found = list(problems(document))
    for problem in found:
        print(problem, file=sys.stderr)
    print(f"{len(list(operations(document)))} operations, {len(document['components']['schemas'])} schemas, "
          f"{len(found)} problems")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
