// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/operations/sealer.h"

namespace portier::operations
{

/// What one rendering of a form may be sent for.
struct FormScope {
    QString holder; ///< who was shown the form: link id, session id, or the random value of a cookie set with the page
    QString action; ///< what it does and to what: "booking.cancel/<id>/<round>", "sign_in"
};

enum class FormState {
    Good,
    Expired, ///< ours, but too old: show the form again with what was typed
    Foreign, ///< not made for this holder and action
};

struct FormVerdict {
    FormState state = FormState::Foreign;
    /// Unless Foreign: names this rendering, 22 characters. As an idempotency key (PLT-055) it makes a repeated POST
    /// show the first result (BKG-078).
    QString nonce;
};

/// Tokens of page forms (PLT-041, PLT-074): one per rendering, bound to holder and action, good for an hour, signed
/// with the cookie key. Nothing is stored. Thread-safe.
class FormTokens
{
public:
    static constexpr Millis lifetime = std::chrono::hours(1);

    FormTokens(std::shared_ptr<const Sealer> sealer, std::shared_ptr<Clock> clock)
        : m_sealer(std::move(sealer)), m_clock(std::move(clock))
    {
    }

    [[nodiscard]] QString make(const FormScope &scope) const;
    [[nodiscard]] FormVerdict check(const FormScope &scope, const QString &token) const;

private:
    std::shared_ptr<const Sealer> m_sealer;
    std::shared_ptr<Clock> m_clock;
};

} // namespace portier::operations
