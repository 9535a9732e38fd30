// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The text form of a schedule: ScheduleSpec::parse and ScheduleSpec::toText; the mark of a local time.
#include "core/scheduling/schedulespec.h"

#include <array>

namespace portier::scheduling
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::array weekdays{"mon"_L1, "tue"_L1, "wed"_L1, "thu"_L1, "fri"_L1, "sat"_L1, "sun"_L1};

Error syntaxError()
{
    return Error::invalid({{u"/schedule"_s, u"schedule_syntax"_s, {}}});
}

/// Digits only, so that "+5" and "0x5" are no numbers; what does not fit becomes a number no rule allows.
int number(const QString &word)
{
    for (const QChar c : word) {
        if (c < u'0' || c > u'9')
            return -1;
    }
    return word.isEmpty() || word.size() > 6 ? -1 : word.toInt();
}

int weekday(const QString &word)
{
    for (size_t i = 0; i < weekdays.size(); ++i) {
        if (word == weekdays[i])
            return int(i) + 1;
    }
    return 0;
}

/// "10 min", "6 h", "10 min +3", "3 days at 06:00"; false: not of this form.
bool readEvery(const QStringList &words, ScheduleSpec &spec)
{
    const qsizetype count = words.size();
    if (count < 3)
        return false;
    spec.interval = number(words[1]);
    if ((words[2] == "min"_L1 || words[2] == "h"_L1) && (count == 3 || (count == 4 && words[3].startsWith(u'+')))) {
        spec.kind = ScheduleSpec::Kind::EveryMinutes;
        if (words[2] == "h"_L1)
            spec.interval *= 60;
        spec.phaseMinutes = count == 4 ? number(words[3].mid(1)) : 0;
        return true;
    }
    if ((words[2] == "days"_L1 || words[2] == "day"_L1) && count == 5 && words[3] == "at"_L1) {
        spec.kind = ScheduleSpec::Kind::EveryDays;
        spec.time = fromLocalTime(words[4]).value_or(QTime());
        return true;
    }
    return false;
}

bool readWords(const QStringList &words, ScheduleSpec &spec)
{
    const QString &first = words.constFirst();
    if (first == "every"_L1)
        return readEvery(words, spec);
    if (first == "daily"_L1 && words.size() == 2) {
        spec.kind = ScheduleSpec::Kind::Daily;
    } else if (first == "weekly"_L1 && words.size() == 3) {
        spec.kind = ScheduleSpec::Kind::Weekly;
        spec.day = weekday(words[1]);
    } else if (first == "monthly"_L1 && words.size() == 3) {
        spec.kind = ScheduleSpec::Kind::Monthly;
        spec.day = number(words[1]);
    } else {
        return false;
    }
    spec.time = fromLocalTime(words.constLast()).value_or(QTime());
    return true;
}

} // namespace

Result<ScheduleSpec> ScheduleSpec::parse(const QString &text, const QString &zone)
{
    ScheduleSpec spec;
    spec.zone = zone;
    const QStringList words = text.toLower().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty() || !readWords(words, spec))
        return fail(syntaxError());
    PORTIER_TRY(spec.validate());
    return spec;
}

QString ScheduleSpec::toText() const
{
    const QString at = time.toString(u"HH:mm"_s);
    switch (kind) {
    case Kind::EveryMinutes:
        return phaseMinutes == 0 ? u"every %1 min"_s.arg(interval)
                                 : u"every %1 min +%2"_s.arg(interval).arg(phaseMinutes);
    case Kind::Daily:
        return u"daily %1"_s.arg(at);
    case Kind::Weekly:
        return u"weekly %1 %2"_s.arg(weekdays[size_t(std::clamp(day, 1, 7) - 1)], at);
    case Kind::Monthly:
        return u"monthly %1 %2"_s.arg(day).arg(at);
    case Kind::EveryDays:
        return u"every %1 days at %2"_s.arg(interval).arg(at);
    }
    return {};
}

QString toMark(LocalTimeKind kind)
{
    switch (kind) {
    case LocalTimeKind::Gap:
        return u"gap"_s;
    case LocalTimeKind::Repeated:
        return u"repeated"_s;
    case LocalTimeKind::Unique:
        break;
    }
    return u""_s;
}

} // namespace portier::scheduling
