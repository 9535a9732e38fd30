// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier

/// Says that a dialog goes on with what was typed earlier, or that somebody else saved meanwhile.
Banner {
    required property TypedFields fields
    property bool met: false ///< somebody else saved

    Layout.fillWidth: true
    visible: met || fields.resumed
    tone: met ? "wait" : "info"
    iconName: met ? "users" : "info"
    text: met ? qsTr("Somebody saved meanwhile. What you typed stays: look it over and save once more.") : qsTr("This is what you typed before.")
    action: qsTr("Start anew")
    onActed: fields.startAnew()
}
