// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// The ground of what lies over the page: an edge and two flat shadows, the same in every renderer.
Item {
    id: ground

    property real radius: 10

    Repeater {
        model: [{y: 6, opacity: 0.06}, {y: 2, opacity: 0.1}]

        Rectangle {
            required property var modelData

            width: ground.width
            height: ground.height
            y: modelData.y
            radius: ground.radius
            color: "black"
            opacity: modelData.opacity
        }
    }
    Rectangle {
        anchors.fill: parent
        radius: ground.radius
        color: Theme.raised
        border.color: Theme.edge
        border.width: Theme.border
    }
}
