// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/core.h"
#include "server/api/bookingscodec.h"
#include "server/commands/complaint.h"
#include "server/commands/houseselection.h"
#include "server/commands/resourcecommands.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

using Call = std::shared_ptr<CoreCall>;
using bookings::Party;

/// Anything else goes on as the text it is, to be refused with its field.
QJsonValue yesOrNo(const QString &text)
{
    if (text == "yes"_L1 || text == "no"_L1)
        return text == "yes"_L1;
    return text;
}

QJsonValue number(const QString &text)
{
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    return isNumber ? QJsonValue(value) : QJsonValue(text);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

/// What was given, in the words of the API; an empty address or language takes it away.
QJsonObject bodyFrom(const Arguments &arguments)
{
    using Reading = QJsonValue (*)(const QString &);
    struct Member {
        QString option;
        QString name;
        Reading read;
    };
    static const QList<Member> members{{u"name"_s, u"name"_s, [](const QString &text) { return QJsonValue(text); }},
                                       {u"colour"_s, u"colour"_s, [](const QString &text) { return QJsonValue(text); }},
                                       {u"email"_s, u"email"_s, textOrNull},
                                       {u"language"_s, u"language"_s, textOrNull},
                                       {u"position"_s, u"position"_s, number},
                                       {u"active"_s, u"active"_s, yesOrNo},
                                       {u"notifications"_s, u"notification_enabled"_s, yesOrNo}};
    QJsonObject body;
    for (const Member &member : members) {
        if (arguments.has(member.option))
            body.insert(member.name, member.read(arguments.value(member.option)));
    }
    return body;
}

int print(const CoreCall &call, const Party &party)
{
    if (call.arguments.has(u"json"_s))
        call.output.out(QJsonDocument(api::toJson(party)).toJson());
    else
        call.out(party.id + u'\n');
    return runtime::ExitOk;
}

QCoro::Task<int> list(Call call)
{
    const auto house = co_await namedResource(call, call->arguments.value(u"resource"_s));
    if (!house)
        co_return house.error();
    QJsonArray items;
    for (const Party &party : house->parties) {
        items.append(api::toJson(party));
        if (!call->arguments.has(u"json"_s)) {
            call->out(u"%1\t%2\t%3\t%4\t%5\n"_s.arg(party.id, party.active ? u"active"_s : u"inactive"_s, party.colour,
                                                    party.email.isEmpty() ? u"-"_s : party.email, party.name));
        }
    }
    if (call->arguments.has(u"json"_s))
        call->output.out(QJsonDocument(items).toJson());
    co_return runtime::ExitOk;
}

QCoro::Task<int> add(Call call)
{
    const auto house = co_await namedResource(call, call->arguments.value(u"resource"_s));
    if (!house)
        co_return house.error();
    const auto party = co_await call->core.bookings().resources().addParty(operatorCaller(*call), house->resource.id,
                                                                           bodyFrom(call->arguments));
    co_return party ? print(*call, *party) : complain(*call, party.error());
}

QCoro::Task<int> edit(Call call)
{
    const auto before = co_await namedParty(call, call->arguments.positional(0));
    if (!before)
        co_return before.error();
    const auto party = co_await call->core.bookings().resources().patchParty(
        operatorCaller(*call), before->id, bodyFrom(call->arguments), before->version);
    if (!party)
        co_return complain(*call, party.error());
    if (party->email != before->email)
        call->say(u"Die Links der früheren Adresse gelten nicht mehr."_s,
                  u"The links of the former address have ended."_s);
    co_return print(*call, *party);
}

QCoro::Task<int> remove(Call call)
{
    const auto party = co_await namedParty(call, call->arguments.positional(0));
    if (!party)
        co_return party.error();
    const auto done = co_await call->core.bookings().resources().removeParty(operatorCaller(*call), party->id);
    co_return done ? runtime::ExitOk : complain(*call, done.error());
}

QCoro::Task<int> sendLink(Call call)
{
    const auto party = co_await namedParty(call, call->arguments.positional(0));
    if (!party)
        co_return party.error();
    const auto done = co_await call->core.bookings().resources().sendLink(operatorCaller(*call), party->id);
    if (!done)
        co_return complain(*call, done.error());
    call->say(u"Der Link ist unterwegs."_s, u"The link is on its way."_s);
    co_return runtime::ExitOk;
}

Command command(const QString &name, const QString &summary, const QStringList &positionals,
                const QList<OptionSpec> &options, std::function<QCoro::Task<int>(Call)> run)
{
    Command result;
    result.name = u"party "_s + name;
    result.summary = summary;
    result.arguments.positionals = positionals;
    result.arguments.options = QList<OptionSpec>{resourceOption()} + options;
    result.onCore = std::move(run);
    return result;
}

} // namespace

QList<Command> partyCommands()
{
    const OptionSpec json{u"json"_s, {}};
    const QList<OptionSpec> rest{{u"email"_s, u"EMAIL"_s},          {u"language"_s, u"de|en"_s},
                                 {u"position"_s, u"NUMBER"_s},      {u"active"_s, u"yes|no"_s},
                                 {u"notifications"_s, u"yes|no"_s}, json};
    const QString party = u"ID|NAME"_s;
    return {
        command(u"list"_s, u"Lists the parties of a house: id, state, colour, address, name"_s, {}, {json}, list),
        command(u"add"_s, u"Adds a party and prints its id"_s, {},
                QList<OptionSpec>{{u"name"_s, u"NAME"_s, true}, {u"colour"_s, u"#RRGGBB"_s, true}} + rest, add),
        command(u"edit"_s, u"Changes what is given of a party; a new address ends the links of the old one"_s, {party},
                QList<OptionSpec>{{u"name"_s, u"NAME"_s}, {u"colour"_s, u"#RRGGBB"_s}} + rest, edit),
        command(u"remove"_s, u"Removes a party that was never asked"_s, {party}, {}, remove),
        command(u"send-link"_s, u"Mails a party the link to its requests"_s, {party}, {}, sendLink),
    };
}

} // namespace portier::commands
