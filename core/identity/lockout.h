// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QList>

#include <optional>

namespace portier::identity
{

/// Failed sign-ins of one (address as typed and compared, client prefix) pair. Plain value; the functions below are the
/// whole of PLT-016.
struct PairFailures {
    int failures = 0;
    Instant decaysFrom; ///< one failure is forgotten 15 minutes after this
    std::optional<Instant> blockedUntil;

    bool operator==(const PairFailures &) const = default;
};

/// What is left of the record by `now`: one failure less per 15 minutes.
[[nodiscard]] PairFailures decayed(PairFailures record, Instant now);
/// The record after one more failure: the 5th blocks for one minute, each further one for twice as long, up to 15
/// minutes.
[[nodiscard]] PairFailures afterFailure(const PairFailures &record, Instant now);
/// The record without one failure that was counted but did not happen.
[[nodiscard]] PairFailures withoutFailure(PairFailures record);
/// When the pair may try again; nothing when it may try now.
[[nodiscard]] std::optional<Instant> blockedUntil(const PairFailures &record, Instant now);

/// Failed sign-ins of one address over all clients: the moments of the newest 20 (PLT-017), oldest first.
using AddressFailures = QList<Instant>;
[[nodiscard]] AddressFailures afterFailure(AddressFailures moments, Instant now);
/// The same without the failure counted at `moment`.
[[nodiscard]] AddressFailures withoutFailure(AddressFailures moments, Instant moment);
/// From the 20th failure within one hour, until when clients without a device token of the account are refused.
[[nodiscard]] std::optional<Instant> blockedUntil(const AddressFailures &moments, Instant now);

} // namespace portier::identity
