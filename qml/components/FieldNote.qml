// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// What stands under a field: a hint, or what is wrong with it; at the right how much of it is used.
RowLayout {
    id: note

    property string hint: ""
    property string error: ""
    property string counter: ""

    visible: error !== "" || hint !== "" || counter !== ""
    spacing: 6

    Icon {
        Layout.alignment: Qt.AlignTop
        visible: note.error !== ""
        name: "circle-alert"
        size: 16
        color: Theme.bad
    }
    Txt {
        Layout.fillWidth: true
        text: note.error !== "" ? note.error : note.hint
        px: Theme.label
        color: note.error !== "" ? Theme.bad : Theme.ink2
        Accessible.role: note.error !== "" ? Accessible.AlertMessage : Accessible.StaticText
        Accessible.name: text
    }
    Txt {
        Layout.alignment: Qt.AlignTop
        visible: text !== ""
        text: note.counter
        px: Theme.label
        color: note.error !== "" ? Theme.bad : Theme.ink2
        wrapMode: Text.NoWrap
    }
}
