// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/databasemeter.h"

#include "core/storage/database.h"

namespace portier::storage
{

DatabaseMeter &DatabaseMeter::of(const Database &database)
{
    auto *meter = database.findChild<DatabaseMeter *>({}, Qt::FindDirectChildrenOnly);
    Q_ASSERT(meter);
    return *meter;
}

void DatabaseMeter::setObserver(Observer observer)
{
    const std::lock_guard lock(m_mutex);
    m_observer = std::move(observer);
}

void DatabaseMeter::noteCommit(std::chrono::steady_clock::duration length)
{
    const std::lock_guard lock(m_mutex);
    if (m_observer.committed)
        m_observer.committed(length);
}

void DatabaseMeter::noteError(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    if (m_observer.failed)
        m_observer.failed(error.code);
}

} // namespace portier::storage
