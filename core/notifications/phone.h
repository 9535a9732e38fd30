// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/operations/sealer.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

/// A person's number for text messages and, while one waits for its code, the next (PLT-118). Its functions are pure.
struct Phone {
    QString number; ///< E.164; empty while none is confirmed
    std::optional<Instant> confirmedAt;
    QString pendingNumber; ///< empty: none waits
    QString codeMac;
    std::optional<Instant> codeExpiresAt;
    int codeTries = 0; ///< wrong ones
};

inline constexpr Millis codeLifetime = std::chrono::minutes(10);
inline constexpr int mostCodeTries = 5;

/// "+4915112345678"; blanks, hyphens, brackets and a leading 00 are understood. Error: Invalid with "/number"
/// "phone_invalid".
[[nodiscard]] Result<QString> parsePhoneNumber(const QString &text);
/// Six digits.
[[nodiscard]] QString makeCode();
[[nodiscard]] QString codeMac(const operations::Sealer &sealer, const QString &accountId, const QString &number,
                              const QString &code);

enum class CodeVerdict {
    Right,
    Wrong,
    Over, ///< none waits, it is too old, or was guessed too often
};
[[nodiscard]] CodeVerdict judgeCode(const Phone &phone, const QString &mac, Instant now);

/// Statements of numbers.
class PhoneStore
{
public:
    explicit PhoneStore(storage::Transaction &tx) : m_tx(tx) {}

    /// Takes turns with everybody who changes it. An empty one when there is none.
    [[nodiscard]] Result<Phone> lock(const QString &accountId);
    [[nodiscard]] Result<Phone> load(const QString &accountId);
    [[nodiscard]] Result<> save(const QString &accountId, const Phone &phone, Instant now);
    [[nodiscard]] Result<> remove(const QString &accountId);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::notifications
