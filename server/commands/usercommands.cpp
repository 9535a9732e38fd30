// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/usercommands.h"

#include "core/runtime/core.h"
#include "server/commands/complaint.h"
#include "server/commands/houseselection.h"
#include "server/commands/passwordinput.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

using Call = std::shared_ptr<CoreCall>;
using identity::Account;

operations::Actor operatorActor()
{
    return {u"admin_cli"_s, {}, {}, {}};
}

/// "admin" or "reviewer,admin"; nothing for an unknown name. Every account is a member besides.
std::optional<QSet<identity::Role>> rolesOf(const QString &text)
{
    QSet<identity::Role> roles{identity::Role::Member};
    for (const QString &name : text.split(u',', Qt::SkipEmptyParts)) {
        const auto role = identity::roleFromName(name.trimmed());
        if (!role)
            return std::nullopt;
        roles.insert(*role);
    }
    return roles;
}

int badRole(const Call &call)
{
    call->say(u"--role: member, reviewer, approver, admin oder mehrere mit Komma"_s,
              u"--role: member, reviewer, approver, admin, or several with commas"_s);
    return runtime::ExitUsage;
}

QCoro::Task<int> add(Call call)
{
    const auto roles = rolesOf(call->arguments.value(u"role"_s));
    if (!roles)
        co_return badRole(call);
    identity::NewAccount account;
    account.email = call->arguments.value(u"email"_s);
    account.password = QString::fromUtf8(call->input);
    account.displayName = call->arguments.value(u"name"_s);
    account.language = call->arguments.value(u"language"_s);
    account.timeZone = call->arguments.value(u"zone"_s);
    account.roles = *roles;
    const auto added = co_await call->core.identity().accounts().add(account, operatorActor());
    if (!added)
        co_return complain(*call, added.error());
    call->say(u"Konto angelegt."_s, u"Account created."_s);
    call->out(added->id + u'\n');
    co_return runtime::ExitOk;
}

QCoro::Task<int> list(Call call)
{
    const auto accounts = co_await call->core.identity().accounts().list();
    if (!accounts)
        co_return complain(*call, accounts.error());
    for (const Account &account : *accounts) {
        call->out(u"%1\t%2\t%3\t%4\n"_s.arg(account.email, identity::statusName(account.status),
                                            identity::roleNames(account.roles).join(u','), account.displayName));
    }
    co_return runtime::ExitOk;
}

/// Whose party an approver is, by --party: ids, or names in the house of --resource. Nothing: they stay as they are.
QCoro::Task<Named<std::optional<QStringList>>> partiesOf(Call call)
{
    if (!call->arguments.has(u"party"_s))
        co_return std::nullopt;
    QStringList ids;
    const QStringList words = call->arguments.value(u"party"_s).split(u',', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const auto party = co_await namedParty(call, word.trimmed());
        if (!party)
            co_return tl::unexpected(party.error());
        if (!ids.contains(party->id))
            ids.append(party->id);
    }
    co_return ids;
}

QCoro::Task<int> setRole(Call call)
{
    const auto roles = rolesOf(call->arguments.value(u"role"_s));
    if (!roles)
        co_return badRole(call);
    const auto account = co_await call->core.identity().accounts().findByEmail(call->arguments.value(u"email"_s));
    if (!account)
        co_return complain(*call, account.error());
    const auto parties = co_await partiesOf(call);
    if (!parties)
        co_return parties.error();
    identity::RightsChange change;
    change.roles = *roles;
    change.parties = *parties;
    const auto done = co_await call->core.identity().administration().change(account->id, std::nullopt,
                                                                             std::move(change), operatorActor());
    co_return done ? runtime::ExitOk : complain(*call, done.error());
}

QCoro::Task<int> setPassword(Call call)
{
    auto &accounts = call->core.identity().accounts();
    const auto account = co_await accounts.findByEmail(call->arguments.value(u"email"_s));
    if (!account)
        co_return complain(*call, account.error());
    const auto done = co_await accounts.setPassword(account->id, QString::fromUtf8(call->input), operatorActor());
    if (!done)
        co_return complain(*call, done.error());
    call->say(u"Passwort gesetzt, alle Sitzungen beendet."_s, u"Password set, all sessions ended."_s);
    co_return runtime::ExitOk;
}

QCoro::Task<int> setActive(Call call, bool active)
{
    auto &accounts = call->core.identity().accounts();
    const auto account = co_await accounts.findByEmail(call->arguments.value(u"email"_s));
    if (!account)
        co_return complain(*call, account.error());
    const auto done = co_await accounts.setActive(account->id, active, operatorActor());
    co_return done ? runtime::ExitOk : complain(*call, done.error());
}

QCoro::Task<int> sessions(Call call)
{
    const auto account = co_await call->core.identity().accounts().findByEmail(call->arguments.value(u"email"_s));
    if (!account)
        co_return complain(*call, account.error());
    auto &service = call->core.identity().sessions();
    if (call->arguments.has(u"end"_s)) {
        identity::Principal everywhere;
        everywhere.kind = identity::Principal::Kind::System;
        everywhere.accountId = account->id;
        const auto ended = co_await service.endOthers(everywhere);
        co_return ended ? runtime::ExitOk : complain(*call, ended.error());
    }
    const auto all = co_await service.list(account->id);
    if (!all)
        co_return complain(*call, all.error());
    for (const identity::Session &session : *all) {
        call->out(u"%1\t%2\t%3\t%4\n"_s.arg(toRfc3339(session.createdAt), toRfc3339(session.lastUsedAt),
                                            session.platform, session.deviceName));
    }
    co_return runtime::ExitOk;
}

QCoro::Task<int> setupCode(Call call)
{
    auto &accounts = call->core.identity().accounts();
    const auto all = co_await accounts.list();
    if (!all)
        co_return complain(*call, all.error());
    if (!all->isEmpty()) {
        call->say(u"Es gibt schon ein Konto; ein Einrichtungscode wird nicht gebraucht."_s,
                  u"There is an account already; no setup code is needed."_s);
        co_return runtime::ExitNothingMatched;
    }
    const auto code = identity::SetupCode(call->core.config().text(u"data.directory")).ensure();
    if (!code)
        co_return complain(*call, code.error());
    call->out(*code + u'\n');
    co_return runtime::ExitOk;
}

const OptionSpec byEmail{u"email"_s, u"EMAIL"_s, true};

Command command(const QString &name, const QString &summary, const QList<OptionSpec> &options,
                std::function<QCoro::Task<int>(Call)> run)
{
    Command result;
    result.name = u"user "_s + name;
    result.summary = summary;
    result.arguments.options = options;
    result.onCore = std::move(run);
    return result;
}

Command withPassword(Command command)
{
    command.readInput = [](const Arguments &) { return readNewPassword(); };
    return command;
}

} // namespace

QList<Command> userCommands()
{
    const OptionSpec role{u"role"_s, u"ROLE[,ROLE]"_s, true};
    return {
        withPassword(command(u"add"_s, u"Adds a verified account; the password comes from a prompt or standard input"_s,
                             {byEmail,
                              {u"role"_s, u"ROLE[,ROLE]"_s},
                              {u"name"_s, u"NAME"_s},
                              {u"language"_s, u"de|en"_s},
                              {u"zone"_s, u"ZONE"_s}},
                             add)),
        command(u"list"_s, u"Lists all accounts: address, status, roles, name"_s, {}, list),
        command(u"set-role"_s, u"Sets the roles of an account, and the parties of an approver"_s,
                {byEmail, role, {u"party"_s, u"PARTY[,PARTY]"_s}, resourceOption()}, setRole),
        withPassword(command(u"set-password"_s, u"Sets a password and ends all sessions of the account"_s, {byEmail},
                             setPassword)),
        command(u"disable"_s, u"Locks an account out and ends its sessions"_s, {byEmail},
                [](const Call &call) { return setActive(call, false); }),
        command(u"enable"_s, u"Lets a disabled account in again"_s, {byEmail},
                [](const Call &call) { return setActive(call, true); }),
        command(u"sessions"_s, u"Lists the sessions of an account, or ends them all"_s, {byEmail, {u"end"_s, {}}},
                sessions),
        command(u"setup-code"_s, u"Prints the code that the first sign-up from another machine needs"_s, {}, setupCode),
    };
}

} // namespace portier::commands
