// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// A menu, named after what opens it unless it has a title of its own.
T.Menu {
    id: menu

    margins: 8
    padding: 6
    overlap: 1
    implicitWidth: Math.max(200, contentItem.implicitWidth + 2 * padding)
    implicitHeight: contentItem.implicitHeight + 2 * padding

    contentItem: ListView {
        implicitHeight: contentHeight
        implicitWidth: {
            let widest = 0
            for (let i = 0; i < menu.count; ++i)
                widest = Math.max(widest, menu.itemAt(i)?.implicitWidth ?? 0)
            return widest
        }
        model: menu.contentModel
        currentIndex: menu.currentIndex
        interactive: false
        Accessible.role: Accessible.PopupMenu
        Accessible.name: menu.title !== "" ? menu.title : menu.parent?.Accessible.name ?? "" // that of what opens it
    }
    background: Raised {}
    delegate: PMenuItem {}
}
