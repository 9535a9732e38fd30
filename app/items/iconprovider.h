// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickImageProvider>

namespace portier::app
{

/// Icons of qml/theme/icons in any colour: "image://icon/plane/1f4e79" draws plane.svg with that colour as its stroke.
class IconProvider final : public QQuickImageProvider
{
public:
    IconProvider() : QQuickImageProvider(Pixmap) {}
    QPixmap requestPixmap(const QString &id, QSize *size, const QSize &requestedSize) override;
};

} // namespace portier::app
