// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/assets.h"

#include "core/base/partycolour.h"

#include <QCryptographicHash>
#include <QFile>

using namespace Qt::StringLiterals;

namespace portier::pages
{

namespace
{

constexpr qsizetype MostColours = 64;
constexpr auto Forever = "public, max-age=31536000, immutable";

QByteArray contentTypeOf(const QString &name)
{
    if (name.endsWith(".css"_L1))
        return "text/css; charset=utf-8";
    if (name.endsWith(".js"_L1))
        return "text/javascript; charset=utf-8";
    return "image/svg+xml";
}

api::ApiResponse immutable(const QByteArray &contentType, const QByteArray &content)
{
    api::ApiResponse response;
    response.contentType = contentType;
    response.body = content;
    response.withHeader("cache-control", Forever).withHeader("vary", "Accept-Encoding");
    return response;
}

} // namespace

Assets::Assets()
{
    for (const QString &name : {u"portier.css"_s, u"portier.js"_s, u"portier.svg"_s}) {
        QFile file(u":/portier/pages/"_s + name);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no page asset %s", qPrintable(name));
        const QByteArray content = file.readAll();
        const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().first(12);
        const QString hashed = QString(name).replace(u'.', u'.' + QString::fromLatin1(hash) + u'.');
        m_addresses.insert(name, u"/assets/"_s + hashed);
        m_files.insert(hashed, {content, contentTypeOf(name)});
    }
}

QString Assets::address(const QString &name) const
{
    return m_addresses.value(name);
}

std::optional<api::ApiResponse> Assets::file(const QString &hashedName) const
{
    const auto found = m_files.constFind(hashedName);
    if (found == m_files.constEnd())
        return std::nullopt;
    return immutable(found->contentType, found->content);
}

QString Assets::partyAddress(QStringList colours)
{
    for (QString &colour : colours)
        colour = colour.mid(1).toLower();
    colours.removeDuplicates();
    colours.sort();
    return colours.isEmpty() ? QString() : u"/assets/parties/%1.css"_s.arg(colours.join(u'-'));
}

std::optional<api::ApiResponse> Assets::partyFile(const QString &name)
{
    if (!name.endsWith(".css"_L1))
        return std::nullopt;
    const QStringList colours = name.chopped(4).split(u'-');
    if (colours.size() > MostColours)
        return std::nullopt;
    QString css;
    for (const QString &colour : colours) {
        const auto fill = Rgb::parse(u'#' + colour);
        if (!fill)
            return std::nullopt;
        css +=
            u".%1{--party:%2;--party-edge:%3}\n"_s.arg(partyClass(fill->name()), fill->name(), partyEdge(*fill).name());
    }
    return immutable("text/css; charset=utf-8", css.toUtf8());
}

QString Assets::partyClass(const QString &colour)
{
    return u"party-"_s + colour.mid(1).toLower();
}

} // namespace portier::pages
