// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingstore.h"

#include "core/base/zonedtime.h"
#include "core/bookings/bookingrow.h"
#include "core/bookings/sqlcolumns.h"
#include "core/storage/sqldialect.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using storage::Binds;
using storage::Row;

namespace
{

const QString blocking = u"b.status IN ('pending', 'confirmed')"_s;
const QString sharesDays = u"b.start_day <= ? AND b.end_day >= ?"_s;

QString recordColumns()
{
    return bookingColumns() + u", r.slug, r.name, r.zone, p.id, p.name, p.colour, p.position"_s;
}

const QString recordTables =
    u" FROM bookings b JOIN resources r ON r.id = b.resource_id JOIN parties p ON p.id = b.affiliation_party_id "_s;

BookingRecord recordFrom(const Row &row)
{
    BookingRecord record;
    record.booking = bookingFrom(row);
    int column = bookingColumnCount;
    record.resourceSlug = row.text(column++);
    record.resourceName = row.text(column++);
    record.zone = row.text(column++);
    record.affiliation.id = row.text(column++);
    record.affiliation.name = row.text(column++);
    record.affiliation.colour = row.text(column++);
    record.affiliation.position = static_cast<int>(row.integer(column));
    return record;
}

QList<Booking> bookingsFrom(const QList<Row> &rows)
{
    QList<Booking> bookings;
    for (const Row &row : rows)
        bookings.append(bookingFrom(row));
    return bookings;
}

Binds bindsOf(const QStringList &values)
{
    return {values.begin(), values.end()};
}

QString likePattern(QString text)
{
    text.replace(u"!"_s, u"!!"_s).replace(u"%"_s, u"!%"_s).replace(u"_"_s, u"!_"_s);
    return u'%' + text.toLower() + u'%';
}

} // namespace

QJsonObject ActivityPosition::toJson() const
{
    return {{u"at"_s, QString::number(toMs(at))}, {u"id"_s, id}};
}

std::optional<ActivityPosition> ActivityPosition::fromJson(const std::optional<QJsonObject> &json)
{
    if (!json)
        return std::nullopt;
    return ActivityPosition{fromMs(json->value(u"at"_s).toString().toLongLong()), json->value(u"id"_s).toString()};
}

Result<> BookingStore::insert(const Booking &booking)
{
    PORTIER_TRY(m_tx.exec(insertSql(u"bookings"_s, bookingColumnNames()), bookingBinds(booking)));
    return {};
}

Result<> BookingStore::update(const Booking &booking)
{
    Binds binds = bookingBinds(booking);
    binds << booking.id;
    PORTIER_TRY(m_tx.exec(updateSql(u"bookings"_s, bookingColumnNames()), binds));
    return {};
}

Result<> BookingStore::remove(const QString &bookingId)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM bookings WHERE id = ?"_s, {bookingId}));
    return {};
}

Result<std::optional<Booking>> BookingStore::find(const QString &bookingId)
{
    PORTIER_ASSIGN(row,
                   m_tx.queryOne(u"SELECT %1 FROM bookings b WHERE b.id = ?"_s.arg(bookingColumns()), {bookingId}));
    return row ? std::optional(bookingFrom(*row)) : std::nullopt;
}

Result<std::optional<Booking>> BookingStore::findLocked(const QString &bookingId)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT %1 FROM bookings b WHERE b.id = ? "_s.arg(bookingColumns()) +
                                          m_tx.dialect().lockClause(),
                                      {bookingId}));
    return row ? std::optional(bookingFrom(*row)) : std::nullopt;
}

Result<QList<BookingConflict>> BookingStore::overlapping(const QString &resourceId, const DateRange &range,
                                                         const QString &exceptId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT b.id, b.requester_first_name, b.status, b.start_date, b.end_date "
                                    "FROM bookings b WHERE b.resource_id = ? AND b.id <> ? AND %1 AND %2 "
                                    "ORDER BY b.start_day, b.id"_s.arg(sharesDays, blocking),
                                    {resourceId, exceptId, dayNumber(range.end), dayNumber(range.start)}));
    QList<BookingConflict> conflicts;
    for (const Row &row : std::as_const(rows)) {
        conflicts.append({row.text(0),
                          row.text(1),
                          bookingStatusFromText(row.text(2)).value_or(BookingStatus::Pending),
                          {dateOf(row, 3), dateOf(row, 4)}});
    }
    return conflicts;
}

Result<QList<BookingRecord>> BookingStore::calendar(const QString &resourceId, const DateRange &range)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT "_s + recordColumns() + recordTables +
                                        u"WHERE b.resource_id = ? AND %1 AND %2 ORDER BY b.start_day, b.id"_s.arg(
                                            sharesDays, blocking),
                                    {resourceId, dayNumber(range.end), dayNumber(range.start)}));
    QList<BookingRecord> records;
    for (const Row &row : std::as_const(rows))
        records.append(recordFrom(row));
    return records;
}

Result<QList<Booking>> BookingStore::forFeed(const QString &resourceId, const DateRange &range, Instant goneSince)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM bookings b WHERE b.resource_id = ? AND %2 "
                                    "AND (%3 OR b.last_activity_at >= ?) ORDER BY b.start_day, b.id"_s.arg(
                                        bookingColumns(), sharesDays, blocking),
                                    {resourceId, dayNumber(range.end), dayNumber(range.start), goneSince}));
    return bookingsFrom(rows);
}

Result<QList<Booking>> BookingStore::forPersonalFeed(const QString &email, Instant goneSince)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM bookings b WHERE b.requester_email = ? "
                                    "AND (%2 OR b.last_activity_at >= ?) ORDER BY b.start_day, b.id"_s.arg(
                                        bookingColumns(), blocking),
                                    {email, goneSince}));
    return bookingsFrom(rows);
}

Result<BookingRecordPage> BookingStore::page(const QString &where, Binds binds,
                                             const std::optional<ActivityPosition> &after, int limit)
{
    // The exact total comes with the rows: a page is one statement here (BKG-106).
    const QString total = u"(SELECT COUNT(*) FROM bookings b WHERE %1)"_s.arg(where);
    Binds all = binds + binds;
    QString from;
    if (after) {
        from = u" AND (b.last_activity_at < ? OR (b.last_activity_at = ? AND b.id < ?))"_s;
        all << after->at << after->at << after->id;
    }
    all << limit + 1;
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT "_s + recordColumns() + u", "_s + total + recordTables + u"WHERE "_s +
                                        where + from + u" ORDER BY b.last_activity_at DESC, b.id DESC LIMIT ?"_s,
                                    all));
    BookingRecordPage records;
    for (const Row &row : std::as_const(rows)) {
        records.items.append(recordFrom(row));
        records.total = row.integer(bookingColumnCount + 7);
    }
    if (records.items.size() > limit) {
        records.items.removeLast();
        records.hasMore = true;
    }
    return records;
}

Result<BookingRecordPage> BookingStore::ofRequester(const QString &email, const std::optional<ActivityPosition> &after,
                                                    int limit)
{
    return page(u"b.requester_email = ? AND b.status <> 'canceled'"_s, {email}, after, limit);
}

Result<BookingRecordPage> BookingStore::outstanding(const QStringList &partyIds, const QList<ResourceToday> &todays,
                                                    const std::optional<ActivityPosition> &after, int limit)
{
    if (partyIds.isEmpty() || todays.isEmpty())
        return BookingRecordPage();
    Binds binds;
    QStringList running;
    for (const ResourceToday &each : todays) {
        running.append(u"(b.resource_id = ? AND b.end_day >= ?)"_s);
        binds << each.resourceId << dayNumber(each.today);
    }
    binds += bindsOf(partyIds);
    return page(
        u"b.status = 'pending' AND (%1) AND EXISTS (SELECT 1 FROM approvals a WHERE a.booking_id = b.id "
        "AND a.decision = 'no_response' AND a.party_id IN (%2))"_s.arg(running.join(u" OR "_s), marks(partyIds.size())),
        binds, after, limit);
}

Result<BookingRecordPage> BookingStore::history(const QStringList &partyIds,
                                                const std::optional<ActivityPosition> &after, int limit)
{
    if (partyIds.isEmpty())
        return BookingRecordPage();
    return page(u"b.status <> 'canceled' AND EXISTS (SELECT 1 FROM approvals a WHERE a.booking_id = b.id "
                "AND a.party_id IN (%1))"_s.arg(marks(partyIds.size())),
                bindsOf(partyIds), after, limit);
}

Result<BookingRecordPage> BookingStore::archive(const ArchiveFilter &filter,
                                                const std::optional<ActivityPosition> &after, int limit)
{
    QStringList where{u"1 = 1"_s};
    Binds binds;
    if (!filter.statuses.isEmpty()) {
        where.append(u"b.status IN (%1)"_s.arg(marks(filter.statuses.size())));
        for (const BookingStatus status : filter.statuses)
            binds << toText(status);
    }
    if (!filter.resourceId.isEmpty()) {
        where.append(u"b.resource_id IN (SELECT id FROM resources WHERE id = ? OR slug = ?)"_s);
        binds << filter.resourceId << filter.resourceId;
    }
    if (!filter.text.isEmpty()) {
        where.append(u"LOWER(b.requester_first_name) LIKE ? ESCAPE '!'"_s);
        binds << likePattern(filter.text);
    }
    if (filter.from) {
        where.append(u"b.end_day >= ?"_s);
        binds << dayNumber(*filter.from);
    }
    if (filter.to) {
        where.append(u"b.start_day <= ?"_s);
        binds << dayNumber(*filter.to);
    }
    return page(where.join(u" AND "_s), binds, after, limit);
}

Result<QStringList> BookingStore::idsOfRequester(const QString &email, int limit)
{
    PORTIER_ASSIGN(rows,
                   m_tx.query(u"SELECT id FROM bookings WHERE requester_email = ? ORDER BY created_at, id LIMIT ?"_s,
                              {email, limit}));
    return textsOf(rows);
}

Result<qint64> BookingStore::countPending()
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COUNT(*) FROM bookings WHERE status = 'pending'"_s));
    return row ? row->integer(0) : 0;
}

Result<int> BookingStore::countOfRequester(const QString &email)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COUNT(*) FROM bookings WHERE requester_email = ?"_s, {email}));
    return static_cast<int>(row->integer(0));
}

Result<QString> BookingStore::languageOf(const QString &email)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT language FROM bookings WHERE requester_email = ? "
                                      "ORDER BY created_at DESC, id DESC LIMIT 1"_s,
                                      {email}));
    return row ? row->text(0) : QString();
}

Result<QList<Approval>> BookingStore::approvals(const QString &bookingId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM approvals a JOIN parties p ON p.id = a.party_id "
                                    "WHERE a.booking_id = ? ORDER BY p.position, p.id"_s.arg(approvalColumns()),
                                    {bookingId}));
    QList<Approval> approvals;
    for (const Row &row : std::as_const(rows))
        approvals.append(approvalFrom(row));
    return approvals;
}

Result<QMap<QString, QList<ApprovalView>>> BookingStore::approvalViews(const QStringList &bookingIds)
{
    QMap<QString, QList<ApprovalView>> views;
    if (bookingIds.isEmpty())
        return views;
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1, p.name, p.colour, p.position FROM approvals a "
                                    "JOIN parties p ON p.id = a.party_id WHERE a.booking_id IN (%2) "
                                    "ORDER BY p.position, p.id"_s.arg(approvalColumns(), marks(bookingIds.size())),
                                    bindsOf(bookingIds)));
    for (const Row &row : std::as_const(rows)) {
        const Approval approval = approvalFrom(row);
        const PartyLabel party{approval.partyId, row.text(approvalColumnCount), row.text(approvalColumnCount + 1),
                               static_cast<int>(row.integer(approvalColumnCount + 2))};
        views[approval.bookingId].append(
            {party, approval.decision, approval.self, approval.comment, approval.decidedAt});
    }
    return views;
}

Result<> BookingStore::insertApproval(const Approval &approval)
{
    PORTIER_TRY(m_tx.exec(insertSql(u"approvals"_s, approvalColumnNames()), approvalBinds(approval)));
    return {};
}

Result<> BookingStore::updateApproval(const Approval &approval)
{
    Binds binds = approvalBinds(approval);
    binds << approval.id;
    PORTIER_TRY(m_tx.exec(updateSql(u"approvals"_s, approvalColumnNames()), binds));
    return {};
}

Result<> BookingStore::blankTexts(const QString &bookingId)
{
    // "on behalf" is the note of a submission; a denial keeps the comment that its row must have, without words.
    PORTIER_TRY(m_tx.exec(u"UPDATE timeline_events SET note = NULL WHERE booking_id = ? AND actor_role <> 'system' "
                          "AND type <> 'submitted'"_s,
                          {bookingId}));
    PORTIER_TRY(
        m_tx.exec(u"UPDATE approvals SET comment = '' WHERE booking_id = ? AND comment IS NOT NULL"_s, {bookingId}));
    return {};
}

Result<QList<Approval>> BookingStore::decisionsOf(const QString &partyId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM approvals a WHERE a.party_id = ? AND a.decided_at IS NOT NULL "
                                    "ORDER BY a.decided_at, a.id"_s.arg(approvalColumns()),
                                    {partyId}));
    QList<Approval> approvals;
    for (const Row &row : std::as_const(rows))
        approvals.append(approvalFrom(row));
    return approvals;
}

Result<> BookingStore::removeApprovals(const QString &bookingId)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM approvals WHERE booking_id = ?"_s, {bookingId}));
    return {};
}

Result<QList<TimelineEvent>> BookingStore::timeline(const QString &bookingId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM timeline_events WHERE booking_id = ? ORDER BY seq"_s.arg(
                                        timelineColumnNames().join(u", "_s)),
                                    {bookingId}));
    QList<TimelineEvent> events;
    for (const Row &row : std::as_const(rows))
        events.append(timelineFrom(row));
    return events;
}

Result<> BookingStore::appendTimeline(TimelineEvent event)
{
    // The booking's row is locked by the writer, so nobody else takes the number.
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COALESCE(MAX(seq), 0) + 1 FROM timeline_events WHERE booking_id = ?"_s,
                                      {event.bookingId}));
    event.sequence = static_cast<int>(row->integer(0));
    PORTIER_TRY(m_tx.exec(insertSql(u"timeline_events"_s, timelineColumnNames()), timelineBinds(event)));
    return {};
}

Result<QStringList> BookingStore::pastPending(const QString &resourceId, QDate today)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT id FROM bookings WHERE resource_id = ? AND status = 'pending' "
                                    "AND end_day < ? ORDER BY end_day, id"_s,
                                    {resourceId, dayNumber(today)}));
    return textsOf(rows);
}

Result<QStringList> BookingStore::purgeable(const QString &resourceId, QDate today)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT id FROM bookings WHERE resource_id = ? AND (status = 'canceled' "
                                    "OR (status = 'denied' AND end_day < ?)) ORDER BY end_day, id"_s,
                                    {resourceId, dayNumber(today)}));
    return textsOf(rows);
}

Result<QList<Booking>> BookingStore::undecidedBy(const QString &partyId, QDate today)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM bookings b JOIN approvals a ON a.booking_id = b.id "
                                    "WHERE a.party_id = ? AND a.decision = 'no_response' AND b.status = 'pending' "
                                    "AND b.end_day >= ? ORDER BY b.start_day, b.id"_s.arg(bookingColumns()),
                                    {partyId, dayNumber(today)}));
    return bookingsFrom(rows);
}

} // namespace portier::bookings
