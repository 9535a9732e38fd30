// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/operations/keyring.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace portier::operations
{

/// Seals what the database must not show to whoever reads the file: rendered messages, provider keys (PLT-180).
/// Values are authenticated and bound to the place they belong to, "table/row id", so that a value moved to another
/// row does not open. Thread-safe.
class Sealer
{
public:
    virtual ~Sealer() = default;

    [[nodiscard]] virtual QByteArray seal(const QByteArray &plain, const QString &place) const = 0;
    /// Errors: Internal "sealed_key_unknown" (sealed under a key we do not hold), Internal "sealed_broken" (changed, or
    /// from another place).
    [[nodiscard]] virtual Result<QByteArray> open(const QByteArray &sealed, const QString &place) const = 0;

    /// A 16 byte keyed checksum under a key of its own per purpose, e.g. "unsubscribe".
    [[nodiscard]] virtual QByteArray mac(const QString &purpose, const QByteArray &data) const = 0;
    /// True for a checksum made under any key held, in constant time.
    [[nodiscard]] virtual bool verifyMac(const QString &purpose, const QByteArray &data,
                                         const QByteArray &mac) const = 0;
};

/// Seals with XChaCha20-Poly1305 of libsodium under the newest master key and opens under any of them (PLT-181).
/// Checksums are made under the cookie and cursor key; those of "unsubscribe", which stand in mails, under the link
/// key, those of "erasure" under a key that stays.
[[nodiscard]] std::unique_ptr<Sealer> makeSealer(std::shared_ptr<const KeyRing> ring);

/// The nine bytes that every value sealed under this master key begins with.
[[nodiscard]] QByteArray sealedHead(const NumberedKey &key);

} // namespace portier::operations
