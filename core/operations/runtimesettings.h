// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "core/base/taskscope.h"
#include "core/operations/actor.h"
#include "core/operations/sealedcolumnstore.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::operations
{

/// One setting as admins see it.
struct SettingView {
    Setting setting;
    QString value; ///< as it may be shown: secrets masked (PLT-182)
    bool isSet = false;
    QString origin;
    bool changeable = false; ///< theirs to change, and neither environment nor command line holds it
};

/// The settings admins change while the service runs (PLT-183 to PLT-185): validated like the others, audited, in the
/// database between the configuration file and the environment. Changes of another instance are seen within a beat.
/// Lives on the core thread; must outlive the tasks it returned.
class RuntimeSettings : public QObject
{
    Q_OBJECT
public:
    struct Options {
        Millis beat = std::chrono::seconds(1); ///< PostgreSQL: how soon another instance's change is seen
        /// Judges what the table of settings cannot: grammars of other rooms.
        std::function<bool(const Setting &, const QString &text)> isWellFormed;
    };
    RuntimeSettings(storage::Database &database, std::shared_ptr<Clock> clock, std::shared_ptr<const Sealer> sealer,
                    Config base, Options options);

    /// Reads what is stored and follows it from now on.
    QCoro::Task<Result<>> start();
    QCoro::Task<> stop();
    /// A configuration read anew (SIGHUP).
    void setBase(Config base);
    [[nodiscard]] const Config &base() const { return m_base; }

    /// What is in force: the configuration with what admins set.
    [[nodiscard]] const Config &effective() const { return m_effective; }
    /// Grows with every change; the version of the settings as one resource.
    [[nodiscard]] qint64 revision() const { return m_revision; }
    [[nodiscard]] QList<SettingView> list() const;

    /// Sets values by name; JSON null goes back to the configuration's own. All or nothing. Errors: Invalid with a
    /// field error each ("unknown_field", "setting_invalid", "setting_fixed", "setting_not_changeable"), Conflict
    /// "stale_version" with details {"version"} when `revision` is not the stored one.
    QCoro::Task<Result<>> change(QJsonObject wanted, qint64 revision, Actor actor);

    /// Where secret values lie, for the rotation of keys.
    [[nodiscard]] static SealedColumn sealedColumn();

Q_SIGNALS:
    /// effective() is another.
    void changed();

private:
    struct Stored {
        qint64 revision = 0;
        QMap<QString, QString> values;
    };
    [[nodiscard]] static Result<Stored> read(storage::Transaction &tx, const Sealer *sealer);
    QCoro::Task<Result<>> load();
    QCoro::Task<> follow();
    void followSoon();
    void take(Stored stored);
    [[nodiscard]] bool isAllowed(const Setting &setting, const QString &text) const;
    /// The texts to store; nothing stands for "as configured".
    [[nodiscard]] Result<QMap<QString, std::optional<QString>>> judge(const QJsonObject &wanted) const;

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<const Sealer> m_sealer;
    Options m_options;
    Config m_base;
    Config m_effective;
    QMap<QString, QString> m_values;
    qint64 m_revision = -1;
    bool m_following = false;
    bool m_stopped = false;
    std::unique_ptr<TimerHandle> m_beat;
    TaskScope m_tasks;
};

} // namespace portier::operations
