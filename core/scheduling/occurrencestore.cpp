// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/occurrencestore.h"

#include "core/base/uuid.h"
#include "core/scheduling/schedulestore.h"

namespace portier::scheduling
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using storage::Bind;
using storage::Binds;
using storage::Row;

namespace
{

constexpr auto keepClosed = 400 * 24h;
constexpr Millis longestOpen = 24h;
constexpr int purgeBatch = 1000;

constexpr int occurrenceColumnCount = 11; // of occurrenceColumns()

QString occurrenceColumns()
{
    return u"o.id, o.schedule_id, o.nominal_local, o.due_at, o.state, o.reason, o.local_mark, o.kind, "
           "COALESCE(o.started_at, j.started_at), o.closed_at, o.late"_s;
}

QString fromOccurrences()
{
    return u" FROM occurrences o LEFT JOIN jobs j ON j.id = o.id "_s;
}

Occurrence occurrenceFrom(const Row &row)
{
    Occurrence occurrence;
    occurrence.id = row.text(0);
    occurrence.scheduleId = row.text(1);
    occurrence.nominalLocal = fromStoredLocal(row.text(2));
    occurrence.dueAt = row.instant(3);
    occurrence.closedAt = row.optInstant(9);
    occurrence.state = occurrence.closedAt ? row.text(4) : u"open"_s;
    occurrence.reason = row.text(5);
    occurrence.localMark = row.text(6);
    occurrence.manual = row.text(7) == "manual"_L1;
    occurrence.startedAt = row.optInstant(8);
    return occurrence;
}

QString rows(const QString &row, qsizetype count)
{
    return (row + u", "_s).repeated(count).chopped(2);
}

OccurrenceState closedState(const JobEnd &end, bool late)
{
    if (end.state == JobState::Cancelled)
        return OccurrenceState::Skipped;
    return late ? OccurrenceState::CaughtUp : OccurrenceState::Ran;
}

} // namespace

QString toText(OccurrenceState state)
{
    switch (state) {
    case OccurrenceState::Planned:
        return u"planned"_s;
    case OccurrenceState::Waiting:
        return u"waiting"_s;
    case OccurrenceState::Fired:
        return u"fired"_s;
    case OccurrenceState::Ran:
        return u"ran"_s;
    case OccurrenceState::CaughtUp:
        return u"caught_up"_s;
    case OccurrenceState::Skipped:
        return u"skipped"_s;
    case OccurrenceState::Missed:
        return u"missed"_s;
    }
    return {};
}

QString toStoredLocal(const QDateTime &nominalLocal)
{
    return toIsoDate(nominalLocal.date()) + nominalLocal.time().toString(u"'T'HH:mm"_s);
}

QDateTime fromStoredLocal(const QString &text)
{
    // Not QDateTime::fromString: it asks the process's own time zone, which costs a look at a file.
    return {fromIsoDate(text.left(10)).value_or(QDate()), fromLocalTime(text.mid(11)).value_or(QTime()), Qt::UTC};
}

Result<QStringList> OccurrenceStore::insert(const QList<NewOccurrence> &list)
{
    QStringList ids;
    PORTIER_TRY(inChunks(list, [&](const QList<NewOccurrence> &chunk) -> Result<> {
        PORTIER_ASSIGN(inserted, insertChunk(chunk));
        ids += inserted;
        return {};
    }));
    return ids;
}

Result<QStringList> OccurrenceStore::insertChunk(const QList<NewOccurrence> &list)
{
    Binds binds;
    binds.reserve(list.size() * 10);
    for (const NewOccurrence &row : list) {
        binds << Bind(row.id) << Bind(row.scheduleId) << Bind(toStoredLocal(row.planned.nominalLocal))
              << Bind(row.planned.at) << Bind(toText(row.state)) << Bind(row.reason)
              << Bind(toMark(row.planned.localKind)) << Bind(row.late) << Bind(row.revision) << Bind(row.closedAt);
    }
    PORTIER_ASSIGN(
        done, m_tx.query(u"INSERT INTO occurrences (id, schedule_id, nominal_local, due_at, state, reason, local_mark, "
                         "late, revision, closed_at, kind) VALUES "_s +
                             rows(u"(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'scheduled')"_s, list.size()) +
                             u" ON CONFLICT (schedule_id, nominal_local) WHERE kind = 'scheduled' DO UPDATE SET "
                             "id = excluded.id, due_at = excluded.due_at, state = excluded.state, "
                             "reason = excluded.reason, local_mark = excluded.local_mark, late = excluded.late, "
                             "revision = excluded.revision, closed_at = excluded.closed_at "
                             "WHERE occurrences.state = 'skipped' AND occurrences.reason = 'edited' RETURNING id"_s,
                         binds));
    QStringList ids;
    for (const Row &row : std::as_const(done))
        ids.append(row.text(0));
    return ids;
}

Result<> OccurrenceStore::setState(const QStringList &ids, OccurrenceState state, const QString &reason, bool late,
                                   std::optional<Instant> closedAt)
{
    return inChunks(ids, [&](const QStringList &chunk) -> Result<> {
        Binds binds{toText(state), reason, late, closedAt};
        for (const QString &id : chunk)
            binds << Bind(id);
        PORTIER_TRY(m_tx.exec(u"UPDATE occurrences SET state = ?, reason = ?, late = ?, closed_at = ? WHERE id IN ("_s +
                                  rows(u"?"_s, chunk.size()) + u")"_s,
                              binds));
        return {};
    });
}

Result<> OccurrenceStore::insertManual(const Occurrence &occurrence, qint64 revision)
{
    PORTIER_TRY(m_tx.exec(
        u"INSERT INTO occurrences (id, schedule_id, kind, nominal_local, due_at, state, revision) "
        "VALUES (?, ?, 'manual', ?, ?, 'fired', ?)"_s,
        {occurrence.id, occurrence.scheduleId, toStoredLocal(occurrence.nominalLocal), occurrence.dueAt, revision}));
    return {};
}

Result<> OccurrenceStore::enqueue(const QList<FiredOccurrence> &fired, Instant now)
{
    if (fired.isEmpty())
        return {};
    m_tx.announce(topics::jobs);
    return inChunks(fired, [&](const QList<FiredOccurrence> &chunk) -> Result<> {
        Binds binds;
        for (const FiredOccurrence &one : chunk)
            binds << Bind(one.id) << Bind(scheduleJobPrefix + one.work) << Bind(one.id) << Bind(one.dueAt) << Bind(now);
        PORTIER_TRY(m_tx.exec(u"INSERT INTO jobs (id, kind, unique_key, payload, priority, run_at, state, created_at) "
                              "VALUES "_s +
                                  rows(u"(?, ?, ?, '{}', 0, ?, 'queued', ?)"_s, chunk.size()),
                              binds));
        return {};
    });
}

Result<> OccurrenceStore::closeWithJob(const QString &jobId, const JobEnd &end, Instant now)
{
    const QString onTime = toText(closedState(end, false));
    const QString late = toText(closedState(end, true));
    PORTIER_ASSIGN(row,
                   m_tx.queryOne(u"UPDATE occurrences SET state = CASE WHEN late = 1 THEN ? ELSE ? END, reason = ?, "
                                 "started_at = (SELECT started_at FROM jobs WHERE jobs.id = occurrences.id), "
                                 "closed_at = ? WHERE id = ? AND state = 'fired' RETURNING schedule_id"_s,
                                 {late, onTime, end.reason, now, jobId}));
    return row ? startWaiting(row->text(0), now) : Result<>();
}

Result<> OccurrenceStore::closeAllDone(const QStringList &jobIds, Instant now)
{
    return inChunks(jobIds, [&](const QStringList &chunk) -> Result<> {
        Binds ids;
        for (const QString &id : chunk)
            ids << Bind(id);
        const QString list = rows(u"?"_s, chunk.size());
        PORTIER_TRY(m_tx.exec(u"UPDATE occurrences SET state = CASE WHEN late = 1 THEN 'caught_up' ELSE 'ran' END, "
                              "started_at = (SELECT started_at FROM jobs WHERE jobs.id = occurrences.id), "
                              "closed_at = ? WHERE state = 'fired' AND id IN (%1)"_s.arg(list),
                              Binds{now} + ids));
        PORTIER_ASSIGN(waiting,
                       m_tx.query(u"SELECT DISTINCT w.schedule_id FROM occurrences w WHERE w.state = 'waiting' "
                                  "AND w.schedule_id IN (SELECT o.schedule_id FROM occurrences o "
                                  "WHERE o.id IN (%1))"_s.arg(list),
                                  ids));
        for (const Row &row : std::as_const(waiting))
            PORTIER_TRY(startWaiting(row.text(0), now));
        return {};
    });
}

Result<> OccurrenceStore::startWaiting(const QString &scheduleId, Instant now)
{
    PORTIER_ASSIGN(row,
                   m_tx.queryOne(u"SELECT o.id, s.name, o.due_at FROM occurrences o "
                                 "JOIN schedules s ON s.id = o.schedule_id "
                                 "WHERE o.schedule_id = ? AND o.state = 'waiting' ORDER BY o.due_at, o.id LIMIT 1"_s,
                                 {scheduleId}));
    if (!row)
        return {};
    PORTIER_TRY(m_tx.exec(u"UPDATE occurrences SET state = 'fired' WHERE id = ?"_s, {row->text(0)}));
    return enqueue({{row->text(0), row->text(1), row->instant(2)}}, now);
}

Result<> OccurrenceStore::closePlanned(const QString &scheduleId, const QString &reason, Instant now, bool alsoDue)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE occurrences SET state = 'skipped', reason = ?, closed_at = ? "
                          "WHERE schedule_id = ? AND state = 'planned' AND (due_at > ? OR 1 = ?)"_s,
                          {reason, now, scheduleId, now, alsoDue}));
    return {};
}

Result<bool> OccurrenceStore::isGoing(const QString &scheduleId)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT 1 FROM occurrences WHERE schedule_id = ? "
                                      "AND state IN ('waiting', 'fired') LIMIT 1"_s,
                                      {scheduleId}));
    return row.has_value();
}

Result<QStringList> OccurrenceStore::openIds(const QString &scheduleId)
{
    PORTIER_ASSIGN(found, m_tx.query(u"SELECT id FROM occurrences WHERE schedule_id = ? "
                                     "AND state IN ('waiting', 'fired') ORDER BY due_at DESC"_s,
                                     {scheduleId}));
    QStringList ids;
    for (const Row &row : std::as_const(found))
        ids.append(row.text(0));
    return ids;
}

Result<QList<std::optional<LoadedOccurrence>>> OccurrenceStore::load(const QStringList &ids)
{
    QHash<QString, LoadedOccurrence> found;
    const auto loadSome = [&](const QStringList &chunk) -> Result<> {
        Binds binds;
        for (const QString &id : chunk)
            binds << Bind(id);
        PORTIER_ASSIGN(loaded, m_tx.query(u"SELECT "_s + occurrenceColumns() + u", "_s + scheduleColumns() +
                                              fromOccurrences() + u"JOIN schedules s ON s.id = o.schedule_id "_s +
                                              u"WHERE o.id IN ("_s + rows(u"?"_s, chunk.size()) + u")"_s,
                                          binds));
        for (const Row &row : std::as_const(loaded))
            found.insert(row.text(0),
                         {scheduleFrom(row, occurrenceColumnCount).schedule, occurrenceFrom(row), row.boolean(10)});
        return {};
    };
    PORTIER_TRY(inChunks(ids, loadSome));
    QList<std::optional<LoadedOccurrence>> list;
    for (const QString &id : ids) {
        const auto one = found.constFind(id);
        list.append(one == found.constEnd() ? std::nullopt : std::optional(*one));
    }
    return list;
}

Result<QList<Occurrence>> OccurrenceStore::history(const QString &scheduleId, int limit)
{
    PORTIER_ASSIGN(found, m_tx.query(u"SELECT "_s + occurrenceColumns() + fromOccurrences() +
                                         u"WHERE o.schedule_id = ? AND o.state <> 'planned' AND o.reason <> 'edited' "
                                         "ORDER BY o.due_at DESC, o.id DESC LIMIT ?"_s,
                                     {scheduleId, limit}));
    QList<Occurrence> list;
    for (const Row &row : std::as_const(found))
        list.append(occurrenceFrom(row));
    return list;
}

Result<std::optional<OccurrenceState>> OccurrenceStore::stateOf(const QString &scheduleId, const QDateTime &nominal)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT state FROM occurrences WHERE schedule_id = ? AND nominal_local = ? "
                                      "AND kind = 'scheduled'"_s,
                                      {scheduleId, toStoredLocal(nominal)}));
    if (row) {
        for (const OccurrenceState state :
             {OccurrenceState::Planned, OccurrenceState::Waiting, OccurrenceState::Fired, OccurrenceState::Ran,
              OccurrenceState::CaughtUp, OccurrenceState::Skipped, OccurrenceState::Missed}) {
            if (row->text(0) == toText(state))
                return std::optional(state);
        }
    }
    return std::optional<OccurrenceState>();
}

Result<std::optional<Instant>> OccurrenceStore::oldestUnstarted(Instant now)
{
    PORTIER_ASSIGN(fired, m_tx.queryOne(u"SELECT MIN(o.due_at) FROM occurrences o JOIN jobs j ON j.id = o.id "
                                        "WHERE o.state = 'fired' AND j.state = 'queued' AND j.started_at IS NULL"_s));
    PORTIER_ASSIGN(planned, m_tx.queryOne(u"SELECT MIN(o.due_at) FROM occurrences o JOIN schedules s "
                                          "ON s.id = o.schedule_id WHERE o.state = 'planned' AND o.due_at <= ? "
                                          "AND s.enabled = 1 AND s.problem = ''"_s,
                                          {now}));
    const auto first = fired ? fired->optInstant(0) : std::nullopt;
    const auto second = planned ? planned->optInstant(0) : std::nullopt;
    return first && second ? std::min(*first, *second) : first ? first : second;
}

Result<QList<ClosedOccurrence>> OccurrenceStore::closeStale(Instant now)
{
    // A job that is running at this moment ends by itself.
    PORTIER_ASSIGN(
        stale,
        m_tx.query(
            u"SELECT o.id, o.schedule_id, s.name, s.owner FROM occurrences o JOIN schedules s ON s.id = o.schedule_id "
            "LEFT JOIN jobs j ON j.id = o.id WHERE o.state IN ('waiting', 'fired') "
            "AND (j.state IS NULL OR j.state <> 'running') AND o.due_at < ? "
            "AND o.due_at + s.window_ms < ? LIMIT 1000"_s,
            {now - longestOpen, now}));
    QList<ClosedOccurrence> closed;
    for (const Row &row : std::as_const(stale)) {
        closed.append({row.text(2), toText(OccurrenceState::Missed), u"stale"_s, row.text(0), row.text(3)});
        PORTIER_TRY(setState({row.text(0)}, OccurrenceState::Missed, u"stale"_s, true, now));
        PORTIER_TRY(JobQueue::cancel(m_tx, row.text(0), now));
        PORTIER_ASSIGN(going, m_tx.queryOne(u"SELECT 1 FROM occurrences WHERE schedule_id = ? AND state = 'fired'"_s,
                                            {row.text(1)}));
        if (!going)
            PORTIER_TRY(startWaiting(row.text(1), now));
    }
    return closed;
}

Result<bool> OccurrenceStore::purge(Instant now)
{
    PORTIER_ASSIGN(deleted, m_tx.exec(u"DELETE FROM occurrences WHERE id IN (SELECT id FROM occurrences "
                                      "WHERE closed_at IS NOT NULL AND closed_at < ? LIMIT ?)"_s,
                                      {now - keepClosed, purgeBatch}));
    return deleted == purgeBatch;
}

} // namespace portier::scheduling
