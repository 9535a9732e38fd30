// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace portier::identity
{

inline constexpr int minPasswordCharacters = 8;
inline constexpr int maxPasswordBytes = 256;

/// The form in which a password is judged and hashed: NFC, so that two keyboards that compose differently agree.
[[nodiscard]] QString normalisedPassword(const QString &typed);

/// Judges a password that someone chooses (PLT-011): at least 8 characters, at most 256 bytes of UTF-8, not among the
/// 3,000 most common ones, not the person's address or its local part. Error: Invalid with one field error
/// "password_too_weak" at `pointer`, params {"rule": too_short | too_long | common | address}.
[[nodiscard]] Result<> checkPassword(const QString &typed, const QString &email,
                                     const QString &pointer = QStringLiteral("/password"));

} // namespace portier::identity
