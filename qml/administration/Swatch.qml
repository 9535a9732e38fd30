// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// A colour to choose.
T.AbstractButton {
    id: swatch

    required property string colour
    property bool chosen: false

    implicitWidth: 32 * Theme.scale
    implicitHeight: 32 * Theme.scale
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.RadioButton
    Accessible.name: qsTr("Colour %1").arg(colour)
    Accessible.checked: chosen

    background: Rectangle {
        radius: 4
        color: swatch.colour
        border.width: swatch.chosen ? 2 : Theme.border
        border.color: swatch.chosen ? Theme.accent : App.format.partyEdge(swatch.colour)

        FocusRing { target: swatch; around: 4 }
    }
}
