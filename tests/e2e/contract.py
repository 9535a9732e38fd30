# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds replies against the API document: what a test sees is what openapi.yaml says, or the test fails."""
import json
import re
import threading

import jsonschema

# What the adapter in front of the routes may say to any request, whatever its operation lists.
GENERAL = {304, 400, 401, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 414, 415, 417, 422, 428, 429, 431, 500, 501, 503}
METHODS = ("get", "post", "put", "patch", "delete")


class Contract:
    """Made from a served or built openapi.json."""

    def __init__(self, document):
        self.document = document
        self.resolver = jsonschema.RefResolver.from_schema(document)
        self.operations = []
        self.succeeded = set()
        self.lock = threading.Lock()  # the resolver keeps a stack of where it is
        for path, item in document["paths"].items():
            pattern = re.compile("^" + re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(path)) + "/?$")
            for method in METHODS:
                if method in item:
                    # Fixed paths win over those with arguments.
                    self.operations.append((path.count("{"), path, pattern, method, item[method]))
        self.operations.sort(key=lambda entry: entry[0])

    def resolve(self, node):
        while "$ref" in node:
            node = self.resolver.resolve(node["$ref"])[1]
        return node

    def operation(self, method, path):
        method = "get" if method.lower() == "head" else method.lower()
        bare = path.split("?")[0]
        for _, template, pattern, name, operation in self.operations:
            if name == method and pattern.match(bare):
                return template, operation
        return None, None

    def problems(self, method, path, status, headers, body):
        """What is wrong with a reply, as sentences; nothing is wrong with a reply of an unknown path. From any thread."""
        with self.lock:
            return list(self.problems_of(method, path, status, headers, body))

    def problems_of(self, method, path, status, headers, body):
        template, operation = self.operation(method, path)
        if operation is None or status in (304, 308):
            return
        name = f"{method} {template} {status}"
        responses = operation["responses"]
        if status == 200 and "304" in responses:  # PLT-059
            if not re.fullmatch(r'"[^"]+"', headers.get("ETag") or ""):
                yield f"{name}: has no strong ETag"
            if "private" not in (headers.get("Cache-Control") or ""):
                yield f"{name}: does not say who may keep it"
            if headers.get("Vary") != "Authorization, Accept-Language, Accept-Encoding":
                yield f"{name}: varies otherwise"
        media_type = (headers.get("Content-Type") or "").split(";")[0]
        if status < 400 and str(status) not in responses:
            yield f"{name}: this status is not documented"
            return
        if status >= 400 and str(status) not in responses:
            if status not in GENERAL:
                yield f"{name}: no reply has this status"
            schema = {"$ref": "#/components/schemas/Problem"}
            if media_type != "application/problem+json":
                yield f"{name}: a problem comes as {media_type}"
                return
        else:
            if status < 400:
                self.succeeded.add((method.lower(), template))
            content = self.resolve(responses[str(status)]).get("content", {})
            if not content:
                if body:
                    yield f"{name}: has a body that is not documented"
                return
            if media_type not in content:
                yield f"{name}: {media_type} is not documented"
                return
            schema = content[media_type].get("schema")
        if method.upper() == "HEAD" or not media_type.endswith("json"):
            return
        validator = jsonschema.Draft202012Validator(schema, resolver=self.resolver)
        for error in list(validator.iter_errors(json.loads(body)))[:3]:
            yield f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"

    def unexercised(self):
        """Operations that nobody called with success."""
        every = {(method, path) for _, path, _, method, operation in self.operations}
        return sorted(every - self.succeeded)
