// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QStringList>

namespace portier::identity
{

enum class SignUpMode { Closed, Allowlist, Open };

/// The settings `identity.*` as the services use them.
struct IdentityOptions {
    SignUpMode signUp = SignUpMode::Closed;
    QStringList allowlist; ///< addresses and "@domain"
    Millis sessionLength = std::chrono::days(30);
    QString timeZone = QStringLiteral("Europe/Berlin"); ///< of accounts that name none
};

} // namespace portier::identity
