// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/resourcecommands.h"

#include "core/runtime/core.h"
#include "server/api/bookingscodec.h"
#include "server/commands/complaint.h"
#include "server/commands/houseselection.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

using Call = std::shared_ptr<CoreCall>;
using bookings::ResourceRecord;

/// "max_party_size=8,self_approval=inherit"; what is no such pair stays in it and is refused with its name.
QJsonObject limitsFrom(const QString &text)
{
    QJsonObject limits;
    for (const QString &pair : text.split(u',', Qt::SkipEmptyParts)) {
        const QString name = pair.section(u'=', 0, 0).trimmed();
        const QString value = pair.section(u'=', 1).trimmed();
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        if (value == "inherit"_L1)
            limits.insert(name, QJsonValue::Null);
        else if (isNumber)
            limits.insert(name, number);
        else
            limits.insert(name, value);
    }
    return limits;
}

/// What was given, in the words of the API.
QJsonObject bodyFrom(const Arguments &arguments)
{
    static const QList<std::pair<QString, QString>> texts{{u"name"_s, u"name"_s},
                                                          {u"zone"_s, u"zone"_s},
                                                          {u"language"_s, u"language"_s},
                                                          {u"status"_s, u"status"_s},
                                                          {u"sender-name"_s, u"sender_name"_s}};
    QJsonObject body;
    for (const auto &[option, member] : texts) {
        if (arguments.has(option))
            body.insert(member, arguments.value(option));
    }
    if (arguments.has(u"limits"_s))
        body.insert(u"limits"_s, limitsFrom(arguments.value(u"limits"_s)));
    return body;
}

QString calendarAddress(const CoreCall &call, const ResourceRecord &record)
{
    return call.core.config().text(u"http.public_url") + u"/calendar/"_s + record.resource.slug;
}

int print(const CoreCall &call, const ResourceRecord &record)
{
    if (call.arguments.has(u"json"_s))
        call.output.out(QJsonDocument(api::toJson(record)).toJson());
    else
        call.out(record.resource.id + u'\t' + calendarAddress(call, record) + u'\n');
    return runtime::ExitOk;
}

QCoro::Task<int> list(Call call)
{
    const auto records = co_await call->core.bookings().resources().list(operatorCaller(*call));
    if (!records)
        co_return complain(*call, records.error());
    QJsonArray items;
    for (const ResourceRecord &record : *records) {
        items.append(api::toJson(record));
        if (call->arguments.has(u"json"_s))
            continue;
        call->out(u"%1\t%2\t%3\t%4\t%5\n"_s.arg(record.resource.slug, toText(record.resource.status),
                                                record.resource.zone, record.resource.name,
                                                calendarAddress(*call, record)));
    }
    if (call->arguments.has(u"json"_s))
        call->output.out(QJsonDocument(items).toJson());
    co_return runtime::ExitOk;
}

QCoro::Task<int> add(Call call)
{
    const auto record =
        co_await call->core.bookings().resources().create(operatorCaller(*call), bodyFrom(call->arguments));
    co_return record ? print(*call, *record) : complain(*call, record.error());
}

QCoro::Task<int> edit(Call call)
{
    const auto house = co_await namedResource(call, call->arguments.positional(0));
    if (!house)
        co_return house.error();
    const auto record = co_await call->core.bookings().resources().patch(
        operatorCaller(*call), house->resource.id, bodyFrom(call->arguments), house->resource.version);
    co_return record ? print(*call, *record) : complain(*call, record.error());
}

QCoro::Task<int> archive(Call call)
{
    const auto house = co_await namedResource(call, call->arguments.positional(0));
    if (!house)
        co_return house.error();
    const auto done = co_await call->core.bookings().resources().remove(operatorCaller(*call), house->resource.id);
    co_return done ? runtime::ExitOk : complain(*call, done.error());
}

Command command(const QString &name, const QString &summary, const QStringList &positionals,
                const QList<OptionSpec> &options, std::function<QCoro::Task<int>(Call)> run)
{
    Command result;
    result.name = u"resource "_s + name;
    result.summary = summary;
    result.arguments.positionals = positionals;
    result.arguments.options = options;
    result.onCore = std::move(run);
    return result;
}

} // namespace

QList<Command> resourceCommands()
{
    const QList<OptionSpec> rest{{u"zone"_s, u"ZONE"_s},
                                 {u"language"_s, u"de|en"_s},
                                 {u"status"_s, u"open|closed"_s},
                                 {u"sender-name"_s, u"TEXT"_s},
                                 {u"limits"_s, u"NAME=VALUE|inherit[,...]"_s},
                                 {u"json"_s, {}}};
    const QString house = u"ID|SLUG"_s;
    return {
        command(u"list"_s, u"Lists the houses: calendar address, status, zone, name"_s, {}, {{u"json"_s, {}}}, list),
        command(u"add"_s, u"Adds a house and prints its calendar address"_s, {},
                QList<OptionSpec>{{u"name"_s, u"NAME"_s, true}} + rest, add),
        command(u"edit"_s, u"Changes what is given of a house"_s, {house},
                QList<OptionSpec>{{u"name"_s, u"NAME"_s}} + rest, edit),
        command(u"archive"_s, u"Takes a house without coming stays out of use"_s, {house}, {}, archive),
    };
}

} // namespace portier::commands
