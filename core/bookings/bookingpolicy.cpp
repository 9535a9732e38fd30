// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingpolicy.h"

#include "core/base/zonedtime.h"
#include "core/contract/fieldreader.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

namespace
{

using contract::FieldReader;

constexpr int firstYear = 2000;
constexpr int lastYear = 2199;

/// How an absent or null member is taken.
enum class Missing {
    Wrong, ///< a create needs it
    Keeps, ///< a change leaves it; null is wrong
};

/// The member if it is there to be judged; notes what is wrong with its absence.
std::optional<QJsonValue> present(FieldReader &reader, const QString &name, Missing missing)
{
    const QJsonValue value = reader.value(name);
    if (reader.has(name) && !value.isNull())
        return value;
    if (missing == Missing::Wrong)
        reader.fail(name, u"required"_s);
    else if (reader.has(name))
        reader.fail(name, u"null_not_allowed"_s);
    return std::nullopt;
}

std::optional<QDate> dateFrom(const QJsonValue &value)
{
    const auto date = fromIsoDate(value.toString());
    return date && date->year() >= firstYear && date->year() <= lastYear ? date : std::nullopt;
}

std::optional<QDate> readDate(FieldReader &reader, const QString &name, Missing missing)
{
    const auto value = present(reader, name, missing);
    if (!value)
        return std::nullopt;
    const auto date = dateFrom(*value);
    if (!date)
        reader.fail(name, value->toString().isEmpty() && value->isString() ? u"required"_s : u"invalid_date"_s);
    return date;
}

void judgeStart(FieldReader &reader, QDate start, const FieldFacts &facts)
{
    const int months = facts.limits.futureHorizonMonths;
    if (start < facts.today)
        reader.fail(u"start_date"_s, u"in_past"_s);
    else if (start > lastStart(facts.today, months))
        reader.fail(u"start_date"_s, u"beyond_horizon"_s, {{u"months"_s, months}});
}

/// BKG-021 to BKG-023. `newStart` and `newEnd`: judged as values that were chosen today.
void judgeRange(FieldReader &reader, const DateRange &range, bool newStart, bool newEnd, const FieldFacts &facts)
{
    const Limits &limits = facts.limits;
    if (newStart)
        judgeStart(reader, range.start, facts);
    if (range.end < range.start)
        reader.fail(u"end_date"_s, u"end_before_start"_s);
    else if (range.end < facts.today)
        reader.fail(u"end_date"_s, u"in_past"_s);
    else if ((newStart || newEnd) && range.totalDays() > limits.maxStayDays)
        reader.fail(u"end_date"_s, u"stay_too_long"_s,
                    {{u"max"_s, limits.maxStayDays}, {u"unit"_s, u"days"_s}, {u"total"_s, range.totalDays()}});
}

/// One of the two, while the other cannot be read: what does not depend on it is said as well (BKG-094).
void judgeAlone(FieldReader &reader, std::optional<QDate> start, std::optional<QDate> end, const FieldFacts &facts)
{
    if (start)
        judgeStart(reader, *start, facts);
    if (end && *end < facts.today)
        reader.fail(u"end_date"_s, u"in_past"_s);
}

std::optional<int> readPartySize(FieldReader &reader, Missing missing)
{
    const auto value = present(reader, u"party_size"_s, missing);
    if (!value)
        return std::nullopt;
    const double number = value->toDouble();
    if (!value->isDouble() || number != std::floor(number)) {
        reader.fail(u"party_size"_s, u"not_an_integer"_s);
        return std::nullopt;
    }
    return static_cast<int>(std::clamp(number, -1.0, 1'000'000.0));
}

void judgePartySize(FieldReader &reader, int size, const FieldFacts &facts)
{
    if (size < 1 || size > facts.limits.maxPartySize)
        reader.fail(u"party_size"_s, u"out_of_range"_s, {{u"min"_s, 1}, {u"max"_s, facts.limits.maxPartySize}});
}

std::optional<QString> readAffiliation(FieldReader &reader, Missing missing)
{
    const auto value = present(reader, u"affiliation_party_id"_s, missing);
    if (!value)
        return std::nullopt;
    if (value->isString() && value->toString().isEmpty())
        reader.fail(u"affiliation_party_id"_s, u"required"_s);
    return value->toString();
}

void judgeAffiliation(FieldReader &reader, const QString &partyId, const FieldFacts &facts)
{
    if (!reader.hasError(u"affiliation_party_id"_s) && !facts.activePartyIds.contains(partyId))
        reader.fail(u"affiliation_party_id"_s, u"unknown_party"_s);
}

std::optional<QString> readFirstName(FieldReader &reader, Missing missing)
{
    const auto value = present(reader, u"requester_first_name"_s, missing);
    if (!value)
        return std::nullopt;
    const QString name = normalFirstName(value->toString());
    const QString problem = value->isString() ? firstNameProblem(name) : u"invalid_characters"_s;
    if (problem == u"too_long"_s)
        reader.fail(u"requester_first_name"_s, problem, tooLong({}, name, longestName).params);
    else if (!problem.isEmpty())
        reader.fail(u"requester_first_name"_s, problem);
    return name;
}

/// Notes what is wrong with a text that is stored when it is not blank; gives it unless it is.
std::optional<QString> readText(FieldReader &reader, const QString &name)
{
    const QJsonValue value = reader.value(name);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    if (!value.isString()) {
        reader.fail(name, u"invalid_characters"_s);
        return std::nullopt;
    }
    const QString text = normalText(value.toString());
    const QString problem = textProblem(text);
    if (problem == u"too_long"_s)
        reader.fail(name, problem, tooLong({}, text, longestText).params);
    else if (!problem.isEmpty())
        reader.fail(name, problem);
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

QString readEmail(FieldReader &reader)
{
    const auto value = present(reader, u"requester_email"_s, Missing::Wrong);
    if (!value)
        return {};
    const QString email = normalEmail(value->toString());
    if (value->isString() && email.isEmpty())
        reader.fail(u"requester_email"_s, u"required"_s);
    else if (!isEmail(email))
        reader.fail(u"requester_email"_s, u"invalid_email"_s);
    return email;
}

bool differs(const QJsonObject &patch, const QString &name, const QString &stored)
{
    return patch.contains(name) && patch.value(name).toString() != stored;
}

} // namespace

Result<Submission> readSubmission(const QJsonObject &body, const FieldFacts &facts)
{
    FieldReader reader(body);
    reader.ignore(u"resource"_s);
    Submission submission;
    submission.firstName = readFirstName(reader, Missing::Wrong).value_or(QString());
    submission.email = readEmail(reader);
    const auto start = readDate(reader, u"start_date"_s, Missing::Wrong);
    const auto end = readDate(reader, u"end_date"_s, Missing::Wrong);
    if (start && end) {
        submission.range = {*start, *end};
        judgeRange(reader, submission.range, true, true, facts);
    } else {
        judgeAlone(reader, start, end, facts);
    }
    if (const auto size = readPartySize(reader, Missing::Wrong)) {
        submission.partySize = *size;
        judgePartySize(reader, *size, facts);
    }
    if (const auto party = readAffiliation(reader, Missing::Wrong)) {
        submission.affiliationPartyId = *party;
        judgeAffiliation(reader, *party, facts);
    }
    submission.description = readText(reader, u"description"_s);
    submission.longStayConfirmed = reader.boolean(u"long_stay_confirmed"_s).value_or(false);
    submission.language = reader.oneOf(u"language"_s, {u"de"_s, u"en"_s}).value_or(facts.language);
    PORTIER_TRY(reader.finish());
    return submission;
}

Result<ChangedFields> readChange(const QJsonObject &patch, const Booking &booking, ChangeKind kind,
                                 const FieldFacts &facts)
{
    const bool all = kind == ChangeKind::Reopen;
    FieldReader reader(patch);
    ChangedFields fields;
    if (reader.has(u"requester_email"_s))
        reader.fail(u"requester_email"_s, u"immutable"_s);
    reader.ignore(u"requester_email"_s);

    fields.firstName = booking.firstName;
    if (const auto name = readFirstName(reader, Missing::Keeps))
        fields.firstName = *name;

    const auto start = readDate(reader, u"start_date"_s, Missing::Keeps);
    const auto end = readDate(reader, u"end_date"_s, Missing::Keeps);
    fields.range = {start.value_or(booking.range.start), end.value_or(booking.range.end)};
    const bool readable = !reader.hasError(u"start_date"_s) && !reader.hasError(u"end_date"_s);
    const bool newStart = all || fields.range.start != booking.range.start;
    const bool newEnd = all || fields.range.end != booking.range.end;
    if (!readable)
        judgeAlone(reader, newStart ? start : std::nullopt, newEnd ? end : std::nullopt, facts);
    else if (newStart || newEnd)
        judgeRange(reader, fields.range, newStart, newEnd, facts);

    fields.partySize = readPartySize(reader, Missing::Keeps).value_or(booking.partySize);
    if (!reader.hasError(u"party_size"_s) && (all || fields.partySize != booking.partySize))
        judgePartySize(reader, fields.partySize, facts);

    fields.affiliationPartyId = readAffiliation(reader, Missing::Keeps).value_or(booking.affiliationPartyId);
    if (all || fields.affiliationPartyId != booking.affiliationPartyId)
        judgeAffiliation(reader, fields.affiliationPartyId, facts);

    fields.description = booking.description;
    if (reader.has(u"description"_s))
        fields.description = readText(reader, u"description"_s);
    fields.longStayConfirmed = reader.boolean(u"long_stay_confirmed"_s).value_or(false);
    PORTIER_TRY(reader.finish());
    return fields;
}

ChangeOutline outlineOf(const QJsonObject &patch, const Booking &booking)
{
    ChangeOutline outline;
    outline.range.start = dateFrom(patch.value(u"start_date"_s)).value_or(booking.range.start);
    outline.range.end = dateFrom(patch.value(u"end_date"_s)).value_or(booking.range.end);
    const QJsonValue size = patch.value(u"party_size"_s);
    const QString description = normalText(patch.value(u"description"_s).toString());
    const bool touchesOthers =
        differs(patch, u"start_date"_s, toIsoDate(booking.range.start)) ||
        differs(patch, u"end_date"_s, toIsoDate(booking.range.end)) ||
        differs(patch, u"affiliation_party_id"_s, booking.affiliationPartyId) ||
        (!size.isUndefined() && size != QJsonValue(booking.partySize)) ||
        (patch.contains(u"description"_s) && description != booking.description.value_or(QString()));
    outline.onlyFirstName = !touchesOthers;
    return outline;
}

Result<> requireLongStay(const DateRange &range, bool confirmed, const Limits &limits)
{
    const int total = range.totalDays();
    if (confirmed || total <= limits.longStayWarnDays)
        return {};
    const QJsonObject details{{u"total_days"_s, total}, {u"limit"_s, limits.longStayWarnDays}};
    Error error = Error::invalid(u"long_stay_confirmation_required"_s, {}, details);
    error.fields = {{u"/long_stay_confirmed"_s, u"long_stay_confirmation_required"_s, details}};
    return fail(error);
}

DecisionInput peekDecision(const QJsonObject &body)
{
    DecisionInput input;
    const QJsonValue round = body.value(u"round"_s);
    if (const int number = round.toInt(0); number >= 1) // anything else is no round: a field error (BKG-108)
        input.round = number;
    const QString comment = normalText(body.value(u"comment"_s).toString());
    if (!comment.isEmpty())
        input.comment = comment;
    input.ackConfirmed = body.value(u"ack_confirmed"_s).toBool();
    return input;
}

Result<DecisionInput> readDecision(const QJsonObject &body, DecisionKind kind, bool needsComment)
{
    FieldReader reader(body);
    DecisionInput input;
    if (kind != DecisionKind::Cancel) {
        const auto round = reader.require(u"round"_s).integer(u"round"_s, 1, std::numeric_limits<int>::max());
        if (round)
            input.round = static_cast<int>(*round);
    }
    if (kind != DecisionKind::Approve) {
        input.comment = readText(reader, u"comment"_s);
        if (needsComment && !input.comment && !reader.hasError(u"comment"_s))
            reader.fail(u"comment"_s, u"comment_required"_s);
    }
    if (kind == DecisionKind::Deny)
        input.ackConfirmed = reader.boolean(u"ack_confirmed"_s).value_or(false);
    Result<> read = reader.finish();
    if (read)
        return input;
    const QList<FieldError> &fields = read.error().fields;
    if (fields.size() == 1 && fields.first().code == u"comment_required"_s)
        read.error().code = u"comment_required"_s;
    return fail(read.error());
}

} // namespace portier::bookings
