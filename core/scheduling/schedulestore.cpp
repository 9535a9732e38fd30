// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/schedulestore.h"

#include "core/base/uuid.h"
#include "core/storage/sqldialect.h"

namespace portier::scheduling
{

using namespace Qt::StringLiterals;
using storage::Bind;
using storage::Binds;
using storage::Row;

namespace
{

constexpr int scheduleColumnCount = 12; // of scheduleColumns()

QString toText(GapPolicy policy)
{
    return policy == GapPolicy::Skip ? u"skip"_s : u"run_at_jump"_s;
}

QString toText(OverlapRun overlap)
{
    return overlap == OverlapRun::QueueOne ? u"queue_one"_s : u"skip"_s;
}

QString toText(CatchUp catchUp)
{
    switch (catchUp) {
    case CatchUp::None:
        return u"none"_s;
    case CatchUp::All:
        return u"all"_s;
    case CatchUp::Latest:
        break;
    }
    return u"latest"_s;
}

CatchUp catchUpFrom(const QString &text)
{
    if (text == "none"_L1)
        return CatchUp::None;
    return text == "all"_L1 ? CatchUp::All : CatchUp::Latest;
}

/// Reads a stored specification. A zone that the zone data lost is replaced by UTC (TRP-056).
void readSpec(ScheduleRow &row, const QString &text, const QString &zone)
{
    auto spec = ScheduleSpec::parse(text, zone);
    const bool zoneGone = !spec && !zoneByName(zone);
    if (zoneGone)
        spec = ScheduleSpec::parse(text, u"UTC"_s);
    row.readable = spec.has_value();
    if (spec)
        row.schedule.spec = *spec;
    if (!spec || zoneGone)
        row.schedule.problem = scheduleInvalid;
}

LocalTimeKind fromMark(const QString &mark)
{
    if (mark == "gap"_L1)
        return LocalTimeKind::Gap;
    return mark == "repeated"_L1 ? LocalTimeKind::Repeated : LocalTimeKind::Unique;
}

/// Reads nominal_local, due_at, local_mark from `column` on.
PlannedOccurrence plannedFrom(const Row &row, int column, const ScheduleSpec &spec)
{
    PlannedOccurrence planned{.nominalLocal = fromStoredLocal(row.text(column)), .at = row.instant(column + 1)};
    planned.localKind = fromMark(row.text(column + 2));
    planned.skippedByGap = planned.localKind == LocalTimeKind::Gap && spec.gapPolicy == GapPolicy::Skip;
    return planned;
}

QString placeholders(qsizetype count)
{
    return u"?, "_s.repeated(count).chopped(2);
}

Binds nameBinds(const QStringList &names)
{
    Binds binds;
    for (const QString &name : names)
        binds << Bind(name);
    return binds;
}

} // namespace

QString scheduleColumns()
{
    return u"s.id, s.name, s.owner, s.spec, s.zone, s.gap_policy, s.overlap, s.catch_up, s.window_ms, s.enabled, "
           "s.revision, s.problem"_s;
}

ScheduleRow scheduleFrom(const Row &row, int column)
{
    ScheduleRow made;
    made.schedule.id = row.text(column);
    made.schedule.name = row.text(column + 1);
    made.schedule.owner = row.text(column + 2);
    readSpec(made, row.text(column + 3), row.text(column + 4));
    ScheduleSpec &spec = made.schedule.spec;
    spec.gapPolicy = row.text(column + 5) == "skip"_L1 ? GapPolicy::Skip : GapPolicy::RunAtJump;
    spec.overlap = row.text(column + 6) == "queue_one"_L1 ? OverlapRun::QueueOne : OverlapRun::Skip;
    spec.catchUp = catchUpFrom(row.text(column + 7));
    spec.window = Millis(row.integer(column + 8));
    made.schedule.enabled = row.boolean(column + 9);
    made.revision = row.integer(column + 10);
    made.notedProblem = row.text(column + 11);
    return made;
}

Result<std::optional<ScheduleRow>> ScheduleStore::find(const QString &name, const QString &owner)
{
    const QString lock = m_tx.isWritable() ? m_tx.dialect().lockClause() : QString();
    PORTIER_ASSIGN(
        row,
        m_tx.queryOne(u"SELECT %1 FROM schedules s WHERE s.name = ? AND s.owner = ?"_s.arg(scheduleColumns()) + lock,
                      {name, owner}));
    return row ? std::optional(scheduleFrom(*row)) : std::nullopt;
}

Result<std::optional<ScheduleRow>> ScheduleStore::findById(const QString &id)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT %1 FROM schedules s WHERE s.id = ?"_s.arg(scheduleColumns()), {id}));
    return row ? std::optional(scheduleFrom(*row)) : std::nullopt;
}

Result<bool> ScheduleStore::insert(const ScheduleRow &row, Instant now)
{
    const ScheduleSpec &spec = row.schedule.spec;
    PORTIER_ASSIGN(inserted,
                   m_tx.exec(u"INSERT INTO schedules (id, name, owner, spec, zone, gap_policy, overlap, catch_up, "
                             "window_ms, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                             "ON CONFLICT (name, owner) DO NOTHING"_s,
                             {row.schedule.id, row.schedule.name, row.schedule.owner, spec.toText(), spec.zone,
                              toText(spec.gapPolicy), toText(spec.overlap), toText(spec.catchUp),
                              qint64(spec.window.count()), now, now}));
    return inserted == 1;
}

Result<> ScheduleStore::update(const ScheduleRow &row, Instant now)
{
    const ScheduleSpec &spec = row.schedule.spec;
    PORTIER_TRY(m_tx.exec(u"UPDATE schedules SET spec = ?, zone = ?, gap_policy = ?, overlap = ?, catch_up = ?, "
                          "window_ms = ?, enabled = ?, problem = '', revision = ?, updated_at = ? WHERE id = ?"_s,
                          {spec.toText(), spec.zone, toText(spec.gapPolicy), toText(spec.overlap), toText(spec.catchUp),
                           qint64(spec.window.count()), row.schedule.enabled, row.revision, now, row.schedule.id}));
    return {};
}

Result<> ScheduleStore::remove(const QString &id)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM schedules WHERE id = ?"_s, {id}));
    return {};
}

Result<> ScheduleStore::noteProblem(const ScheduleRow &row)
{
    if (row.schedule.problem == row.notedProblem)
        return {};
    PORTIER_TRY(m_tx.exec(u"UPDATE schedules SET problem = ? WHERE id = ?"_s, {row.schedule.problem, row.schedule.id}));
    m_tx.announce(topics::problem);
    return {};
}

Result<qint64> ScheduleStore::countProblems()
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COUNT(*) FROM schedules WHERE problem <> '' AND enabled = 1"_s));
    return row ? row->integer(0) : 0;
}

// The next two join with CROSS JOIN, which keeps SQLite from walking all schedules and sorting: the due rows come
// first, in the order of their index.
Result<QList<DueRow>> ScheduleStore::claimDue(const QStringList &works, Instant now, int limit)
{
    constexpr int first = scheduleColumnCount;
    Binds binds{now};
    binds << nameBinds(works) << Bind(limit);
    PORTIER_ASSIGN(rows,
                   m_tx.query(u"SELECT %1, o.id, o.nominal_local, o.due_at, o.local_mark, o.revision, "
                              "(SELECT COUNT(*) FROM occurrences r WHERE r.schedule_id = s.id AND r.state = 'fired'), "
                              "(SELECT COUNT(*) FROM occurrences w WHERE w.schedule_id = s.id AND w.state = 'waiting') "
                              "FROM occurrences o CROSS JOIN schedules s "
                              "WHERE s.id = o.schedule_id AND o.state = 'planned' AND o.due_at <= ? AND s.name IN (%2) "
                              "ORDER BY o.due_at, o.id LIMIT ?%3"_s.arg(scheduleColumns(), placeholders(works.size()),
                                                                        m_tx.dialect().claimClause()),
                              binds));
    QList<DueRow> due;
    due.reserve(rows.size());
    for (const Row &row : std::as_const(rows)) {
        DueRow made{.row = scheduleFrom(row), .occurrenceId = row.text(first)};
        made.planned = plannedFrom(row, first + 1, made.row.schedule.spec);
        made.revision = row.integer(first + 4);
        made.running = row.integer(first + 5) > 0;
        made.waiting = row.integer(first + 6) > 0;
        due.append(made);
    }
    return due;
}

Result<std::optional<Instant>> ScheduleStore::nextDue(const QStringList &works)
{
    PORTIER_ASSIGN(
        row,
        m_tx.queryOne(
            u"SELECT o.due_at FROM occurrences o CROSS JOIN schedules s "
            "WHERE s.id = o.schedule_id AND o.state = 'planned' AND s.name IN (%1) ORDER BY o.due_at LIMIT 1"_s.arg(
                placeholders(works.size())),
            nameBinds(works)));
    return row ? row->optInstant(0) : std::nullopt;
}

Result<> ScheduleStore::plan(const ScheduleRow &row, Instant after, Instant now)
{
    OccurrenceStore occurrences(m_tx);
    auto next = nextOccurrence(row.schedule.spec, after);
    while (next) {
        PORTIER_ASSIGN(
            ids,
            occurrences.insert(
                {{.id = newUuid(now), .scheduleId = row.schedule.id, .planned = *next, .revision = row.revision}}));
        if (!ids.isEmpty())
            break;
        PORTIER_ASSIGN(state, occurrences.stateOf(row.schedule.id, next->nominalLocal));
        if (state == OccurrenceState::Planned)
            break;
        // That local date-time has had its occurrence (an edit or a clock that went back): the one after it is next.
        next = nextOccurrence(row.schedule.spec, next->at);
    }
    return {};
}

Result<QList<ScheduleStore::PlannedRow>> ScheduleStore::page(const QString &afterId, int limit)
{
    constexpr int first = scheduleColumnCount;
    PORTIER_ASSIGN(rows,
                   m_tx.query(u"SELECT %1, o.id, o.nominal_local, o.due_at, o.local_mark, o.revision FROM schedules s "
                              "LEFT JOIN occurrences o ON o.schedule_id = s.id AND o.state = 'planned' "
                              "WHERE s.id > ? AND s.enabled = 1 ORDER BY s.id LIMIT ?"_s.arg(scheduleColumns()),
                              {afterId, limit}));
    QList<PlannedRow> list;
    for (const Row &row : std::as_const(rows)) {
        PlannedRow made{.row = scheduleFrom(row), .occurrenceId = row.text(first)};
        made.planned = plannedFrom(row, first + 1, made.row.schedule.spec);
        made.revision = row.integer(first + 4);
        list.append(made);
    }
    return list;
}

Result<> ScheduleStore::replan(const QString &occurrenceId, const PlannedOccurrence &planned)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE occurrences SET due_at = ?, local_mark = ? WHERE id = ? AND state = 'planned'"_s,
                          {planned.at, toMark(planned.localKind), occurrenceId}));
    return {};
}

namespace
{
QList<StoredSchedule> schedulesFrom(const QList<Row> &rows)
{
    QList<StoredSchedule> schedules;
    for (const Row &row : rows)
        schedules.append(scheduleFrom(row).schedule);
    return schedules;
}
} // namespace

Result<QList<StoredSchedule>> ScheduleStore::list(const QString &name)
{
    PORTIER_ASSIGN(rows,
                   m_tx.query(u"SELECT %1 FROM schedules s WHERE (s.name = ? OR '' = ?) ORDER BY s.name, s.owner"_s.arg(
                                  scheduleColumns()),
                              {name, name}));
    return schedulesFrom(rows);
}

Result<QList<StoredSchedule>> ScheduleStore::ofOwner(const QString &owner, const QString &afterId, int limit)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM schedules s WHERE s.owner = ? AND s.id > ? "
                                    "ORDER BY s.id LIMIT ?"_s.arg(scheduleColumns()),
                                    {owner, afterId, limit}));
    return schedulesFrom(rows);
}

} // namespace portier::scheduling
