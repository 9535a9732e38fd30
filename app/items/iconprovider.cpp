// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/iconprovider.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{
constexpr int defaultSize = 20;
}

QPixmap IconProvider::requestPixmap(const QString &id, QSize *size, const QSize &requestedSize)
{
    const int edge = requestedSize.width() > 0 ? requestedSize.width() : defaultSize;
    QFile file(":/qt/qml/Portier/theme/icons/%1.svg"_L1.arg(id.section(u'/', 0, 0)));
    QPixmap pixmap(edge, edge);
    pixmap.fill(Qt::transparent);
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray svg = file.readAll();
        svg.replace("currentColor", '#' + id.section(u'/', 1, 1).toLatin1());
        QPainter painter(&pixmap);
        QSvgRenderer(svg).render(&painter, QRectF(0, 0, edge, edge));
    } else {
        qWarning("There is no icon %s", qPrintable(id));
    }
    if (size)
        *size = pixmap.size();
    return pixmap;
}

} // namespace portier::app
