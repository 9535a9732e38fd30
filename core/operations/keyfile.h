// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/operations/keyring.h"

#include <QString>

namespace portier::operations
{

/// Reads the key file: a mark, then one line "purpose number created base64" per key, in any order. Errors: NotFound
/// "key_file_missing"; Internal "key_file_invalid"; Internal "key_file_permissions" (somebody but the owner may read
/// it).
[[nodiscard]] Result<KeyTable> loadKeyFile(const QString &path);
/// The same, but a missing file is made with fresh keys, mode 0600, durably on disk before it is used. Only for a
/// database that holds nothing sealed yet.
[[nodiscard]] Result<KeyTable> loadOrCreateKeyFile(const QString &path, Instant now);
/// Puts another table in the place of the file, durably; whoever reads meanwhile gets the old or the new one whole.
[[nodiscard]] Result<> replaceKeyFile(const QString &path, const KeyTable &table);

} // namespace portier::operations
