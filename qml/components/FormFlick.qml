// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// Scrolls, and brings what gets the focus into view: whoever moves by Tab sees where they are.
Flickable {
    id: flick

    property real around: 12 ///< that is shown of what surrounds the focus

    function reveal(item: Item): void {
        const top = item.mapToItem(contentItem, 0, 0).y
        if (top - around < contentY)
            contentY = Math.max(0, top - around)
        else if (top + item.height + around > contentY + height)
            contentY = Math.min(Math.max(0, contentHeight - height), top + item.height + around - height)
    }

    clip: true
    boundsBehavior: Flickable.StopAtBounds

    T.ScrollBar.vertical: T.ScrollBar {
        id: bar

        Accessible.ignored: true // for the pointer alone: the keyboard brings what it reaches into view
        focusPolicy: Qt.NoFocus
        visible: flick.contentHeight > flick.height + 1
        implicitWidth: 8
        padding: 1
        minimumSize: 0.1
        contentItem: Rectangle {
            implicitWidth: 6
            radius: 3
            color: bar.pressed || bar.hovered ? Theme.ink2 : Theme.edge
        }
    }
    Connections {
        target: flick.Window.window

        function onActiveFocusItemChanged(): void {
            const item = flick.Window.window.activeFocusItem
            for (let up = item; up; up = up.parent) {
                if (up === flick.contentItem)
                    return flick.reveal(item)
            }
        }
    }
}
