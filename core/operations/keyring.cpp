// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/keyring.h"

#include <sodium.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::operations
{

namespace
{

constexpr size_t secretBytes = 32;
constexpr qsizetype idBytes = 8;

void needSodium()
{
    static const int ready = sodium_init();
    if (ready < 0)
        qFatal("libsodium does not start: no source of randomness");
}

} // namespace

QString purposeName(KeyPurpose purpose)
{
    switch (purpose) {
    case KeyPurpose::Master:
        return u"master"_s;
    case KeyPurpose::Pepper:
        return u"pepper"_s;
    case KeyPurpose::Cookie:
        return u"cookie"_s;
    case KeyPurpose::Link:
        return u"link"_s;
    case KeyPurpose::Metrics:
        return u"metrics"_s;
    case KeyPurpose::Webhook:
        return u"webhook"_s;
    case KeyPurpose::Erasure:
        break;
    }
    return u"erasure"_s;
}

std::optional<KeyPurpose> purposeFromName(QStringView name)
{
    for (const KeyPurpose purpose : keyPurposes()) {
        if (purposeName(purpose) == name)
            return purpose;
    }
    return std::nullopt;
}

const QList<KeyPurpose> &keyPurposes()
{
    static const QList<KeyPurpose> all{KeyPurpose::Master,  KeyPurpose::Pepper,  KeyPurpose::Cookie, KeyPurpose::Link,
                                       KeyPurpose::Metrics, KeyPurpose::Webhook, KeyPurpose::Erasure};
    return all;
}

bool isEssential(KeyPurpose purpose)
{
    return purpose != KeyPurpose::Metrics && purpose != KeyPurpose::Webhook;
}

bool isRotatable(KeyPurpose purpose)
{
    return purpose != KeyPurpose::Erasure;
}

NumberedKey NumberedKey::generate(int number, Instant now)
{
    needSodium();
    NumberedKey key{number, now, QByteArray(qsizetype(secretBytes), Qt::Uninitialized)};
    randombytes_buf(key.secret.data(), secretBytes);
    return key;
}

QByteArray NumberedKey::id() const
{
    needSodium();
    const QByteArray label = "portier key id";
    QByteArray hash(crypto_generichash_BYTES_MIN, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(hash.data()), size_t(hash.size()),
                       reinterpret_cast<const unsigned char *>(label.constData()), size_t(label.size()),
                       reinterpret_cast<const unsigned char *>(secret.constData()), size_t(secret.size()));
    return hash.first(idBytes);
}

KeyTable generateKeyTable(Instant now)
{
    KeyTable table;
    for (const KeyPurpose purpose : keyPurposes()) {
        if (isEssential(purpose))
            table.insert(purpose, {NumberedKey::generate(1, now)});
    }
    return table;
}

QString metricsToken(const NumberedKey &key)
{
    return u"pm_"_s +
           QString::fromLatin1(key.secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

KeyTable KeyRing::table() const
{
    const QMutexLocker lock(&m_mutex);
    return m_table;
}

void KeyRing::setTable(KeyTable table)
{
    const QMutexLocker lock(&m_mutex);
    m_table = std::move(table);
}

QList<NumberedKey> KeyRing::keys(KeyPurpose purpose) const
{
    const QMutexLocker lock(&m_mutex);
    return m_table.value(purpose);
}

NumberedKey KeyRing::newest(KeyPurpose purpose) const
{
    return keys(purpose).constFirst();
}

std::optional<NumberedKey> KeyRing::find(KeyPurpose purpose, int number) const
{
    const QList<NumberedKey> all = keys(purpose);
    const auto found =
        std::find_if(all.begin(), all.end(), [number](const NumberedKey &key) { return key.number == number; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

} // namespace portier::operations
