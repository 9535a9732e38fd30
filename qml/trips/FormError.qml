// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// What is wrong with something that is no line to type in.
RowLayout {
    id: error

    property string text: ""

    visible: text !== ""
    spacing: 6

    Icon { name: "circle-alert"; size: 16; color: Theme.bad }
    Txt {
        Layout.fillWidth: true
        text: error.text
        px: Theme.label
        color: Theme.bad
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
}
