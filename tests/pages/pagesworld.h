// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/pages/assetpages.h"
#include "server/pages/bookingpages.h"
#include "tests/storage/bookings/bookingworld.h"

#include <QMap>

namespace portier::test
{

/// What a browser without script sees and does: addresses, forms, redirects.
struct SeenPage {
    int status = 0;
    QString html;
    QString path; ///< without query
    QList<api::Header> headers;

    [[nodiscard]] bool says(const QString &text) const;
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    /// The address of the link with this text.
    [[nodiscard]] QString linkTo(const QString &text) const;
    /// The fields of the first form with a method of post: hidden ones, typed ones, the chosen radio.
    [[nodiscard]] QMap<QString, QString> fields() const;
    [[nodiscard]] QString formAction() const;
};

/// The pages of bookings on a BookingWorld.
class PagesWorld
{
public:
    explicit PagesWorld(const QString &backend, const QString &language = QStringLiteral("de"));

    /// Follows redirects.
    SeenPage get(const QString &address);
    SeenPage head(const QString &address);
    /// One answer, not followed.
    SeenPage post(const QString &path, const QMap<QString, QString> &fields, const QList<api::Header> &headers = {});
    /// Fills the page's form in and sends it; follows the redirect.
    SeenPage send(const SeenPage &page, const QMap<QString, QString> &typed = {});

    /// "/booking/{token}" of Mara, or of an address, or of a party.
    [[nodiscard]] QString personal(const QString &email = QStringLiteral("mara@gast.example"));
    [[nodiscard]] QString approver(const QString &party);
    /// "/action/{token}"
    [[nodiscard]] QString action(const QString &name, const QString &bookingId, const QString &party = {});
    [[nodiscard]] QString calendar() const { return QStringLiteral("/calendar/") + bookings.slug; }

    BookingWorld bookings;
    std::shared_ptr<const operations::Sealer> sealer;
    std::shared_ptr<const pages::Site> site;
    pages::PageRouter router;

private:
    [[nodiscard]] identity::Link link(const identity::LinkOwner &owner);
    SeenPage ask(api::Method method, const QString &address, const QByteArray &body, QList<api::Header> headers);
    QString m_language;
};

} // namespace portier::test
