// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/sealer.h"

#include "core/operations/hmac.h"

#include <sodium.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::operations
{

namespace
{

constexpr char formatVersion = 1;
constexpr qsizetype keyIdBytes = 8;
constexpr qsizetype nonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype headBytes = 1 + keyIdBytes;
constexpr size_t macBytes = crypto_generichash_BYTES_MIN;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32, "the size of a NumberedKey");

unsigned char *bytes(QByteArray &data)
{
    return reinterpret_cast<unsigned char *>(data.data());
}

const unsigned char *bytes(const QByteArray &data)
{
    return reinterpret_cast<const unsigned char *>(data.constData());
}

void needSodium()
{
    static const int ready = sodium_init();
    if (ready < 0)
        qFatal("libsodium does not start: no source of randomness");
}

/// BLAKE2b under `key`, cut to `size` bytes.
QByteArray keyedHash(const QByteArray &key, const QByteArray &data, size_t size)
{
    needSodium();
    QByteArray hash(qsizetype(size), Qt::Uninitialized);
    crypto_generichash(bytes(hash), size, bytes(data), size_t(data.size()), bytes(key), size_t(key.size()));
    return hash;
}

/// Checksums in mails and in the log of erasures must outlive the cookie key, which is rotated when convenient.
KeyPurpose purposeOfMac(const QString &purpose)
{
    if (purpose == "unsubscribe"_L1)
        return KeyPurpose::Link;
    return purpose == "erasure"_L1 ? KeyPurpose::Erasure : KeyPurpose::Cookie;
}

class KeySealer final : public Sealer
{
public:
    explicit KeySealer(std::shared_ptr<const KeyRing> ring) : m_ring(std::move(ring)) { needSodium(); }

    QByteArray seal(const QByteArray &plain, const QString &place) const override
    {
        const NumberedKey key = m_ring->newest(KeyPurpose::Master);
        const QByteArray head = sealedHead(key);
        QByteArray nonce(nonceBytes, Qt::Uninitialized);
        randombytes_buf(nonce.data(), size_t(nonceBytes));
        QByteArray box(plain.size() + tagBytes, Qt::Uninitialized);
        const QByteArray bound = head + place.toUtf8();
        crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(box), nullptr, bytes(plain), quint64(plain.size()),
                                                   bytes(bound), quint64(bound.size()), nullptr, bytes(nonce),
                                                   bytes(key.secret));
        return head + nonce + box;
    }

    Result<QByteArray> open(const QByteArray &sealed, const QString &place) const override
    {
        const Error broken{ErrorKind::Internal, u"sealed_broken"_s, u"a sealed value does not open"_s, {}, {}};
        if (sealed.size() < headBytes + nonceBytes + tagBytes || sealed.front() != formatVersion)
            return fail(broken);
        const QByteArray id = sealed.mid(1, keyIdBytes);
        const QList<NumberedKey> keys = m_ring->keys(KeyPurpose::Master);
        const auto key = std::find_if(keys.begin(), keys.end(), [&](const NumberedKey &k) { return k.id() == id; });
        if (key == keys.end())
            return fail(
                {ErrorKind::Internal, u"sealed_key_unknown"_s, u"sealed under a key that is not held"_s, {}, {}});
        const QByteArray nonce = sealed.mid(headBytes, nonceBytes);
        const QByteArray box = sealed.mid(headBytes + nonceBytes);
        const QByteArray bound = sealed.left(headBytes) + place.toUtf8();
        QByteArray plain(box.size() - tagBytes, Qt::Uninitialized);
        if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(plain), nullptr, nullptr, bytes(box), quint64(box.size()),
                                                       bytes(bound), quint64(bound.size()), bytes(nonce),
                                                       bytes(key->secret)) != 0)
            return fail(broken);
        return plain;
    }

    QByteArray mac(const QString &purpose, const QByteArray &data) const override
    {
        return macUnder(m_ring->newest(purposeOfMac(purpose)), purpose, data);
    }

    bool verifyMac(const QString &purpose, const QByteArray &data, const QByteArray &mac) const override
    {
        const QList<NumberedKey> keys = m_ring->keys(purposeOfMac(purpose));
        return std::any_of(keys.begin(), keys.end(), [&](const NumberedKey &key) {
            return equalInConstantTime(mac, macUnder(key, purpose, data));
        });
    }

private:
    static QByteArray macUnder(const NumberedKey &key, const QString &purpose, const QByteArray &data)
    {
        const QByteArray purposeKey = keyedHash(key.secret, "purpose:" + purpose.toUtf8(), crypto_generichash_BYTES);
        return keyedHash(purposeKey, data, macBytes);
    }

    std::shared_ptr<const KeyRing> m_ring;
};

} // namespace

std::unique_ptr<Sealer> makeSealer(std::shared_ptr<const KeyRing> ring)
{
    return std::make_unique<KeySealer>(std::move(ring));
}

QByteArray sealedHead(const NumberedKey &key)
{
    return QByteArray(1, formatVersion) + key.id();
}

} // namespace portier::operations
