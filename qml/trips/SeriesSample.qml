// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// How a series is drawn in the chart: solid, dash or dot.
Row {
    id: sample

    required property color color
    property string dash: "solid"

    spacing: dash === "dash" ? 3 : dash === "dot" ? 2 : 0

    Repeater {
        model: sample.dash === "dash" ? 2 : sample.dash === "dot" ? 4 : 1

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: sample.dash === "dash" ? 7 : sample.dash === "dot" ? 2 : 16
            height: 2
            color: sample.color
        }
    }
}
