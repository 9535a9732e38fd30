// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/link.h"
#include "core/operations/keyring.h"

namespace portier::identity
{

/// What the token of a standing link says (BKG-071). No address and no time is inside.
struct LinkToken {
    int keyNumber = 1;
    QString linkId;
    int generation = 1;
    LinkKind kind = LinkKind::Personal; ///< of the link it belongs to
    std::optional<LinkAction> action;   ///< action links only
    bool operator==(const LinkToken &) const = default;
};

/// Makes and reads tokens: "lk_" and the unpadded base64url of
///
///     format 1 | key number 2 | link id 16 | generation 4 | kind 1 | [name length 1, name, subject id 16, round 4]
///     | HMAC-SHA-256 over a domain label and all of it, 32
///
/// with numbers in bytes, big-endian. Deterministic: the same link gives the same text, byte for byte. Thread-safe.
class LinkSigner
{
public:
    explicit LinkSigner(std::shared_ptr<const operations::KeyRing> keys) : m_keys(std::move(keys)) {}

    /// The number that new links get.
    [[nodiscard]] int newestKey() const { return m_keys->newest(operations::KeyPurpose::Link).number; }
    [[nodiscard]] bool holds(int keyNumber) const
    {
        return m_keys->find(operations::KeyPurpose::Link, keyNumber).has_value();
    }
    /// Text of a token whose key is held; empty when it is not (the key was retired).
    [[nodiscard]] QString sign(const LinkToken &token) const;
    /// Nothing for a text that was not signed by a key held. Compared in constant time.
    [[nodiscard]] std::optional<LinkToken> verify(const QString &text) const;

private:
    std::shared_ptr<const operations::KeyRing> m_keys;
};

/// Whether a bearer value or a path segment is meant to be a standing link.
[[nodiscard]] inline bool looksLikeLinkToken(QStringView text)
{
    return text.startsWith(u"lk_");
}

} // namespace portier::identity
