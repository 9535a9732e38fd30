// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QLockFile>

namespace portier::app
{

/// One app per data folder: a second start hands its link to the first and ends. The lock names who is first, the
/// socket carries the links; both die with their process. GUI thread.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const QString &dataFolder, QObject *parent = nullptr);

    /// True: this process is the first, and hears of later ones.
    [[nodiscard]] bool claim();
    /// Gives the link of this start, which may be empty, to the first; false when it did not take it in five seconds.
    [[nodiscard]] bool handOver(const QString &link) const;

Q_SIGNALS:
    /// Somebody started the app again.
    void startedAgain(const QString &link);

private:
    void greet();
    void read(class QLocalSocket *socket);

    QString m_socketName;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace portier::app
