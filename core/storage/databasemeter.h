// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <mutex>

namespace portier::storage
{

class Database;

/// What whoever measures hears from the threads of a database (PLT-168). A child of its Database.
class DatabaseMeter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] static DatabaseMeter &of(const Database &database);

    /// Called on database threads: after each durable commit of a group of writes, and with the code of each error that
    /// a statement or a commit gave ("storage_unavailable", "busy", "unique_violation", …).
    struct Observer {
        std::function<void(std::chrono::duration<double>)> committed;
        std::function<void(const QString &code)> failed;
    };
    void setObserver(Observer observer);

    // For the engines:
    void noteCommit(std::chrono::steady_clock::duration length);
    void noteError(const Error &error);

private:
    std::mutex m_mutex;
    Observer m_observer;
};

} // namespace portier::storage
