// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier

/// Says that a form goes on with what was typed earlier, or that somebody else saved meanwhile.
Banner {
    required property TypedFields fields

    Layout.fillWidth: true
    visible: fields.met || fields.resumed
    tone: fields.met ? "wait" : "info"
    iconName: fields.met ? "users" : "info"
    text: fields.met ? qsTr("Somebody saved meanwhile. What you typed stays: look it over and save once more.") : qsTr("This is what you typed before.")
    action: qsTr("Start anew")
    onActed: fields.startAnew()
}
