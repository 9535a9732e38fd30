// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/runtimesettings.h"

#include "core/base/log.h"
#include "core/operations/audit.h"
#include "core/operations/changefeed.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::operations
{

using storage::Transaction;

namespace
{

constexpr auto topic = "operations.settings"_L1;

QString placeOf(const QString &name)
{
    return u"runtime_settings/"_s + name;
}

/// Settings are texts; what JSON has natively may be given natively.
std::optional<QString> textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (value.isDouble() && value.toDouble() == double(value.toInteger()))
        return QString::number(value.toInteger());
    if (!value.isArray())
        return std::nullopt;
    QStringList parts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &part : array) {
        if (!part.isString() || part.toString().contains(u','))
            return std::nullopt;
        parts.append(part.toString());
    }
    return parts.join(u", "_s);
}

Result<qint64> storedRevision(Transaction &tx)
{
    PORTIER_ASSIGN(row, tx.queryOne(u"SELECT revision FROM runtime_settings WHERE name = ''"_s));
    return row ? row->integer(0) : 0;
}

Result<> store(Transaction &tx, const QString &name, const std::optional<QString> &value, const Actor &actor,
               Instant now)
{
    if (!value) {
        PORTIER_TRY(tx.exec(u"DELETE FROM runtime_settings WHERE name = ?"_s, {name}));
        return {};
    }
    PORTIER_TRY(tx.exec(u"INSERT INTO runtime_settings (name, value, changed_at, changed_by, revision)"
                        " VALUES (?, ?, ?, ?, 0) ON CONFLICT (name) DO UPDATE SET value = excluded.value,"
                        " changed_at = excluded.changed_at, changed_by = excluded.changed_by"_s,
                        {name, *value, now, actor.id}));
    return {};
}

/// Old and new value per setting, never of secrets (PLT-141).
QJsonObject changesOf(const QMap<QString, std::optional<QString>> &wanted, const Config &before, const Config &base)
{
    QJsonObject changes;
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const bool secret = findSetting(it.key())->secret;
        const QString after = it.value().value_or(base.text(it.key()));
        changes.insert(it.key(), secret ? QJsonArray{} : QJsonArray{before.text(it.key()), after});
    }
    return changes;
}

} // namespace

RuntimeSettings::RuntimeSettings(storage::Database &database, std::shared_ptr<Clock> clock,
                                 std::shared_ptr<const Sealer> sealer, Config base, Options options)
    : m_database(database), m_clock(std::move(clock)), m_sealer(std::move(sealer)), m_options(std::move(options)),
      m_base(std::move(base)), m_effective(m_base)
{
    connect(&database, &storage::Database::announced, this, [this](const QString &news) {
        if (news == topic)
            followSoon();
    });
}

Result<RuntimeSettings::Stored> RuntimeSettings::read(Transaction &tx, const Sealer *sealer)
{
    PORTIER_ASSIGN(rows, tx.query(u"SELECT name, value, revision FROM runtime_settings"_s));
    Stored stored;
    for (const storage::Row &row : std::as_const(rows)) {
        const QString name = row.text(0);
        if (name.isEmpty()) {
            stored.revision = row.integer(2);
            continue;
        }
        QString value = row.text(1);
        if (const Setting *setting = findSetting(name); setting && setting->secret) {
            PORTIER_ASSIGN(opened, sealer->open(QByteArray::fromBase64(value.toLatin1()), placeOf(name)));
            value = QString::fromUtf8(opened);
        }
        stored.values.insert(name, value);
    }
    return stored;
}

QCoro::Task<Result<>> RuntimeSettings::load()
{
    const auto body = [sealer = m_sealer](Transaction &tx) { return read(tx, sealer.get()); };
    PORTIER_CO_ASSIGN(stored, co_await m_database.read(body));
    take(stored);
    co_return Result<>();
}

void RuntimeSettings::take(Stored stored)
{
    if (stored.revision <= m_revision)
        return; // an older look that came back late
    m_revision = stored.revision;
    m_values = std::move(stored.values);
    // What another version stored may not be allowed here; what is not read is not in force.
    m_values.removeIf([this](const QMap<QString, QString>::iterator &it) {
        const Setting *setting = findSetting(it.key());
        return !setting || !isAllowed(*setting, it.value());
    });
    m_effective = m_base.withRuntime(m_values);
    Q_EMIT changed();
}

QCoro::Task<Result<>> RuntimeSettings::start()
{
    PORTIER_CO_TRY(co_await load());
    if (!m_database.dialect().isSqlite())
        m_beat = m_clock->callAfter(m_options.beat, [this] { followSoon(); });
    co_return Result<>();
}

QCoro::Task<> RuntimeSettings::stop()
{
    m_stopped = true;
    m_beat.reset();
    return m_tasks.join();
}

void RuntimeSettings::setBase(Config base)
{
    m_base = std::move(base);
    m_effective = m_base.withRuntime(m_values);
    Q_EMIT changed();
}

void RuntimeSettings::followSoon()
{
    if (!m_following && !m_stopped && m_revision >= 0)
        m_tasks.add(follow());
}

QCoro::Task<> RuntimeSettings::follow()
{
    m_following = true;
    const auto body = [](Transaction &tx) { return storedRevision(tx); };
    const auto revision = co_await m_database.read(body);
    if (revision && *revision != m_revision) {
        if (const auto loaded = co_await load(); !loaded)
            log::error("operations"_L1, "settings_not_read"_L1, {{u"code"_s, loaded.error().code}});
    }
    m_following = false;
    if (!m_stopped && !m_database.dialect().isSqlite())
        m_beat = m_clock->callAfter(m_options.beat, [this] { followSoon(); });
}

SealedColumn RuntimeSettings::sealedColumn()
{
    QStringList names;
    for (const Setting &setting : settings()) {
        if (setting.secret && setting.runtime)
            names.append(u'\'' + setting.name + u'\'');
    }
    return {.table = u"runtime_settings"_s,
            .keys = {u"name"_s},
            .column = u"value"_s,
            .place = [](const QStringList &keys) { return placeOf(keys.constFirst()); },
            .condition = names.isEmpty() ? u"1 = 0"_s : u"name IN (%1)"_s.arg(names.join(u", "_s)),
            .isText = true};
}

QList<SettingView> RuntimeSettings::list() const
{
    QList<SettingView> views;
    for (const Setting &setting : settings()) {
        if (setting.testOnly)
            continue;
        const ConfigValue &value = m_effective.value(setting.name);
        views.append({setting, m_effective.shown(setting), !value.text.isEmpty(), value.origin,
                      setting.runtime && !value.fixed});
    }
    return views;
}

bool RuntimeSettings::isAllowed(const Setting &setting, const QString &text) const
{
    return setting.parse(text) && (!m_options.isWellFormed || m_options.isWellFormed(setting, text));
}

Result<QMap<QString, std::optional<QString>>> RuntimeSettings::judge(const QJsonObject &wanted) const
{
    QMap<QString, std::optional<QString>> values;
    QList<FieldError> errors;
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const QString pointer = u'/' + it.key();
        const Setting *setting = findSetting(it.key());
        if (!setting || setting->testOnly)
            errors.append({pointer, u"unknown_field"_s, {}});
        else if (!setting->runtime)
            errors.append({pointer, u"setting_not_changeable"_s, {}});
        else if (m_base.value(it.key()).fixed)
            errors.append({pointer, u"setting_fixed"_s, {{u"origin"_s, m_base.value(it.key()).origin}}});
        else if (const auto text = textOf(it.value()); text && isAllowed(*setting, *text))
            values.insert(it.key(), *text);
        else if (it.value().isNull())
            values.insert(it.key(), std::nullopt);
        else
            errors.append({pointer, u"setting_invalid"_s, {{u"allowed"_s, setting->allowed()}}});
    }
    if (!errors.isEmpty())
        return fail(Error::invalid(errors));
    return values;
}

QCoro::Task<Result<>> RuntimeSettings::change(QJsonObject wanted, qint64 revision, Actor actor)
{
    PORTIER_CO_ASSIGN(values, judge(wanted));
    const auto body = [=, base = m_base, sealer = m_sealer, now = m_clock->now()](Transaction &tx) -> Result<> {
        PORTIER_TRY(tx.serialise(u"runtime settings"_s));
        PORTIER_ASSIGN(stored, read(tx, sealer.get()));
        if (stored.revision != revision)
            return fail(Error::conflict(u"stale_version"_s, {}, {{u"version"_s, stored.revision}}));
        const Config before = base.withRuntime(stored.values);
        for (auto it = values.begin(); it != values.end(); ++it) {
            if (it.value())
                stored.values.insert(it.key(), *it.value());
            else
                stored.values.remove(it.key());
            std::optional<QString> kept = it.value();
            if (kept && findSetting(it.key())->secret)
                kept = QString::fromLatin1(sealer->seal(kept->toUtf8(), placeOf(it.key())).toBase64());
            PORTIER_TRY(store(tx, it.key(), kept, actor, now));
        }
        const QStringList problems = base.withRuntime(stored.values).newContradictions(before);
        if (!problems.isEmpty())
            return fail(Error::invalid({{QString(), u"settings_contradict"_s, {{u"why"_s, problems.join(u"; "_s)}}}}));
        PORTIER_TRY(tx.exec(u"UPDATE runtime_settings SET revision = revision + 1 WHERE name = ''"_s));
        PORTIER_TRY(appendAudit(
            tx, {actor, u"settings.changed"_s, u"settings"_s, {}, u"ok"_s, changesOf(values, before, base)}, now));
        PORTIER_TRY(appendChange(
            tx, {u"settings.updated"_s, u"settings"_s, ChangeOperation::Updated, u"role:admin"_s, {}}, now));
        tx.announce(topic);
        return {};
    };
    PORTIER_CO_TRY(co_await m_database.write(body));
    co_return co_await load();
}

} // namespace portier::operations
