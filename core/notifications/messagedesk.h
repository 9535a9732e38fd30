// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/history.h"
#include "core/notifications/suppressionstore.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::notifications
{

/// One message with all that is known of it.
struct MessageDetail {
    HistoryItem item;
    QList<AttemptRow> attempts;
    std::optional<MessageBody> body; ///< nothing before it is worded and after its erasure
};

struct SuppressionPage {
    QList<Suppression> items;
    QString next; ///< the id to go on after; empty at the end
};

/// What owners and admins do with single messages (PLT-121, PLT-122, PLT-124, PLT-139). Lives on the core thread; must
/// outlive its tasks.
class MessageDesk
{
public:
    struct Dependencies {
        storage::Database &database;
        std::shared_ptr<Clock> clock;
        std::shared_ptr<const operations::Sealer> sealer;
    };
    explicit MessageDesk(Dependencies dependencies) : m_deps(std::move(dependencies)) {}

    /// An own message. NotFound.
    QCoro::Task<Result<MessageDetail>> findOwn(QString id, QString accountId);
    /// Anybody's, which is audited (PLT-141). NotFound.
    QCoro::Task<Result<MessageDetail>> inspect(QString id, operations::Actor actor);
    /// A desktop notification was shown (PLT-108); again, or after its end, changes nothing. NotFound.
    QCoro::Task<Result<>> acknowledge(QString id, QString accountId);

    /// Errors: see history.h.
    QCoro::Task<Result<HistoryItem>> requeue(QString id, operations::Actor actor);
    QCoro::Task<Result<HistoryItem>> discard(QString id, operations::Actor actor);

    /// The reading is audited (PLT-010).
    QCoro::Task<Result<SuppressionPage>> suppressions(QString afterId, int limit, operations::Actor actor);
    /// Audited. NotFound.
    QCoro::Task<Result<>> removeSuppression(QString id, operations::Actor actor);

private:
    Dependencies m_deps;
};

} // namespace portier::notifications
