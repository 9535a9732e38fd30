// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/apirequest.h"

#include <QHash>
#include <QStringList>

namespace portier::pages
{

/// The files that pages load: stylesheet, script, logo. Their addresses hold a hash of the content, so browsers keep
/// them for good.
class Assets
{
public:
    Assets();

    /// "/assets/portier.3f2a91c0d4e5.css" of "portier.css".
    [[nodiscard]] QString address(const QString &name) const;
    /// The file at an address; nothing for one that is none.
    [[nodiscard]] std::optional<api::ApiResponse> file(const QString &hashedName) const;

    /// The stylesheet that gives parties their colours, since inline styles are forbidden (BKG-079). The address holds
    /// the colours: "/assets/parties/c1dbe3-c7dfc5.css". Empty without a colour.
    [[nodiscard]] static QString partyAddress(QStringList colours);
    [[nodiscard]] static std::optional<api::ApiResponse> partyFile(const QString &name);
    /// "party-c1dbe3", the class that partyFile() gives a colour.
    [[nodiscard]] static QString partyClass(const QString &colour);

private:
    struct File {
        QByteArray content;
        QByteArray contentType;
    };
    QHash<QString, QString> m_addresses;
    QHash<QString, File> m_files; ///< by hashed name
};

} // namespace portier::pages
