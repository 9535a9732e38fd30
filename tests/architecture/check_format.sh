#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
# check_format.sh CLANG_FORMAT SOURCE_ROOT: every C++ file is as .clang-format wants it.
set -euo pipefail
cd "$2"
mapfile -t files < <(find core server app tests bench -name '*.h' -o -name '*.cpp' 2>/dev/null | sort)
[ ${#files[@]} -gt 0 ] || { echo "no source file found" && exit 1; }
"$1" --dry-run --Werror "${files[@]}"
echo "${#files[@]} files are well formed"
