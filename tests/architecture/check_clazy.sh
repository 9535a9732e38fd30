#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
# check_clazy.sh CLAZY BUILD_DIR SOURCE_ROOT: clazy's level 1 over the product's own sources; any finding fails.
set -euo pipefail
cd "$3"
mapfile -t files < <(find core server app -name '*.cpp' 2>/dev/null | sort)
findings="$(CLAZY_EXPORT_FIXES="" "$1" -p "$2" --checks=level1,no-non-pod-global-static --header-filter='(core|server|app)/' \
    "${files[@]}" 2>&1 | grep -E 'warning:.*\[-Wclazy' | sort -u || true)"
printf '%s\n' "$findings"
[ -z "$findings" ]
