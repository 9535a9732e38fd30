// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/taskscope.h"
#include "core/operations/condition.h"
#include "core/storage/database.h"

#include <QCoroTask>

#include <functional>

namespace portier::operations
{

/// Looks at everything that operators are told of (PLT-173), follows the episodes and says what there is to say
/// (PLT-174). While the database is away episodes live in memory and every notice is direct. Lives on the core thread.
class ConditionWatch : public QObject
{
    Q_OBJECT
public:
    /// In memory; also asked while the database is away.
    using Look = std::function<Findings(Instant now)>;
    /// In the database, in a read transaction.
    using Query = std::function<Result<Findings>(storage::Transaction &, Instant now)>;

    /// Through the outbox, in the transaction that notes the episode.
    using Tell = std::function<Result<>(storage::Transaction &, const Notice &)>;

    struct Dependencies {
        storage::Database &database;
        std::shared_ptr<Clock> clock;
        QString instance;
        Millis interval = std::chrono::seconds(10);
        /// The database keeps and gives what it is told to.
        std::function<QCoro::Task<bool>()> databaseWorks;
        /// Past the database. Must not wait.
        std::function<void(const Notice &)> tellDirectly;
        /// After a look that reached the database: enters what left past it. May be empty.
        std::function<QCoro::Task<>()> reached;
    };
    explicit ConditionWatch(Dependencies dependencies);
    ~ConditionWatch() override;

    /// Codes that are not declared last and are told through the outbox.
    void declare(const QString &code, const ConditionTraits &traits);
    void setTell(Tell tell) { m_tell = std::move(tell); }
    void addLook(Look look);
    void addQuery(Query query);

    void start();
    /// The codes that held when it last looked; without those of the database while that is away.
    [[nodiscard]] const QStringList &holding() const { return m_holding; }
    /// Looks soon: something has just changed.
    void wake();
    QCoro::Task<> stop();

private:
    QCoro::Task<> look();
    QCoro::Task<bool> throughDatabase(Findings found);
    void throughMemory(const Findings &found);
    [[nodiscard]] Findings databaseFinding(bool works);
    void say(const QList<Notice> &notices, bool allDirectly);
    void arm();

    Dependencies m_deps;
    Tell m_tell;
    QMap<QString, ConditionTraits> m_traits;
    std::vector<Look> m_looks;
    std::vector<Query> m_queries;
    Episodes m_known;        ///< as of the last look
    QStringList m_holding;   ///< codes, as of the last look
    Episodes m_unstored;     ///< changed while the database was away
    QList<Condition> m_gone; ///< ended while the database was away
    std::optional<Millis> m_awaySince;
    std::unique_ptr<TimerHandle> m_timer;
    bool m_running = false;
    bool m_looking = false;
    bool m_lookAgain = false;
    TaskScope m_tasks;
};

inline constexpr auto databaseUnreachable = QLatin1String("database_unreachable");

} // namespace portier::operations
