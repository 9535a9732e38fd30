// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingmails.h"

#include "core/base/enumtext.h"
#include "core/base/zonedtime.h"
#include "core/bookings/bookingstore.h"
#include "core/bookings/mailfacts.h"
#include "core/bookings/resourcestore.h"
#include "core/identity/linkservice.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using identity::Link;
using identity::LinkOwner;
using notifications::MessageClass;
using notifications::Recipient;

namespace
{

constexpr EnumTable<BookingMail, 12> kinds{{{BookingMail::Submitted, "booking_submitted"},
                                            {BookingMail::DecideNew, "booking_decide_new"},
                                            {BookingMail::Approved, "booking_approved"},
                                            {BookingMail::Confirmed, "booking_confirmed"},
                                            {BookingMail::Denied, "booking_denied"},
                                            {BookingMail::Shortened, "booking_shortened"},
                                            {BookingMail::DecideExtended, "booking_decide_extended"},
                                            {BookingMail::DecideReopened, "booking_decide_reopened"},
                                            {BookingMail::Canceled, "booking_canceled"},
                                            {BookingMail::DeniedCanceled, "booking_denied_canceled"},
                                            {BookingMail::AccessLinks, "booking_access_links"},
                                            {BookingMail::Digest, "booking_digest"}}};

bool asksToDecide(BookingMail mail)
{
    return mail == BookingMail::DecideNew || mail == BookingMail::DecideExtended || mail == BookingMail::DecideReopened;
}

bool tellsRequester(BookingMail mail)
{
    return !asksToDecide(mail);
}

/// Those that go to the whole approval set too; the others of section 13 have one reader.
bool tellsParties(BookingMail mail)
{
    return asksToDecide(mail) || mail == BookingMail::Confirmed || mail == BookingMail::Denied ||
           mail == BookingMail::Canceled;
}

MessageClass classOf(BookingMail mail)
{
    if (mail == BookingMail::AccessLinks)
        return MessageClass::Account;
    return asksToDecide(mail) || mail == BookingMail::Digest ? MessageClass::Duty : MessageClass::Answer;
}

QString joined(const QStringList &names)
{
    return names.join(u", "_s);
}

/// What both readers of a kind are told alike.
QJsonObject commonFacts(BookingMail mail, const Dossier &dossier, const MailFacts &facts)
{
    const Booking &booking = dossier.booking;
    const Party *affiliation = partyById(dossier.parties, booking.affiliationPartyId);
    QJsonObject json = bookingFacts(booking, dossier.resource, affiliation);
    const Party *actor = partyById(dossier.parties, facts.partyId);
    const bool asksAgain = mail == BookingMail::DecideExtended || mail == BookingMail::DecideReopened;
    if ((asksAgain || mail == BookingMail::Shortened) && facts.before)
        json.insert(u"before"_s, rangeFact(*facts.before));
    if (mail == BookingMail::Submitted || mail == BookingMail::Approved)
        json.insert(u"outstanding"_s, joined(outstandingNames(dossier.parties, dossier.approvals)));
    if (mail == BookingMail::Confirmed)
        json.insert(u"parties"_s, joined(setNames(dossier.parties, dossier.approvals)));
    if (mail == BookingMail::Submitted && booking.isOnBehalf())
        json.insert(u"on_behalf"_s, true);
    if (actor && mail == BookingMail::Submitted)
        json.insert(u"self_party"_s, actor->name);
    if (actor && (mail == BookingMail::Approved || mail == BookingMail::Denied))
        json.insert(u"by_party"_s, actor->name);
    if (facts.comment)
        json.insert(u"reason"_s, *facts.comment);
    if (mail == BookingMail::Denied || mail == BookingMail::Canceled)
        json.insert(u"was_confirmed"_s, facts.wasConfirmed);
    if (mail == BookingMail::Canceled || mail == BookingMail::DeniedCanceled) {
        json.insert(u"by_admin"_s, facts.byAdmin);
        json.insert(u"calendar_url"_s, calendarPath(dossier.resource, booking));
    }
    if (mail == BookingMail::Canceled)
        json.insert(u"notified"_s, joined(facts.notified));
    return json;
}

} // namespace

QString mailKindOf(BookingMail mail)
{
    return nameIn(kinds, mail);
}

Result<Link> BookingMails::linkOf(const LinkOwner &owner)
{
    return m_environment.links->ensure(m_tx, owner, m_now);
}

/// BKG-115: the party's language, else that of its account, else the resource's.
Result<Recipient> BookingMails::recipientOf(const Resource &resource, const Party &party)
{
    Recipient recipient;
    recipient.address = party.email;
    recipient.name = party.name;
    recipient.zone = resource.zone;
    recipient.language = party.language;
    if (!recipient.language.isEmpty())
        return recipient;
    PORTIER_ASSIGN(accounts, m_environment.accountsOfParty(m_tx, party.id));
    for (const BookingAccount &account : std::as_const(accounts)) {
        if (!account.language.isEmpty())
            recipient.language = account.language;
    }
    if (recipient.language.isEmpty())
        recipient.language = resource.language;
    return recipient;
}

Result<> BookingMails::post(BookingMail mail, const QString &key, const Resource *resource, const Subject &subject,
                            QJsonObject facts, Recipient recipient)
{
    notifications::Event event;
    event.kind = mailKindOf(mail);
    event.key = event.kind + u':' + key;
    event.messageClass = classOf(mail);
    event.subjectKind = subject.kind;
    event.subjectId = subject.id;
    if (resource) {
        event.subjectName = resource->name;
        facts.insert(u"sender_name"_s, resource->senderName.isEmpty() ? resource->name : resource->senderName);
    }
    event.facts = withSealedLinks(facts, event.kind, event.subjectId, *m_environment.sealer);
    event.cause = m_cause;
    event.recipients = {std::move(recipient)};
    PORTIER_TRY(notifications::addToOutbox(m_tx, event, m_now));
    return {};
}

Result<> BookingMails::toRequester(BookingMail mail, const Dossier &dossier, const MailFacts &facts,
                                   const QString &changeId)
{
    const Booking &booking = dossier.booking;
    QJsonObject json = commonFacts(mail, dossier, facts);
    if (tellsParties(mail))
        json.insert(u"for_requester"_s, true);
    if (mail != BookingMail::Canceled && mail != BookingMail::DeniedCanceled) {
        PORTIER_ASSIGN(link, linkOf(LinkOwner::personal(booking.email)));
        json.insert(u"page_url"_s, bookingPath(*m_environment.links, link, booking.id));
        if (mail == BookingMail::Submitted || mail == BookingMail::Denied)
            json.insert(u"cancel_url"_s, actionPath(*m_environment.links, link, u"cancel"_s, booking));
        if (mail == BookingMail::Denied)
            json.insert(u"reopen_url"_s, actionPath(*m_environment.links, link, u"reopen"_s, booking));
    }
    Recipient recipient;
    recipient.address = booking.email;
    recipient.name = booking.firstName;
    recipient.language = booking.language;
    recipient.zone = dossier.resource.zone;
    return post(mail, changeId + u":requester"_s, &dossier.resource, {u"booking"_s, booking.id}, json, recipient);
}

Result<> BookingMails::toParty(BookingMail mail, const Dossier &dossier, const MailFacts &facts, const Party &party,
                               const QString &changeId)
{
    QJsonObject json = commonFacts(mail, dossier, facts);
    json.insert(u"party"_s, party.name);
    PORTIER_ASSIGN(link, linkOf(LinkOwner::approver(party.id)));
    if (asksToDecide(mail)) {
        json.insert(u"approve_url"_s, actionPath(*m_environment.links, link, u"approve"_s, dossier.booking));
        json.insert(u"deny_url"_s, actionPath(*m_environment.links, link, u"deny"_s, dossier.booking));
        json.insert(u"overview_url"_s, linkPath(*m_environment.links, link));
    } else {
        json.insert(u"for_requester"_s, false);
        if (mail != BookingMail::Canceled)
            json.insert(u"page_url"_s, linkPath(*m_environment.links, link));
    }
    PORTIER_ASSIGN(recipient, recipientOf(dossier.resource, party));
    if (!party.notificationEnabled)
        recipient.suppressReason = u"party_disabled"_s;
    const Subject subject{u"booking"_s, dossier.booking.id};
    return post(mail, changeId + u':' + party.id, &dossier.resource, subject, json, recipient);
}

Result<> BookingMails::send(const QList<BookingMail> &mails, const Dossier &dossier, const MailFacts &facts,
                            const QString &changeId)
{
    for (const BookingMail mail : mails) {
        if (tellsRequester(mail) && !dossier.booking.isErased())
            PORTIER_TRY(toRequester(mail, dossier, facts, changeId));
        if (!tellsParties(mail))
            continue;
        for (const Party &party : dossier.parties) {
            const Approval *approval = approvalOf(dossier.approvals, party.id);
            // BKG-114: a requester who is a party gets the requester's version, and is not asked about itself.
            const bool isRequester = !dossier.booking.isErased() && party.email == dossier.booking.email;
            const bool told = approval && !(asksToDecide(mail) ? approval->self : isRequester);
            if (told)
                PORTIER_TRY(toParty(mail, dossier, facts, party, changeId));
        }
    }
    return {};
}

Result<bool> BookingMails::sendAccessLinks(const QString &email, const QString &language, const QString &causeId)
{
    QJsonObject json;
    PORTIER_ASSIGN(count, BookingStore(m_tx).countOfRequester(email));
    if (count > 0) {
        PORTIER_ASSIGN(link, linkOf(LinkOwner::personal(email)));
        json.insert(u"personal_url"_s, linkPath(*m_environment.links, link));
    }
    PORTIER_ASSIGN(parties, ResourceStore(m_tx).partiesByEmail(email));
    QJsonArray links;
    std::optional<Resource> first;
    for (const Party &party : std::as_const(parties)) {
        PORTIER_ASSIGN(resource, ResourceStore(m_tx).find(party.resourceId));
        PORTIER_ASSIGN(link, linkOf(LinkOwner::approver(party.id)));
        links.append(QJsonObject{{u"resource"_s, resource->name},
                                 {u"party"_s, party.name},
                                 {u"url"_s, linkPath(*m_environment.links, link)}});
        if (!first)
            first = resource;
    }
    if (json.isEmpty() && links.isEmpty())
        return false;
    json.insert(u"links"_s, links);
    Recipient recipient;
    recipient.address = email;
    recipient.language = language;
    if (first)
        recipient.zone = first->zone;
    PORTIER_TRY(post(BookingMail::AccessLinks, causeId, nullptr, {}, json, recipient));
    return true;
}

Result<> BookingMails::sendPartyLink(const Resource &resource, const Party &party, const QString &causeId)
{
    PORTIER_ASSIGN(link, linkOf(LinkOwner::approver(party.id)));
    const QJsonObject entry{
        {u"resource"_s, resource.name}, {u"party"_s, party.name}, {u"url"_s, linkPath(*m_environment.links, link)}};
    PORTIER_ASSIGN(recipient, recipientOf(resource, party));
    return post(BookingMail::AccessLinks, causeId, &resource, {}, {{u"links"_s, QJsonArray{entry}}}, recipient);
}

Result<> BookingMails::sendDigest(const Resource &resource, const Party &party, const QList<Booking> &items,
                                  const QString &period)
{
    if (items.isEmpty())
        return {};
    PORTIER_ASSIGN(link, linkOf(LinkOwner::approver(party.id)));
    const QDate today = todayIn(resource, m_now);
    QJsonArray entries;
    for (const Booking &booking : items) {
        QJsonObject entry = bookingFacts(booking, resource, nullptr);
        entry.remove(u"resource"_s);
        entry.insert(u"waiting"_s, qint64(localDate(booking.createdAt, zoneOf(resource)).daysTo(today)));
        entry.insert(u"approve_url"_s, actionPath(*m_environment.links, link, u"approve"_s, booking));
        entry.insert(u"deny_url"_s, actionPath(*m_environment.links, link, u"deny"_s, booking));
        entries.append(entry);
    }
    PORTIER_ASSIGN(recipient, recipientOf(resource, party));
    if (!party.notificationEnabled)
        recipient.suppressReason = u"party_disabled"_s;
    const QJsonObject json{{u"resource"_s, resource.name},
                           {u"party"_s, party.name},
                           {u"count"_s, qint64(items.size())},
                           {u"items"_s, entries},
                           {u"overview_url"_s, linkPath(*m_environment.links, link)}};
    const Subject subject{u"party"_s, party.id};
    return post(BookingMail::Digest, party.id + u':' + period, &resource, subject, json, recipient);
}

} // namespace portier::bookings
