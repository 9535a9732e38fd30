// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// A sentence about the page, with at most one action. Tone: wait, bad or info.
Rectangle {
    id: banner

    required property string text
    property string tone: "info"
    property string iconName: tone === "bad" ? "triangle-alert" : tone === "wait" ? "cloud-off" : "info"
    property string action: ""

    signal acted()

    readonly property color inkColor: tone === "bad" ? Theme.bad : tone === "wait" ? Theme.wait : Theme.accent

    implicitHeight: row.implicitHeight + 16
    radius: 8
    color: tone === "bad" ? Theme.badSoft : tone === "wait" ? Theme.waitSoft : Theme.accentSoft
    border.color: tone === "bad" ? Theme.badEdge : tone === "wait" ? Theme.waitEdge : Theme.accent
    border.width: Theme.border

    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: 14
        anchors.rightMargin: 8
        spacing: 10

        Icon {
            name: banner.iconName
            color: banner.inkColor
        }
        Txt {
            Layout.fillWidth: true
            text: banner.text
        }
        PButton {
            visible: banner.action !== ""
            kind: "text"
            text: banner.action
            implicitHeight: 28 * Theme.scale
            onClicked: banner.acted()
        }
    }
}
