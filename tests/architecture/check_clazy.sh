#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
# check_clazy.sh CLAZY BUILD_DIR SOURCE_ROOT [FILE...]: clazy's level 1 over the product's own sources (or the given ones);
# any finding fails, and so does a file that clazy cannot read. Left out: what only holds for Qt 5 (qstring-ref; Qt 6's erase
# takes a const_iterator, which strict-iterators does not know) and what clang-format writes otherwise (connect-not-normalized).
set -euo pipefail
checks=level1,no-non-pod-global-static,no-qstring-ref,no-strict-iterators,no-connect-not-normalized
clazy="$1" build="$2"
cd "$3"
shift 3
mapfile -t files < <(if [ $# -gt 0 ]; then printf '%s\n' "$@"; else find core server app -name '*.cpp' | sort; fi)

# Clang cannot read the header that GCC compiled ahead: the commands name its source instead.
commands="$(mktemp -d)"
trap 'rm -rf "$commands"' EXIT
sed -E "s#-include [^ ]*/cmake_pch\.hxx#-include $PWD/cmake/pch.h#g" "$build/compile_commands.json" > "$commands/compile_commands.json"

findings="$("$clazy" -p "$commands" --checks="$checks" --extra-arg=-Wno-error \
    --header-filter='(core|server|app)/' \
    "${files[@]}" 2>&1 | grep -E '(warning:.*\[-Wclazy)|error:' | sort -u || true)"
printf '%s\n' "$findings"
[ -z "$findings" ]
