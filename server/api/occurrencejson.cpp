// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/occurrencejson.h"

#include "server/api/jsonvalues.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

QString localText(const QDateTime &nominalLocal)
{
    return nominalLocal.toString(u"yyyy-MM-ddTHH:mm"_s);
}

QJsonObject occurrenceJson(const scheduling::Occurrence &occurrence)
{
    const bool open = occurrence.state == u"open"_s;
    return {{u"local"_s, localText(occurrence.nominalLocal)},
            {u"at"_s, toRfc3339(occurrence.dueAt)},
            {u"outcome"_s, open ? QJsonValue() : QJsonValue(occurrence.state)},
            {u"reason"_s, textOrNull(occurrence.reason)},
            {u"dst"_s, textOrNull(occurrence.localMark)}};
}

QJsonObject occurrenceJson(const scheduling::PlannedOccurrence &planned)
{
    return {{u"local"_s, localText(planned.nominalLocal)},
            {u"at"_s, toRfc3339(planned.at)},
            {u"outcome"_s, QJsonValue()},
            {u"reason"_s, planned.skippedByGap ? QJsonValue(u"gap"_s) : QJsonValue()},
            {u"dst"_s, textOrNull(scheduling::toMark(planned.localKind))}};
}

} // namespace portier::api
