// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/mailfacts.h"

#include "core/base/format.h"
#include "core/base/zonedtime.h"
#include "core/notifications/bookingfacts.h"
#include "core/notifications/operatorfacts.h"
#include "core/notifications/tripfacts.h"

#include <QJsonArray>
#include <QMap>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

using Type = Fact::Type;

/// PLT-181
QList<Fact> rotationReminder()
{
    return {{u"secrets"_s,
             Type::CodeList,
             false,
             {u"master"_s, u"pepper"_s, u"cookie"_s, u"link"_s, u"metrics"_s, u"webhook"_s}},
            {u"status_url"_s, Type::Url}};
}

/// PLT-134, TRP-203
QList<Fact> notificationDigest()
{
    const QList<Fact> earlier{{u"title"_s, Type::Text}, {u"at"_s, Type::Instant}};
    return {
        {u"reason"_s, Type::Code, false, {u"daily"_s, u"weekly"_s, u"flood"_s, u"burst"_s}},
        {u"count"_s, Type::Count},
        maybe({u"part"_s, Type::Object, false, {}, {{u"number"_s, Type::Text}, {u"of"_s, Type::Text}}}),
        {u"items"_s,
         Type::List,
         false,
         {},
         {{u"title"_s, Type::Text},
          maybe({u"url"_s, Type::Url}),
          {u"at"_s, Type::Instant},
          {u"earlier"_s, Type::List, false, {}, earlier}}},
    };
}

/// TRP-118
QList<Fact> sourceBudgetWarning()
{
    return {{u"source"_s, Type::Text}, {u"level"_s, Type::Code, false, {u"warning"_s, u"exhausted"_s}},
            {u"period"_s, Type::Text}, {u"used"_s, Type::Count},
            {u"limit"_s, Type::Count}, {u"portier_url"_s, Type::Url}};
}

/// TRP-128
QList<Fact> sourceRefused()
{
    return {{u"source"_s, Type::Text}, {u"at"_s, Type::Instant}, {u"portier_url"_s, Type::Url}};
}

QMap<QString, QList<Fact>> operationKinds()
{
    return {
        {u"notification_digest"_s, notificationDigest()},
        {u"rotation_reminder"_s, rotationReminder()},
        {u"source_budget_warning"_s, sourceBudgetWarning()},
        {u"source_refused"_s, sourceRefused()},
    };
}

/// A link that does one thing once, and until when (PLT-038).
QList<Fact> singleUseLink(QList<Fact> own = {})
{
    return QList<Fact>{{u"link_url"_s, Type::Url}, {u"expires_at"_s, Type::Instant}} + own;
}

/// PLT-004, PLT-005, PLT-015, PLT-017, PLT-036: mails of class "account".
QMap<QString, QList<Fact>> accountKinds()
{
    return {
        {u"invitation"_s, singleUseLink({{u"invited_by"_s, Type::Text}})},
        {u"email_verification"_s, singleUseLink()},
        {u"email_change"_s, singleUseLink()},
        {u"password_reset"_s, singleUseLink()},
        {u"email_changed"_s, {{u"changed_at"_s, Type::Instant}, {u"sign_in_url"_s, Type::Url}}},
        {u"new_device"_s,
         {{u"signed_in_at"_s, Type::Instant},
          maybe({u"device"_s, Type::Text}),
          maybe({u"platform"_s, Type::Text}),
          {u"sign_in_url"_s, Type::Url}}},
        {u"key_created"_s,
         {{u"key_name"_s, Type::Text},
          {u"scopes"_s, Type::Text},
          {u"created_at"_s, Type::Instant},
          maybe({u"expires_at"_s, Type::Instant}),
          {u"sign_in_url"_s, Type::Url}}},
    };
}

const QMap<QString, QList<Fact>> &registry()
{
    static const QMap<QString, QList<Fact>> kinds = [] {
        QMap<QString, QList<Fact>> all = accountKinds();
        all.insert(tripMailFacts());
        all.insert(operationKinds());
        all.insert(bookingMailFacts());
        all.insert(operatorMailFacts());
        return all;
    }();
    return kinds;
}

/// Builds the view of one object of facts, collecting everything that is wrong with it.
class ViewBuilder
{
public:
    ViewBuilder(const Reader &reader, QList<FieldError> &errors) : m_reader(reader), m_errors(errors) {}

    QJsonObject object(const QList<Fact> &schema, const QJsonObject &facts, const QString &pointer)
    {
        QJsonObject view;
        for (const Fact &fact : schema) {
            const QString at = pointer + u'/' + fact.name;
            const QJsonValue value = facts.value(fact.name);
            if (value.isUndefined() || value.isNull()) {
                if (!fact.optional)
                    wrong(at, u"required"_s);
                view.insert(fact.name, false);
            } else {
                view.insert(fact.name, single(fact, value, at));
            }
            if (fact.type == Type::Money)
                view.insert(fact.name + "_is_zero"_L1, value.toObject().value("amount_minor"_L1).toInteger() == 0);
        }
        for (auto it = facts.begin(); it != facts.end(); ++it) {
            if (!view.contains(it.key()))
                wrong(pointer + u'/' + it.key(), u"unknown"_s);
        }
        return view;
    }

private:
    QJsonValue wrong(const QString &pointer, const QString &code)
    {
        m_errors.append({pointer, code, {}});
        return false;
    }

    QJsonValue single(const Fact &fact, const QJsonValue &value, const QString &at)
    {
        switch (fact.type) {
        case Type::Text:
            return value.isString() ? value : wrong(at, u"text"_s);
        case Type::Sentence:
            return sentence(value.toObject(), at);
        case Type::Money:
            return money(value.toObject(), at);
        case Type::Date:
            return date(value.toString(), at);
        case Type::DateRange:
            return dateRange(value.toObject(), at);
        case Type::Instant:
            return instant(value.toString(), at);
        case Type::Url:
            return url(value.toString(), at);
        case Type::Code:
            return code(fact, value.toString(), at);
        case Type::CodeList:
            return codeList(fact, value.toArray(), at);
        case Type::Count:
            return count(value, at);
        case Type::Persons:
            return value.isDouble() ? QJsonValue(formatPersons(value.toInteger(), m_reader.language))
                                    : wrong(at, u"persons"_s);
        case Type::Flag:
            return value.isBool() ? value : wrong(at, u"flag"_s);
        case Type::Object:
            return value.isObject() ? object(fact.children, value.toObject(), at) : wrong(at, u"object"_s);
        case Type::List:
            return value.isArray() ? list(fact, value.toArray(), at) : wrong(at, u"list"_s);
        }
        return wrong(at, u"type"_s);
    }

    QJsonValue list(const Fact &fact, const QJsonArray &values, const QString &at)
    {
        QJsonArray result;
        for (qsizetype i = 0; i < values.size(); ++i) {
            const QString place = at + u'/' + QString::number(i);
            result.append(values.at(i).isObject() ? object(fact.children, values.at(i).toObject(), place)
                                                  : wrong(place, u"object"_s));
        }
        return result;
    }

    QJsonValue sentence(const QJsonObject &value, const QString &at)
    {
        const QString language = m_reader.language == "de"_L1 ? u"de"_s : u"en"_s;
        const QString text = value.value(language).toString();
        return text.isEmpty() ? wrong(at, u"sentence"_s) : text;
    }

    QJsonValue money(const QJsonObject &value, const QString &at)
    {
        const Money amount{value.value("amount_minor"_L1).toInteger(), value.value("currency"_L1).toString()};
        if (!value.value("amount_minor"_L1).isDouble() || !currencyExponent(amount.currency))
            return wrong(at, u"money"_s);
        return formatMoney(amount, m_reader.language);
    }

    QJsonValue date(const QString &text, const QString &at)
    {
        const auto day = fromIsoDate(text);
        return day ? QJsonValue(formatDate(*day, m_reader.language)) : wrong(at, u"date"_s);
    }

    QJsonValue dateRange(const QJsonObject &value, const QString &at)
    {
        const auto from = fromIsoDate(value.value("from"_L1).toString());
        const auto to = fromIsoDate(value.value("to"_L1).toString(value.value("from"_L1).toString()));
        if (!from || !to)
            return wrong(at, u"date"_s);
        return formatDateRange(*from, *to, m_reader.language);
    }

    QJsonValue instant(const QString &text, const QString &at)
    {
        const auto moment = fromRfc3339(text);
        if (!moment)
            return wrong(at, u"instant"_s);
        return formatDateTime(*moment, m_reader.zone, m_reader.language);
    }

    QJsonValue url(const QString &text, const QString &at)
    {
        const QUrl parsed(text.startsWith(u'/') ? m_reader.publicUrl + text : text, QUrl::StrictMode);
        const bool web = parsed.scheme() == "https"_L1 || parsed.scheme() == "http"_L1;
        return parsed.isValid() && web && !parsed.host().isEmpty() ? QJsonValue(parsed.toString(QUrl::FullyEncoded))
                                                                   : wrong(at, u"url"_s);
    }

    QJsonValue code(const Fact &fact, const QString &given, const QString &at)
    {
        const QString code = fact.codes.contains(given) ? given : u"other"_s;
        if (!fact.codes.contains(code))
            return wrong(at, u"code"_s);
        QJsonObject flags;
        for (const QString &each : fact.codes)
            flags.insert("is_"_L1 + each, each == code);
        return flags;
    }

    QJsonValue codeList(const Fact &fact, const QJsonArray &values, const QString &at)
    {
        QJsonArray list;
        for (const QJsonValue &value : values)
            list.append(code(fact, value.toString(), at));
        return list.isEmpty() ? QJsonValue(false) : QJsonValue(list);
    }

    QJsonValue count(const QJsonValue &value, const QString &at)
    {
        if (!value.isDouble())
            return wrong(at, u"count"_s);
        const bool one = pluralOf(value.toInteger()) == Plural::One;
        return QJsonObject{
            {u"n"_s, formatNumber(value.toInteger(), m_reader.language)}, {u"one"_s, one}, {u"other"_s, !one}};
    }

    const Reader &m_reader;
    QList<FieldError> &m_errors;
};

} // namespace

QStringList mailKinds()
{
    return registry().keys();
}

const QList<Fact> *factsOf(const QString &kind)
{
    const auto found = registry().find(kind);
    return found == registry().end() ? nullptr : &*found;
}

Result<QJsonObject> factsView(const QString &kind, const QJsonObject &facts, const Reader &reader)
{
    const QList<Fact> *schema = factsOf(kind);
    if (!schema)
        return fail(Error::notFound(u"mail_kind_unknown"_s, u"no mail templates for kind %1"_s.arg(kind)));
    QList<FieldError> errors;
    const QJsonObject view = ViewBuilder(reader, errors).object(*schema, facts, {});
    if (!errors.isEmpty())
        return fail(Error::invalid(errors));
    return view;
}

} // namespace portier::notifications
