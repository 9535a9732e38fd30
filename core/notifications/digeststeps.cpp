// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/digeststeps.h"

#include "core/base/uuid.h"
#include "core/notifications/collection.h"
#include "core/notifications/floodbudget.h"
#include "core/notifications/lifecycle.h"
#include "core/notifications/messagebody.h"
#include "core/notifications/outboxstore.h"
#include "core/notifications/preferencestore.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

/// One look at an inlet. Members of a group share a list, so that the digest's unsubscribe link means all of it
/// (PLT-131); the foremost ones have none.
class Release
{
public:
    Release(storage::Transaction &tx, const Inlet &inlet, const QHash<QString, DigestEntry> &entries,
            const NotificationSettings &settings, const QString &period, Instant now)
        : m_tx(tx), m_store(tx), m_inlet(inlet), m_entries(entries), m_settings(settings), m_period(period), m_now(now)
    {
    }

    Result<QList<Message>> run()
    {
        PORTIER_TRY(m_store.lock(m_inlet));
        PORTIER_ASSIGN(collected, m_store.collected(m_inlet));
        if (collected.isEmpty())
            return m_ended;
        m_zone = zoneOf(collected.constLast(), m_settings.zone);
        PORTIER_ASSIGN(profile, PreferenceStore(m_tx).profile(collected.constLast().accountId));
        m_profile = inForce(profile, *m_settings.schedules);
        PORTIER_ASSIGN(releases, m_store.releases(m_inlet, m_now - budgetWindow, {}));
        m_releases = releases;
        for (const QList<Message> &group : groupsOf(collected))
            PORTIER_TRY(releaseGroup(group));
        return m_ended;
    }

private:
    /// Due ones that are worded, by list, the group with the oldest message first.
    [[nodiscard]] QList<QList<Message>> groupsOf(const QList<Message> &collected) const
    {
        QList<QList<Message>> groups;
        QMap<QString, qsizetype> places;
        for (const Message &message : collected) {
            if (!message.nextAt || *message.nextAt > m_now || !m_entries.contains(message.id))
                continue;
            if (!places.contains(message.list)) {
                places.insert(message.list, groups.size());
                groups.append(QList<Message>());
            }
            groups[places.value(message.list)].append(message);
        }
        return groups;
    }

    Result<> releaseGroup(QList<Message> group)
    {
        const bool deferrable = !group.constFirst().list.isEmpty();
        PORTIER_TRY(dropUnwanted(group));
        if (group.isEmpty())
            return {};
        if (deferrable) {
            const auto quiet = quietUntil(m_profile, m_now, m_zone);
            const Instant free = nextPlace();
            if (quiet || free > m_now)
                return m_store.setDue(idsOf(group), quiet ? *quiet : free, quiet ? u"quiet_hours"_s : u"flood"_s);
        }
        const bool planned =
            deferrable && m_inlet.channel == Channel::Mail && m_profile.digestMode != DigestMode::Immediate;
        if (!planned && group.size() == 1)
            return letGo(group.front());
        QString period = planned ? m_period : QString();
        if (planned && period.isEmpty()) {
            period = periodOf(m_profile.digestMode, localDate(*group.constFirst().nextAt, m_zone));
            PORTIER_ASSIGN(done, m_store.hasEvent(digestKey(group.constFirst().list, period, 1)));
            // Its period had its digest already: the time was edited (PLT-089).
            if (done)
                return m_store.setDue(idsOf(group), nextDigest(m_profile, m_now, m_zone)->at, digestReason);
        }
        const QString reason = planned ? nameOf(m_profile.digestMode) : deferrable ? u"flood"_s : u"burst"_s;
        return makeParts(group, deferrable, reason, period.isEmpty() ? newUuid(m_now) : period);
    }

    /// What the person does not want any more, and what says nothing any more.
    Result<> dropUnwanted(QList<Message> &group)
    {
        const Message &first = group.constFirst();
        PORTIER_ASSIGN(enabled, PreferenceStore(m_tx).isEnabled(first.accountId, first.list, m_inlet.channel));
        QList<Message> kept;
        for (Message &message : group) {
            const bool late = isOutdated(message.messageClass, *message.nextAt, message.expiresAt, m_now);
            if (enabled && !late) {
                kept.append(message);
                continue;
            }
            PORTIER_TRY(
                applyEvent(m_tx, message, MessageEvent::Suppress, enabled ? u"outdated"_s : u"unsubscribed"_s, m_now));
            m_ended.append(message);
        }
        group = kept;
        return {};
    }

    [[nodiscard]] Instant nextPlace() const
    {
        return budgetFreeAt(m_releases, m_settings.limits.perHour(m_inlet.channel), m_now);
    }

    [[nodiscard]] QString digestKey(const QString &list, const QString &period, qsizetype part) const
    {
        return u"digest:%1:%2:%3:%4:%5"_s.arg(m_inlet.person, nameOf(m_inlet.channel), list, period,
                                              QString::number(part));
    }

    [[nodiscard]] static QStringList idsOf(const QList<Message> &messages)
    {
        QStringList ids;
        for (const Message &message : messages)
            ids.append(message.id);
        return ids;
    }

    /// A single message says more on its own than in a digest.
    Result<> letGo(Message &message)
    {
        message.releasedAt = m_now;
        message.nextAt.reset();
        PORTIER_TRY(applyEvent(m_tx, message, MessageEvent::Release, {}, m_now));
        if (!message.list.isEmpty())
            m_releases.append(m_now);
        return enqueueDelivery(m_tx, message, {}, m_now);
    }

    Result<> makeParts(const QList<Message> &group, bool deferrable, const QString &reason, const QString &period)
    {
        DigestPart part;
        part.of = (group.size() + digestCapacity - 1) / digestCapacity;
        for (; part.number <= part.of; ++part.number) {
            const QList<Message> members = group.mid((part.number - 1) * digestCapacity, digestCapacity);
            const Instant place = deferrable ? nextPlace() : m_now;
            if (deferrable)
                m_releases.append(place);
            PORTIER_TRY(makeDigest(members, reason, part, place, digestKey(members.front().list, period, part.number)));
        }
        return {};
    }

    Result<> makeDigest(QList<Message> members, const QString &reason, const DigestPart &part, Instant place,
                        const QString &key)
    {
        const Message &newest = members.constLast();
        Message digest = newest;
        digest.id = newUuid(m_now);
        digest.kind = digestKind;
        const bool sameSubject = std::all_of(members.begin(), members.end(), [&](const Message &message) {
            return message.subjectId == newest.subjectId && message.subjectKind == newest.subjectKind;
        });
        if (!sameSubject)
            digest.subjectKind = digest.subjectId = digest.subjectName = QString();
        digest.state = MessageState::Queued;
        digest.reason.clear();
        digest.releasedAt = place;
        digest.nextAt = place > m_now ? std::optional(place) : std::nullopt;
        digest.expiresAt.reset();
        digest.createdAt = digest.updatedAt = m_now;

        QList<DigestEntry> entries;
        for (const Message &message : std::as_const(members))
            entries.append(m_entries.value(message.id));
        PORTIER_TRY(writeDigest(digest, digestFacts(entries, reason, part), key));
        for (Message &message : members) {
            message.digestId = digest.id;
            PORTIER_TRY(applyEvent(m_tx, message, MessageEvent::Digest, reason, m_now));
            m_ended.append(message);
        }
        return {};
    }

    Result<> writeDigest(Message &digest, const QJsonObject &facts, const QString &key)
    {
        Event event;
        event.key = key;
        event.kind = digest.kind;
        event.messageClass = digest.messageClass;
        event.list = digest.list;
        event.subjectKind = digest.subjectKind;
        event.subjectId = digest.subjectId;
        event.subjectName = digest.subjectName;
        event.facts = facts;
        event.cause.kind = u"system"_s;
        digest.eventId = newUuid(m_now);
        OutboxStore store(m_tx);
        PORTIER_ASSIGN(isNew, store.insertEvent(digest.eventId, event, 1, m_now));
        if (!isNew)
            return fail(Error::conflict(u"digest_exists"_s, u"a digest with this key exists"_s));
        PORTIER_TRY(store.insertMessage(digest));
        PORTIER_TRY(enqueueDelivery(m_tx, digest, {}, m_now));
        return announceMessage(m_tx, digest, operations::ChangeOperation::Created, m_now);
    }

    storage::Transaction &m_tx;
    CollectionStore m_store;
    const Inlet &m_inlet;
    const QHash<QString, DigestEntry> &m_entries;
    const NotificationSettings &m_settings;
    const QString &m_period; ///< instead of the day or week
    Instant m_now;
    QTimeZone m_zone;
    Profile m_profile;
    QList<Instant> m_releases;
    QList<Message> m_ended;
};

DigestEntry entryOf(const Message &message, const Result<MessageBody> &body)
{
    DigestEntry entry;
    entry.messageId = message.id;
    if (!message.subjectId.isEmpty())
        entry.subject = message.subjectKind + u':' + message.subjectId;
    // Facts that cannot be worded still happened.
    entry.title = body ? body->mail.subject : message.subjectName.isEmpty() ? message.kind : message.subjectName;
    if (body)
        entry.url = body->mail.url;
    entry.at = message.createdAt;
    return entry;
}

} // namespace

Result<QHash<QString, DigestEntry>> wordEntries(storage::Transaction &tx, const Inlet &inlet,
                                                const NotificationSettings &settings, const operations::Sealer &sealer,
                                                Instant now)
{
    PORTIER_ASSIGN(collected, CollectionStore(tx).collected(inlet));
    QHash<QString, DigestEntry> entries;
    for (const Message &message : std::as_const(collected)) {
        if (!message.nextAt || *message.nextAt > now)
            continue;
        PORTIER_ASSIGN(event, OutboxStore(tx).event(message.eventId));
        entries.insert(message.id, entryOf(message, renderBody(message, event.facts, settings, sealer, now)));
    }
    return entries;
}

Result<QList<Message>> releaseDue(storage::Transaction &tx, const Inlet &inlet,
                                  const QHash<QString, DigestEntry> &entries, const NotificationSettings &settings,
                                  const QString &period, Instant now)
{
    return Release(tx, inlet, entries, settings, period, now).run();
}

} // namespace portier::notifications
