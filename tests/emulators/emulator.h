// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QUrl>

namespace portier::test
{

/// A running stand-in of an outside service (tests/emulators/<name>.py) on a free loopback port; ends with this object.
class Emulator
{
public:
    /// Starts "<name>.py" and waits until it listens; ends the test program when it does not.
    explicit Emulator(const QString &name, const QStringList &arguments = {});
    ~Emulator();
    Emulator(const Emulator &) = delete;
    Emulator &operator=(const Emulator &) = delete;

    [[nodiscard]] QUrl url() const { return m_url; } ///< "http://127.0.0.1:PORT"
    /// Merges into the emulator's state, see the head of its file. Blocks.
    void control(const QJsonObject &changes);
    void reset();
    /// What it saw: calls, requests, violations, max_in_flight. Blocks.
    [[nodiscard]] QJsonObject report() const;
    /// Calls of one tool or method so far.
    [[nodiscard]] int calls(const QString &what) const;

private:
    [[nodiscard]] QByteArray exchange(const QByteArray &method, const QByteArray &path, const QByteArray &body) const;

    QProcess m_process;
    QUrl m_url;
};

} // namespace portier::test
