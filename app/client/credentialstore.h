// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QObject>

#include <functional>

namespace portier::app
{

/// Where session tokens are kept: the system's keyring, or a file that only the owner may read where there is none
/// (PLT-032). GUI thread.
class CredentialStore : public QObject
{
    Q_OBJECT
public:
    /// `folder` takes the file. `useKeyring` false: file only, as tests need it.
    CredentialStore(QString folder, bool useKeyring, QObject *parent = nullptr);

    /// The token of a server, or an empty text.
    void read(const QString &server, QObject *context, std::function<void(QString)> done);
    void write(const QString &server, const QString &token);
    void remove(const QString &server);
    /// True once the keyring refused: tokens are in the file, and the app says so.
    [[nodiscard]] bool usesFile() const { return m_usesFile; }

Q_SIGNALS:
    void usesFileChanged();

private:
    [[nodiscard]] QJsonObject readFile() const;
    void writeFile(const QString &server, const QString &token);
    void fallBack();

    QString m_file;
    bool m_usesFile;
};

} // namespace portier::app
