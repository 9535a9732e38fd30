// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/icons.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace portier::pages
{

namespace
{

QString load(const QString &name)
{
    QFile file(u":/portier/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression spaces(u"\\s+"_s);
    const QString source = QString::fromUtf8(file.readAll());
    const qsizetype head = source.indexOf(u'>', source.indexOf("<svg"_L1));
    const QString shapes = source.mid(head + 1, source.lastIndexOf("</svg>"_L1) - head - 1);
    return u"<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">"_s +
           QString(shapes).replace(spaces, u" "_s).trimmed() + u"</svg>"_s;
}

} // namespace

QString iconSvg(const QString &name)
{
    static QHash<QString, QString> known; // pages are made on the core thread only
    const auto found = known.constFind(name);
    return found != known.constEnd() ? *found : *known.insert(name, load(name));
}

} // namespace portier::pages
