// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/phone.h"
#include "core/operations/actor.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::notifications
{

/// The own number for text messages: it counts once the code sent to it has come back (PLT-118). Lives on the core
/// thread; must outlive its tasks.
class PhoneService
{
public:
    struct Dependencies {
        storage::Database &database;
        std::shared_ptr<Clock> clock;
        std::shared_ptr<const operations::Sealer> sealer;
        /// Whether text messages can leave.
        std::function<bool()> canSend;
        /// Default: makeCode().
        std::function<QString()> newCode = makeCode;
    };
    explicit PhoneService(Dependencies dependencies) : m_deps(std::move(dependencies)) {}

    [[nodiscard]] bool canSend() const { return m_deps.canSend(); }
    QCoro::Task<Result<Phone>> find(QString accountId);
    /// Sends a code to the number; one confirmed before stays until then. Errors: Invalid "phone_invalid", Conflict
    /// "sms_unavailable".
    QCoro::Task<Result<Phone>> ask(QString accountId, QString number, operations::Actor actor);
    /// Errors: Invalid with "/code" "code_wrong"; Conflict "code_over" when a new one is needed.
    QCoro::Task<Result<Phone>> confirm(QString accountId, QString code, operations::Actor actor);
    /// Also what waits; doing it again is no error.
    QCoro::Task<Result<>> remove(QString accountId, operations::Actor actor);

private:
    Dependencies m_deps;
};

} // namespace portier::notifications
