// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// One of the drawn icons, in any colour.
Image {
    required property string name
    property color color: Theme.ink2
    property int size: 20

    readonly property string hex: color.toString().slice(-6)

    source: name ? "image://icon/" + name + "/" + hex : ""
    sourceSize.width: size * Screen.devicePixelRatio
    sourceSize.height: size * Screen.devicePixelRatio
    width: size
    height: size
    Accessible.ignored: true
}
