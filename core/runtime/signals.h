// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace portier::runtime
{

/// Unix signals as Qt signals (PLT-102). The first SIGTERM or SIGINT asks to stop, a second one ends the process at
/// once with 130, also when the event loop hangs. One at a time in a process.
class Signals : public QObject
{
    Q_OBJECT
public:
    Signals();
    ~Signals() override;

    /// True after the first SIGTERM or SIGINT; callable from any thread.
    [[nodiscard]] static bool stopRequested();

Q_SIGNALS:
    void stop();
    void reload();

private:
    void readPipe();

    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace portier::runtime
