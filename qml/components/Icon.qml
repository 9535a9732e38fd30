// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// One of the drawn icons, in any colour; it grows with the text.
Image {
    required property string name
    property color color: Theme.ink2
    property int size: 20 ///< beside text as it is without scaling

    readonly property int side: Math.round(size * Theme.scale)
    readonly property string hex: color.toString().slice(-6)

    source: name ? "image://icon/" + name + "/" + hex : ""
    sourceSize.width: side * Screen.devicePixelRatio
    sourceSize.height: side * Screen.devicePixelRatio
    width: side
    height: side
    Accessible.ignored: true
}
