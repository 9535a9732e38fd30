// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/sideresult.h"

#include "core/base/enumtext.h"

namespace portier::trips
{

using namespace Qt::StringLiterals;

namespace
{

constexpr EnumTable<SideStatus, 5> statuses{{{SideStatus::Priced, "priced"},
                                             {SideStatus::NoOffers, "no_offers"},
                                             {SideStatus::Failed, "failed"},
                                             {SideStatus::NoSource, "no_source"},
                                             {SideStatus::Untracked, "untracked"}}};

QJsonObject countObject(const QMap<QString, int> &counts)
{
    QJsonObject json;
    for (auto each = counts.cbegin(); each != counts.cend(); ++each)
        json[each.key()] = each.value();
    return json;
}

} // namespace

QString toText(SideStatus status)
{
    return nameIn(statuses, status);
}

SideResult SideResult::untracked(Side side)
{
    SideResult result;
    result.side = side;
    return result;
}

SideResult SideResult::failed(Side side, SideFailure failure, QList<Attempt> attempts)
{
    SideResult result;
    result.side = side;
    result.status = SideStatus::Failed;
    result.failure = std::move(failure);
    result.attempts = std::move(attempts);
    return result;
}

QJsonArray SideResult::offersJson() const
{
    QJsonArray json;
    for (const FlightOffer &offer : flights)
        json.append(toJson(offer));
    for (const HotelOffer &offer : hotels)
        json.append(toJson(offer));
    return json;
}

QJsonObject toJson(const OfferCounts &counts)
{
    QJsonObject json{{u"received"_s, counts.received},   {u"unpriced"_s, counts.unpriced},
                     {u"mismatch"_s, counts.mismatch},   {u"currency"_s, counts.currency},
                     {u"malformed"_s, counts.malformed}, {u"duplicate"_s, counts.duplicate},
                     {u"kept"_s, counts.kept},           {u"filtered"_s, countObject(counts.filtered)}};
    if (!counts.unpricedReasons.isEmpty())
        json[u"unpriced_reasons"] = countObject(counts.unpricedReasons);
    return json;
}

QJsonObject toJson(const SideResult &result)
{
    QJsonObject json{{u"status"_s, toText(result.status)}};
    if (result.status == SideStatus::Untracked)
        return json;
    if (!result.source.isEmpty()) {
        json[u"source"] = result.source;
        json[u"cached"] = result.cached;
        json[u"age_s"] = result.ageSeconds;
        json[u"stale"] = result.stale;
        json[u"partial"] = result.partial;
        json[u"simulated"] = result.simulated;
        json[u"counts"] = toJson(result.counts);
    }
    if (result.fetchedAt)
        json[u"fetched_at"] = toRfc3339(*result.fetchedAt);
    if (!result.cause.isEmpty())
        json[u"cause"] = result.cause;
    if (result.failure) {
        json[u"code"] = result.failure->code;
        json[u"transient"] = result.failure->transient;
        if (result.failure->retryAt)
            json[u"retry_at"] = toRfc3339(*result.failure->retryAt);
    }
    QJsonArray attempts;
    for (const Attempt &attempt : result.attempts) {
        QJsonObject each{{u"source"_s, attempt.source}, {u"reason"_s, attempt.reason}, {u"ms"_s, attempt.ms}};
        if (!attempt.code.isEmpty())
            each[u"code"] = attempt.code;
        attempts.append(each);
    }
    json[u"attempts"] = attempts;
    json[u"response_ids"] = QJsonArray::fromStringList(result.responseIds);
    return json;
}

} // namespace portier::trips
