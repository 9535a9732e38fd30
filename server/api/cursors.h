// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <memory>

namespace portier::operations
{
class Sealer;
}

namespace portier::api
{

/// Opaque list cursors (PLT-053): a position, authenticated and bound to the list it came from. Cursors of before a
/// change of the key stay good while the sealer holds the old one (PLT-181).
class Cursors
{
public:
    explicit Cursors(std::shared_ptr<const operations::Sealer> sealer);

    [[nodiscard]] QString encode(const QString &boundTo, const QJsonObject &position) const;
    /// Error: Invalid "bad_cursor" for anything that encode() did not make for the same list.
    [[nodiscard]] Result<QJsonObject> decode(const QString &boundTo, const QString &cursor) const;

private:
    std::shared_ptr<const operations::Sealer> m_sealer;
};

} // namespace portier::api
