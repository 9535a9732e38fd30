// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace portier::test
{

/// How one run of the program ended.
struct Ended {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

struct HttpAnswer {
    int status = 0; ///< 0: no answer
    QByteArray body;
};

/// The built portierd with a data directory of its own under the temporary directory.
class PortierdProcess
{
public:
    PortierdProcess();
    ~PortierdProcess();

    [[nodiscard]] QString directory() const { return m_directory.filePath(QStringLiteral("data")); }
    [[nodiscard]] QString file(const QString &name) const { return directory() + u'/' + name; }
    /// A setting for every run from here on; a later value of the same one counts.
    void set(const QString &setting) { m_settings.append(QStringLiteral("--") + setting); }
    void setEnvironment(const QString &name, const QString &value) { m_environment.insert(name, value); }

    /// Runs a sub-command to its end.
    [[nodiscard]] Ended run(const QStringList &words, const QByteArray &input = {});
    /// Starts `serve` and waits until it says that it has started; false when it ended instead.
    [[nodiscard]] bool start();
    /// Sends the signal to the running service.
    void signal(int number);
    /// Waits for the end of the running service.
    [[nodiscard]] Ended wait();
    /// Waits for a line of the log that holds `text`.
    [[nodiscard]] bool waitForLog(const QByteArray &text);
    /// Of the running service's first listener.
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] HttpAnswer get(const QString &path) const;
    [[nodiscard]] QByteArray log() const { return m_log; }
    [[nodiscard]] qint64 processId() const { return m_service.processId(); }

private:
    [[nodiscard]] QProcessEnvironment environment() const;

    QTemporaryDir m_directory;
    QStringList m_settings;
    QMap<QString, QString> m_environment;
    QProcess m_service;
    QByteArray m_log;
};

} // namespace portier::test
