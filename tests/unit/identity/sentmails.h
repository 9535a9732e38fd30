// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/accountmail.h"

#include <QMutex>

namespace portier::test
{

/// Takes the place of the outbox: keeps what identity wanted mailed.
class SentMails
{
public:
    [[nodiscard]] identity::PostAccountMail post()
    {
        return [state = m_state](storage::Transaction &, const identity::AccountMail &mail, Instant) -> Result<> {
            const QMutexLocker lock(&state->mutex);
            state->mails.append(mail);
            return {};
        };
    }
    [[nodiscard]] QList<identity::AccountMail> all() const
    {
        const QMutexLocker lock(&m_state->mutex);
        return m_state->mails;
    }
    [[nodiscard]] QStringList kinds() const
    {
        QStringList kinds;
        for (const identity::AccountMail &mail : all())
            kinds.append(mail.kind);
        return kinds;
    }
    /// The newest mail, with an empty kind when there is none.
    [[nodiscard]] identity::AccountMail last() const
    {
        const auto mails = all();
        return mails.isEmpty() ? identity::AccountMail() : mails.constLast();
    }
    void clear()
    {
        const QMutexLocker lock(&m_state->mutex);
        m_state->mails.clear();
    }

private:
    struct State {
        mutable QMutex mutex;
        QList<identity::AccountMail> mails;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace portier::test
