// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/identity/emailaddress.h"

namespace portier::identity
{

/// What a person says about an account, before it is judged.
struct ProfileFields {
    std::optional<QString> email, displayName, language, timeZone;
};

/// The rules of PLT-001 for the fields that are there: Invalid "validation_failed" with all broken ones (email_invalid,
/// too_short, too_long, pattern_mismatch, not_one_of, time_zone_unknown).
[[nodiscard]] Result<> checkProfile(const ProfileFields &fields);

/// The name of an account that gave none: the local part of its address, cut to 80 characters.
[[nodiscard]] QString defaultName(const EmailAddress &email);

} // namespace portier::identity
