// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QMutex>

#include <memory>
#include <optional>

namespace portier::operations
{

/// What a key of the key file is for (`secrets.key_file`, PLT-180, PLT-181).
enum class KeyPurpose {
    Master,  ///< seals what the database holds
    Pepper,  ///< under the stored checksums of API keys
    Cookie,  ///< signs cursors, form tokens and cookies
    Link,    ///< signs links in mails
    Metrics, ///< bearer tokens of scrapers; none at first
    Webhook, ///< signs what `operator.webhook` gets; none at first
    Erasure, ///< recognises in a restored backup who was erased since (PLT-160); never rotated
};

/// "master", "pepper", "cookie", "link", "metrics", "webhook", "erasure".
[[nodiscard]] QString purposeName(KeyPurpose purpose);
[[nodiscard]] std::optional<KeyPurpose> purposeFromName(QStringView name);
[[nodiscard]] const QList<KeyPurpose> &keyPurposes();
/// Whether there is always a key of this purpose: made with the key file, never the last one removed.
[[nodiscard]] bool isEssential(KeyPurpose purpose);
/// Whether a new key may take the place of an old one. What the key of erasures made must be found again however old
/// the backup is, and there is nothing left to make it anew from.
[[nodiscard]] bool isRotatable(KeyPurpose purpose);

/// One generated secret. Numbers of a purpose only grow and are never used again.
struct NumberedKey {
    int number = 1;
    Instant createdAt;
    QByteArray secret; ///< 32 bytes

    static NumberedKey generate(int number, Instant now);
    /// 8 bytes derived from the secret that tell nothing about it: what sealed values carry.
    [[nodiscard]] QByteArray id() const;
    bool operator==(const NumberedKey &) const = default;
};

/// Of each essential purpose at least one key, the newest (highest number) first.
using KeyTable = QMap<KeyPurpose, QList<NumberedKey>>;

/// A table with one fresh key of each essential purpose.
[[nodiscard]] KeyTable generateKeyTable(Instant now);

/// The keys in force. The newest key of a purpose makes new values, all of them are accepted; a rotation changes the
/// table under everybody who holds the ring. Thread-safe.
class KeyRing
{
public:
    explicit KeyRing(KeyTable table) : m_table(std::move(table)) {}

    [[nodiscard]] KeyTable table() const;
    void setTable(KeyTable table);

    /// Newest first.
    [[nodiscard]] QList<NumberedKey> keys(KeyPurpose purpose) const;
    /// Of an essential purpose.
    [[nodiscard]] NumberedKey newest(KeyPurpose purpose) const;
    [[nodiscard]] std::optional<NumberedKey> find(KeyPurpose purpose, int number) const;

private:
    mutable QMutex m_mutex;
    KeyTable m_table;
};

/// The bearer token of a metrics key: "pm_" and 43 characters.
[[nodiscard]] QString metricsToken(const NumberedKey &key);

} // namespace portier::operations
