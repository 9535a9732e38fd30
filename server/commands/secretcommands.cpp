// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/secretcommands.h"

#include "core/runtime/core.h"
#include "server/commands/complaint.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

using Call = std::shared_ptr<CoreCall>;
using operations::KeyPurpose;
using operations::NumberedKey;

operations::Actor operatorActor()
{
    return {u"admin_cli"_s, {}, {}, {}};
}

QString allPurposes()
{
    QStringList names;
    for (const KeyPurpose purpose : operations::keyPurposes()) {
        if (operations::isRotatable(purpose))
            names.append(operations::purposeName(purpose));
    }
    return names.join(u", "_s);
}

std::optional<KeyPurpose> purposeOrComplaint(const Call &call)
{
    const auto purpose = operations::purposeFromName(call->arguments.positional(0));
    if (purpose && operations::isRotatable(*purpose))
        return purpose;
    call->say(u"NAME: eins von "_s + allPurposes(), u"NAME: one of "_s + allPurposes());
    return std::nullopt;
}

QCoro::Task<int> rotate(Call call)
{
    const auto purpose = purposeOrComplaint(call);
    if (!purpose)
        co_return runtime::ExitUsage;
    const auto added = co_await call->core.secrets().rotate(*purpose, operatorActor());
    if (!added)
        co_return complain(*call, added.error());
    call->say(
        u"Neuer Schlüssel %1. Der alte gilt weiter, bis du ihn mit „secrets retire“ entfernst."_s.arg(added->number),
        u"New key %1. The old one stays good until you remove it with \"secrets retire\"."_s.arg(added->number));
    if (const QString text = runtime::secretText(*purpose, *added); !text.isEmpty())
        call->out(text + u'\n');
    co_return runtime::ExitOk;
}

QCoro::Task<int> retire(Call call)
{
    const auto purpose = purposeOrComplaint(call);
    if (!purpose)
        co_return runtime::ExitUsage;
    const bool force = call->arguments.has(u"force"_s);
    const auto removed = co_await call->core.secrets().retire(*purpose, force, operatorActor());
    if (!removed && removed.error().code == "secret_in_use"_L1) {
        const qint64 count = removed.error().details.value(u"count"_s).toInteger();
        call->say(
            u"Noch %1 in Gebrauch. Warte, oder entferne ihn mit --force: dann gelten sie nicht mehr."_s.arg(count),
            u"Still used by %1. Wait, or remove it with --force, which ends them."_s.arg(count));
        co_return runtime::ExitFailed;
    }
    if (!removed)
        co_return complain(*call, removed.error());
    call->say(u"%1 alte Schlüssel entfernt."_s.arg(*removed), u"Old keys removed: %1."_s.arg(*removed));
    co_return runtime::ExitOk;
}

QCoro::Task<int> list(Call call)
{
    for (const KeyPurpose purpose : operations::keyPurposes()) {
        for (const NumberedKey &key : call->core.keys()->keys(purpose))
            call->out(
                u"%1\t%2\t%3\n"_s.arg(operations::purposeName(purpose)).arg(key.number).arg(toRfc3339(key.createdAt)));
    }
    co_return runtime::ExitOk;
}

Command command(const QString &name, const QString &summary, const ArgumentSpec &arguments,
                std::function<QCoro::Task<int>(Call)> run)
{
    Command result;
    result.name = u"secrets "_s + name;
    result.summary = summary;
    result.arguments = arguments;
    result.onCore = std::move(run);
    return result;
}

} // namespace

QList<Command> secretCommands()
{
    return {
        command(u"rotate"_s, u"Adds a new key: %1"_s.arg(allPurposes()), {{u"NAME"_s}, {}}, rotate),
        command(u"retire"_s, u"Removes the old keys of a name"_s, {{u"NAME"_s}, {{u"force"_s, {}}}}, retire),
        command(u"list"_s, u"Lists name, number and date of every key"_s, {}, list),
    };
}

} // namespace portier::commands
