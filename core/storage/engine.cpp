// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/engine.h"

#include "core/storage/connection.h"
#include "core/storage/databasemeter.h"
#include "core/storage/log.h"

#include <exception>

namespace portier::storage
{

namespace
{

Result<> guarded(const Work &work, Transaction &tx)
{
    try {
        return work.body(tx);
    } catch (const std::exception &exception) {
        qCCritical(logStorage, "an exception left a transaction body: %s", exception.what());
    } catch (...) {
        qCCritical(logStorage, "an unknown exception left a transaction body");
    }
    return fail(Error::internal(QStringLiteral("an exception left a transaction body")));
}

} // namespace

void runBody(Connection &connection, Work &work, DatabaseMeter &meter)
{
    connection.clearFault();
    Transaction tx(connection, work.writable);
    work.outcome = guarded(work, tx);
    if (connection.fault() != Fault::None)
        meter.noteError(connection.faultError());
    if (work.outcome && connection.fault() != Fault::None)
        work.outcome = fail(connection.faultError());
    work.afterCommit = work.outcome ? tx.takeAfterCommit() : std::vector<std::function<void()>>();
}

Result<> commit(Connection &connection, DatabaseMeter &meter)
{
    const auto begin = std::chrono::steady_clock::now();
    const Result<> committed = connection.control(QStringLiteral("COMMIT"));
    if (committed)
        meter.noteCommit(std::chrono::steady_clock::now() - begin);
    else
        meter.noteError(committed.error());
    return committed;
}

} // namespace portier::storage
