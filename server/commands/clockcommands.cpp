// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/clockcommands.h"

#include "core/base/steppingclock.h"
#include "core/runtime/core.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

/// "90s", "15m", "24h", "3d", "17h15m".
std::optional<Millis> duration(const QString &text)
{
    static const QRegularExpression form(
        u"^(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?$"_s);
    const auto match = form.match(text);
    if (text.isEmpty() || !match.hasMatch())
        return std::nullopt;
    return std::chrono::days(match.captured(1).toInt()) + std::chrono::hours(match.captured(2).toInt()) +
           std::chrono::minutes(match.captured(3).toInt()) + std::chrono::seconds(match.captured(4).toInt());
}

QCoro::Task<int> show(std::shared_ptr<CoreCall> call)
{
    call->out(toRfc3339(call->core.clock()->now()) + u'\n');
    co_return runtime::ExitOk;
}

QCoro::Task<int> advance(std::shared_ptr<CoreCall> call)
{
    const auto by = duration(call->arguments.positional(0));
    if (!by) {
        call->output.err("a duration looks like 90s, 15m, 24h, 3d or 17h15m\n");
        co_return runtime::ExitUsage;
    }
    const auto clock = std::dynamic_pointer_cast<SteppingClock>(call->core.clock());
    if (!clock) {
        call->output.err("the clock of this service cannot be moved (test.clock)\n");
        co_return runtime::ExitFailed;
    }
    if (!co_await clock->advance(*by)) {
        call->output.err("the clock is being moved already\n");
        co_return runtime::ExitFailed;
    }
    co_return co_await show(call);
}

} // namespace

QList<Command> clockCommands()
{
    Command showing;
    showing.name = u"clock show"_s;
    showing.summary = u"Prints the service's time"_s;
    showing.hidden = true;
    showing.onCore = show;
    Command advancing;
    advancing.name = u"clock advance"_s;
    advancing.summary = u"Moves a stepped clock on"_s;
    advancing.arguments.positionals = {u"DURATION"_s};
    advancing.hidden = true;
    advancing.onCore = advance;
    return {showing, advancing};
}

} // namespace portier::commands
