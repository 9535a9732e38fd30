// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/core.h"
#include "core/trips/tripexport.h"
#include "server/commands/complaint.h"
#include "server/commands/tripcommands.h"
#include "server/commands/tripselection.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

/// Takes the small pieces of a file on a database thread and hands larger ones to the core thread, where the output
/// lives, waiting there: the file never lies in memory as a whole, however slow its reader is.
class PieceBuffer
{
public:
    PieceBuffer(std::shared_ptr<CoreCall> call, bool withoutHead) : m_call(std::move(call)), m_skip(withoutHead) {}

    void add(const QByteArray &piece)
    {
        if (std::exchange(m_skip, false))
            return;
        m_waiting += piece;
        if (m_waiting.size() < 64 * 1024)
            return;
        const auto write = [this] { flush(); };
        QMetaObject::invokeMethod(&m_call->core, write, Qt::BlockingQueuedConnection);
    }
    /// On the core thread.
    void flush() { m_call->output.out(std::exchange(m_waiting, {})); }

private:
    std::shared_ptr<CoreCall> m_call;
    bool m_skip; ///< the first piece, a CSV head, stands in the output already
    QByteArray m_waiting;
};

std::optional<trips::ExportOptions> optionsOf(const Arguments &arguments)
{
    trips::ExportOptions options;
    options.history = arguments.has(u"history"_s);
    // A price history is a table; trips are complete only as JSON.
    const QString fallback = options.history ? u"csv"_s : u"json"_s;
    const QString format = arguments.has(u"format"_s) ? arguments.value(u"format"_s) : fallback;
    const auto parsed = trips::fileFormatFromText(format);
    if (!parsed)
        return std::nullopt;
    options.format = *parsed;
    return options;
}

QCoro::Task<Result<int>> exportOne(std::shared_ptr<CoreCall> call, TripSelection selection,
                                   trips::ExportOptions options, bool withoutHead)
{
    options.tripId = selection.tripId;
    const auto buffer = std::make_shared<PieceBuffer>(call, withoutHead);
    const trips::ExportSink sink = [buffer](const QByteArray &piece) {
        buffer->add(piece);
        return true;
    };
    PORTIER_CO_ASSIGN(count, co_await call->core.trips().exports().run(selection.caller, options, sink));
    buffer->flush();
    co_return count;
}

QCoro::Task<int> run(std::shared_ptr<CoreCall> call)
{
    const auto options = optionsOf(call->arguments);
    if (!options) {
        call->say(u"--format: csv oder json"_s, u"--format: csv or json"_s);
        co_return runtime::ExitUsage;
    }
    const auto selected = co_await selectTrips(call);
    if (!selected)
        co_return complain(*call, selected.error());
    int count = 0;
    bool first = true;
    for (const TripSelection &selection : *selected) {
        const bool withoutHead = !first && options->format == trips::FileFormat::Csv;
        const auto exported = co_await exportOne(call, selection, *options, withoutHead);
        if (!exported)
            co_return complain(*call, exported.error());
        count += *exported;
        first = false;
    }
    co_return count > 0 ? runtime::ExitOk : runtime::ExitNothingMatched;
}

} // namespace

Command tripExportCommand()
{
    Command command;
    command.name = u"trips export"_s;
    command.summary = u"Writes trips, or their price history; with --all one JSON document per account"_s;
    command.arguments.options =
        tripSelectionOptions() +
        QList<OptionSpec>{{u"format"_s, u"csv|json"_s}, {u"history"_s, {}}, {u"output"_s, u"FILE"_s}};
    command.onCore = run;
    return command;
}

} // namespace portier::commands
