// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/credentialstore.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QSaveFile>
#include <QTimer>

#include <qt6keychain/keychain.h>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{
const QString service = u"portier"_s;
}

CredentialStore::CredentialStore(QString folder, bool useKeyring, QObject *parent)
    : QObject(parent), m_file(folder + "/sessions.json"_L1), m_usesFile(!useKeyring || QFile::exists(m_file))
{
    QDir().mkpath(folder);
}

void CredentialStore::read(const QString &server, QObject *context, std::function<void(QString)> done)
{
    if (m_usesFile) {
        const QString token = readFile().value(server).toString();
        QTimer::singleShot(0, context, [token, done = std::move(done)] { done(token); });
        return;
    }
    auto *job = new QKeychain::ReadPasswordJob(service, this);
    job->setKey(server);
    const QPointer<QObject> asker(context);
    connect(job, &QKeychain::Job::finished, this, [this, job, asker, done = std::move(done)] {
        if (job->error() != QKeychain::NoError && job->error() != QKeychain::EntryNotFound)
            fallBack();
        if (asker)
            done(job->error() == QKeychain::NoError ? job->textData() : QString());
    });
    job->start();
}

void CredentialStore::write(const QString &server, const QString &token)
{
    if (m_usesFile)
        return writeFile(server, token);
    auto *job = new QKeychain::WritePasswordJob(service, this);
    job->setKey(server);
    job->setTextData(token);
    connect(job, &QKeychain::Job::finished, this, [this, job, server, token] {
        if (job->error() != QKeychain::NoError) {
            fallBack();
            writeFile(server, token);
        }
    });
    job->start();
}

void CredentialStore::remove(const QString &server)
{
    if (m_usesFile)
        return writeFile(server, {});
    auto *job = new QKeychain::DeletePasswordJob(service, this);
    job->setKey(server);
    job->start();
}

QJsonObject CredentialStore::readFile() const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

void CredentialStore::writeFile(const QString &server, const QString &token)
{
    QJsonObject tokens = readFile();
    if (token.isEmpty())
        tokens.remove(server);
    else
        tokens.insert(server, token);
    QSaveFile file(m_file);
    // Rights before content: nobody else may read it at any moment.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return;
    file.write(QJsonDocument(tokens).toJson(QJsonDocument::Compact));
    file.commit();
}

void CredentialStore::fallBack()
{
    if (m_usesFile)
        return;
    m_usesFile = true;
    Q_EMIT usesFileChanged();
}

} // namespace portier::app
