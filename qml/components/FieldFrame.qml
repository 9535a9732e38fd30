// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// The ground of whatever takes input: thick and red when something is wrong, sunken when it takes none.
Rectangle {
    id: frame

    required property Item target
    property bool wrong: false
    property bool readOnly: false

    radius: 8
    color: target.enabled && !readOnly ? Theme.surface : Theme.sunken
    border.width: readOnly ? 0 : wrong ? 2 : Theme.border
    border.color: wrong ? Theme.badEdge : target.enabled ? Theme.edge : Theme.line

    FocusRing { target: frame.target }
}
