#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at every page of the app as a screen reader does: over AT-SPI, from outside. Fails on a node that takes the focus
and has no name, and on a page that shows nothing (TRP-282, BKG-138, S84).

Usage: test_accessible_tree.py PORTIER [FOLDER FOR THE TREES]

Brings its own X server, session bus and accessibility bus; --inside is what runs on them.
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PATIENCE = 60  # seconds for one page
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
FRAMES = {"frame", "window", "application"}


def outside(portier, trees):
    """Starts this script again on an X server and a session bus that end with it."""
    with tempfile.TemporaryDirectory() as runtime:
        os.chmod(runtime, 0o700)
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("DBUS_", "AT_SPI", "QT_QPA", "WAYLAND"))}
        environment |= {"XDG_RUNTIME_DIR": runtime, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                        "LC_ALL": "C.UTF-8", "GIO_USE_VFS": "local", "NO_AT_BRIDGE": "1"}
        command = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1280x800x24 -nolisten tcp", "dbus-run-session", "--",
                   sys.executable, __file__, "--inside", portier, trees]
        return subprocess.run(command, env=environment, check=False).returncode


class Tour:
    """portier --self-test --observed: one page after the other."""

    def __init__(self, portier):
        self.process = subprocess.Popen([portier, "--self-test", "--observed"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def page(self):
        """Name of the page that is shown now, or None at the end."""
        for line in self.process.stdout:
            if line.startswith("page "):
                return line.split()[1]
            print(line, end="")
        return None

    def go_on(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self):
        self.process.stdin.close()
        return self.process.wait(PATIENCE)


def walk(node, depth, lines, nameless, states):
    """Everything that is shown below a node; one line each."""
    role, name, state = node.getRoleName(), node.name or "", node.getState()
    if depth > 1 and not state.contains(states["showing"]):
        return
    focusable = state.contains(states["focusable"])
    lines.append(f"{'  ' * depth}{role} “{name}”{' *' if focusable else ''}")
    if focusable and not name and role not in FRAMES:
        nameless.append(" > ".join(line.strip() for line in lines[-4:]))
    for child in node:
        if child is not None:
            walk(child, depth + 1, lines, nameless, states)


def application(registry):
    for child in registry.getDesktop(0):
        if child is not None and child.name == "portier":
            return child
    return None


def inside(portier, trees):
    import pyatspi  # asks for the bus when it is loaded

    states = {"showing": pyatspi.STATE_SHOWING, "focusable": pyatspi.STATE_FOCUSABLE}
    failures, seen = [], 0
    tour = Tour(portier)
    try:
        while (page := tour.page()) is not None:
            lines, nameless = [], []
            app = application(pyatspi.Registry)
            if app is None:
                failures.append(f"{page}: the app is not on the accessibility bus")
                break
            app.clearCache()
            walk(app, 0, lines, nameless, states)
            seen += 1
            focusable = sum(line.endswith("*") for line in lines)
            if focusable == 0:
                failures.append(f"{page}: nothing takes the focus")
            failures += [f"{page}: a node takes the focus and has no name: {path}" for path in nameless]
            if trees:
                Path(trees, page + ".txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
            tour.go_on()
    finally:
        code = tour.end()
    if code != 0:
        failures.append(f"the self-test ended with {code}")
    print("\n".join(failures) if failures else f"{seen} pages have no nameless node")
    return 1 if failures or seen == 0 else 0


if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        with subprocess.Popen([LAUNCHER, "--launch-immediately", "--a11y=1"]) as bus:
            try:
                sys.exit(inside(sys.argv[2], sys.argv[3]))
            finally:
                bus.terminate()
    sys.exit(outside(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""))
