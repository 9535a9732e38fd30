// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/engine.h"

#include "core/storage/connection.h"
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

void runBody(Connection &connection, Work &work)
{
    connection.clearFault();
    Transaction tx(connection, work.writable);
    work.outcome = guarded(work, tx);
    if (work.outcome && connection.fault() != Fault::None)
        work.outcome = fail(connection.faultError());
    work.afterCommit = work.outcome ? tx.takeAfterCommit() : std::vector<std::function<void()>>();
}

} // namespace portier::storage
