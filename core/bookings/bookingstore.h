// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingview.h"
#include "core/storage/transaction.h"

#include <QJsonObject>

namespace portier::bookings
{

/// A booking with what a list says about its resource and affiliation, from one statement.
struct BookingRecord {
    Booking booking;
    QString resourceSlug;
    QString resourceName;
    QString zone;
    PartyLabel affiliation;
};

/// Where a list goes on: newest activity first, ties by id descending.
struct ActivityPosition {
    Instant at;
    QString id;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static std::optional<ActivityPosition> fromJson(const std::optional<QJsonObject> &json);
};

struct BookingRecordPage {
    QList<BookingRecord> items;
    qint64 total = 0;
    bool hasMore = false;
};

/// What "not past" means in each resource (BKG-056).
struct ResourceToday {
    QString resourceId;
    QDate today;
};

/// What the admin's list filters by.
struct ArchiveFilter {
    QList<BookingStatus> statuses;
    QString resourceId;
    QString text;
    std::optional<QDate> from, to;
};

/// Rows of bookings, approvals and timelines.
class BookingStore
{
public:
    explicit BookingStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<> insert(const Booking &booking);
    [[nodiscard]] Result<> update(const Booking &booking);
    [[nodiscard]] Result<> remove(const QString &bookingId);
    [[nodiscard]] Result<std::optional<Booking>> find(const QString &bookingId);
    /// Locked until the transaction ends; after its resource (BKG-017).
    [[nodiscard]] Result<std::optional<Booking>> findLocked(const QString &bookingId);

    /// Every blocking booking that shares a day, by start and id (BKG-104).
    [[nodiscard]] Result<QList<BookingConflict>> overlapping(const QString &resourceId, const DateRange &range,
                                                             const QString &exceptId);
    /// Blocking bookings that share a day with the range, by start and id (BKG-105).
    [[nodiscard]] Result<QList<BookingRecord>> calendar(const QString &resourceId, const DateRange &range);
    /// Every booking of the resource that shares a day with the range, or that ended as denied or canceled since.
    [[nodiscard]] Result<QList<Booking>> forFeed(const QString &resourceId, const DateRange &range, Instant goneSince);
    /// The same for one requester over all resources.
    [[nodiscard]] Result<QList<Booking>> forPersonalFeed(const QString &email, Instant goneSince);

    /// Everything but canceled ones of an address.
    [[nodiscard]] Result<BookingRecordPage> ofRequester(const QString &email,
                                                        const std::optional<ActivityPosition> &after, int limit);
    [[nodiscard]] Result<BookingRecordPage> outstanding(const QStringList &partyIds, const QList<ResourceToday> &todays,
                                                        const std::optional<ActivityPosition> &after, int limit);
    [[nodiscard]] Result<BookingRecordPage> history(const QStringList &partyIds,
                                                    const std::optional<ActivityPosition> &after, int limit);
    [[nodiscard]] Result<BookingRecordPage> archive(const ArchiveFilter &filter,
                                                    const std::optional<ActivityPosition> &after, int limit);
    /// The first ones of an address, whatever their state.
    [[nodiscard]] Result<QStringList> idsOfRequester(const QString &email, int limit);
    [[nodiscard]] Result<int> countOfRequester(const QString &email);
    /// Those that wait for a decision, of all resources.
    [[nodiscard]] Result<qint64> countPending();
    /// Of the newest booking of an address; empty when there is none.
    [[nodiscard]] Result<QString> languageOf(const QString &email);

    /// In the order of the parties.
    [[nodiscard]] Result<QList<Approval>> approvals(const QString &bookingId);
    /// Of several bookings with names and colours, in one statement.
    [[nodiscard]] Result<QMap<QString, QList<ApprovalView>>> approvalViews(const QStringList &bookingIds);
    [[nodiscard]] Result<> insertApproval(const Approval &approval);
    [[nodiscard]] Result<> updateApproval(const Approval &approval);
    /// What people wrote about a booking: comments and notes. What the system notes stays.
    [[nodiscard]] Result<> blankTexts(const QString &bookingId);
    /// A party's decisions with their comments, oldest first.
    [[nodiscard]] Result<QList<Approval>> decisionsOf(const QString &partyId);
    [[nodiscard]] Result<> removeApprovals(const QString &bookingId);

    [[nodiscard]] Result<QList<TimelineEvent>> timeline(const QString &bookingId);
    /// Numbers it as the next one of its booking.
    [[nodiscard]] Result<> appendTimeline(TimelineEvent event);

    /// Ids of pending bookings that ended before `today`, and of those that a purge may take.
    [[nodiscard]] Result<QStringList> pastPending(const QString &resourceId, QDate today);
    [[nodiscard]] Result<QStringList> purgeable(const QString &resourceId, QDate today);
    /// Pending bookings of a resource in which the party has yet to decide, by start and id.
    [[nodiscard]] Result<QList<Booking>> undecidedBy(const QString &partyId, QDate today);

private:
    [[nodiscard]] Result<BookingRecordPage> page(const QString &where, storage::Binds binds,
                                                 const std::optional<ActivityPosition> &after, int limit);

    storage::Transaction &m_tx;
};

} // namespace portier::bookings
