// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// The ring around whatever has the keyboard's focus.
Rectangle {
    required property var target
    property real around: 8

    anchors.fill: parent
    anchors.margins: -4
    visible: target.visualFocus === true || (target.visualFocus === undefined && target.activeFocus)
    color: "transparent"
    radius: around + 4
    border.width: 2
    border.color: Theme.focus
}
