#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures of this folder anew: portier draws every page on sample data, the main ones are kept with 256 colours.

Usage: take.py PATH_TO_PORTIER
"""
import os
import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from pathlib import Path

PAGES = {"inbox": "inbox", "trips": "trips", "trip": "trips-first", "requests": "house-requests", "calendar": "house", "activity": "activity", "settings": "settings"}
LOOKS = [f"{scheme}-{language}" for scheme in ("light", "dark") for language in ("de", "en")]
MOST_COLOURS = 256
SHADES_KEPT = 48  # the most frequent colours are kept as they are, of the rest only those that differ
DIFFERENT = 90


def unfiltered(kind, line, above, size):
    for at in range(len(line)):
        left = line[at - size] if at >= size else 0
        corner = above[at - size] if at >= size else 0
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = above[at]
        elif kind == 3:
            guess = (left + above[at]) // 2
        else:
            towards = left + above[at] - corner
            guess = min((left, above[at], corner), key=lambda each: abs(towards - each))
        line[at] = (line[at] + guess) & 255
    return line


def pixels(path):
    """Rows of (red, green, blue) of an 8-bit PNG without interlacing."""
    content = path.read_bytes()
    at, packed = 8, b""
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at:at + 8])
        part = content[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, _, depth, colours, *_ = struct.unpack(">IIBBBBB", part)
            assert depth == 8 and colours in (2, 6)
            size = 3 if colours == 2 else 4
        elif kind == b"IDAT":
            packed += part
        at += 12 + length
    raw, step = zlib.decompress(packed), width * size + 1
    above = bytearray(step - 1)
    for start in range(0, len(raw), step):
        line = bytearray(raw[start + 1:start + step])
        above = unfiltered(raw[start], line, above, size) if raw[start] else line
        yield list(zip(above[0::size], above[1::size], above[2::size]))


def distance(one, other):
    return sum((a - b) ** 2 for a, b in zip(one, other))


def shrink(source, target):
    rows = list(pixels(source))
    counted = Counter(colour for row in rows for colour in row)
    palette = []
    for colour, _ in counted.most_common():
        if len(palette) == MOST_COLOURS:
            break
        if len(palette) < SHADES_KEPT or all(distance(colour, known) > DIFFERENT for known in palette):
            palette.append(colour)
    nearest = {colour: min(range(len(palette)), key=lambda at: distance(colour, palette[at])) for colour in counted}
    raw = b"".join(b"\0" + bytes(nearest[colour] for colour in row) for row in rows)

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
    target.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"PLTE", b"".join(bytes(each) for each in palette))
                       + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def main(portier):
    here = Path(__file__).resolve().parent
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "LC_ALL": "C.UTF-8"}
        subprocess.run([portier, "--screenshot", folder], check=True, env=environment)
        for name, page in PAGES.items():
            for look in LOOKS:
                shrink(Path(folder, f"{page}-{look}.png"), here / f"{name}-{look}.png")


if __name__ == "__main__":
    main(sys.argv[1])
