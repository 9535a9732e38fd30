// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/pauselinks.h"

#include "core/trips/tripstore.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

namespace
{
constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
const QString macPurpose = QStringLiteral("pause trip");
} // namespace

PauseLinks::PauseLinks(storage::Database &database, TripService &trips,
                       std::shared_ptr<const operations::Sealer> sealer)
    : m_database(database), m_trips(trips), m_sealer(std::move(sealer))
{
}

QString PauseLinks::pathOf(const QString &tripId) const
{
    const QByteArray data = tripId.toLatin1();
    return u"/trips/pause/"_s +
           QString::fromLatin1(data.toBase64(encoding) + '.' + m_sealer->mac(macPurpose, data).toBase64(encoding));
}

std::optional<QString> PauseLinks::tripOf(const QString &token) const
{
    const QByteArrayList parts = token.toLatin1().split('.');
    if (parts.size() != 2)
        return std::nullopt;
    const QByteArray data = QByteArray::fromBase64(parts.at(0), encoding);
    if (!m_sealer->verifyMac(macPurpose, data, QByteArray::fromBase64(parts.at(1), encoding)))
        return std::nullopt;
    return QString::fromLatin1(data);
}

QCoro::Task<Result<Trip>> PauseLinks::find(QString token)
{
    const std::optional<QString> tripId = tripOf(token);
    if (!tripId)
        co_return fail(Error::notFound());
    const auto finding = [id = *tripId](storage::Transaction &tx) { return TripStore(tx).find(id); };
    const auto trip = co_await m_database.read(finding);
    if (!trip)
        co_return fail(trip.error());
    if (!*trip)
        co_return fail(Error::notFound());
    co_return **trip;
}

QCoro::Task<Result<>> PauseLinks::pause(QString token, operations::Actor actor)
{
    const auto trip = co_await find(token);
    if (!trip)
        co_return fail(trip.error());
    actor.kind = u"link"_s;
    const Caller owner{trip->userId, actor, false};
    const auto paused = co_await m_trips.setStatus(owner, trip->id, toText(TripStatus::Paused));
    if (!paused)
        co_return fail(paused.error());
    co_return Result<>();
}

} // namespace portier::trips
