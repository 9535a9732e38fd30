// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingstatemachine.h"
#include "core/bookings/dossier.h"
#include "core/identity/link.h"
#include "core/notifications/outbox.h"

namespace portier::bookings
{

/// What the mails of one change say beside the booking itself.
struct MailFacts {
    std::optional<DateRange> before; ///< the dates before they changed
    std::optional<QString> comment;  ///< of a denial or a cancel
    QString partyId;                 ///< who approved, denied or approved by itself
    bool byAdmin = false;
    bool wasConfirmed = false;
    QStringList notified; ///< of a cancel
};

/// Writes the mails of bookings.md section 13 to the outbox, one event per recipient, because each mail carries that
/// person's own links.
class BookingMails
{
public:
    BookingMails(const BookingEnvironment &environment, storage::Transaction &tx, operations::Actor cause, Instant now)
        : m_environment(environment), m_tx(tx), m_cause(std::move(cause)), m_now(now)
    {
    }

    /// The mails M0 to M9 of one change; `changeId` names it.
    [[nodiscard]] Result<> send(const QList<BookingMail> &mails, const Dossier &dossier, const MailFacts &facts,
                                const QString &changeId);
    /// M10 to one address: its personal link if it has bookings, and the approver link of each of its parties. False
    /// when there is nothing to tell.
    [[nodiscard]] Result<bool> sendAccessLinks(const QString &email, const QString &language, const QString &causeId);
    /// M10 to a party about its own link alone: a new address, a renewal, an admin's wish (BKG-006, BKG-007).
    [[nodiscard]] Result<> sendPartyLink(const Resource &resource, const Party &party, const QString &causeId);
    /// M11 (BKG-112); `period` is the week the digest is the one of (PLT-089). Nothing is written for no items.
    [[nodiscard]] Result<> sendDigest(const Resource &resource, const Party &party, const QList<Booking> &items,
                                      const QString &period);

private:
    /// What a mail is about, for its thread, its order and its erasure.
    struct Subject {
        QString kind; ///< "booking", "party"; empty: nothing
        QString id;
    };
    [[nodiscard]] Result<> toRequester(BookingMail mail, const Dossier &dossier, const MailFacts &facts,
                                       const QString &changeId);
    [[nodiscard]] Result<> toParty(BookingMail mail, const Dossier &dossier, const MailFacts &facts, const Party &party,
                                   const QString &changeId);
    [[nodiscard]] Result<> post(BookingMail mail, const QString &key, const Resource *resource, const Subject &subject,
                                QJsonObject facts, notifications::Recipient recipient);
    [[nodiscard]] Result<notifications::Recipient> recipientOf(const Resource &resource, const Party &party);
    [[nodiscard]] Result<identity::Link> linkOf(const identity::LinkOwner &owner);

    const BookingEnvironment &m_environment;
    storage::Transaction &m_tx;
    operations::Actor m_cause;
    Instant m_now;
};

/// The kind of a mail's template: "booking_submitted", "booking_decide_new", …
[[nodiscard]] QString mailKindOf(BookingMail mail);

} // namespace portier::bookings
