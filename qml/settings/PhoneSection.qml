// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// The number for text messages: one counts once its code has come back. The Portier of this computer shows it only when
/// it can send any, or knows a number.
ColumnLayout {
    id: section

    property var phone: null
    property bool failed: false
    readonly property bool loaded: phone !== null || failed
    readonly property bool possible: phone?.sms_available === true
    readonly property bool usable: possible && !!phone?.number
    readonly property bool waits: !!phone?.pending
    readonly property bool over: (App.format.tick, waits && App.format.minutesUntil(phone.pending.expires_at) <= 0)

    function load(): void {
        App.call("GET", "/api/v1/me/phone", {}, reply => {
            failed = !reply.ok && phone === null
            if (reply.ok)
                phone = reply.body
        })
    }
    function remove(): void {
        App.call("DELETE", "/api/v1/me/phone", {}, reply => {
            if (!reply.ok)
                return Nav.complain(reply)
            Nav.say(qsTr("The number is removed."))
            load()
        })
    }

    visible: loaded && (!App.session.local || possible || !!phone?.number || waits)
    spacing: 12
    Connections {
        target: App

        function onFeedChanged(kind: string): void { if (kind.startsWith("phone.")) section.load() }
    }
    PhoneDialog {
        id: ask

        objectName: "phoneDialog"
        onSent: phone => {
            section.phone = phone
            if (phone.pending)
                confirm.ask(phone)
        }
    }
    CodeDialog {
        id: confirm

        objectName: "codeDialog"
        onConfirmedNumber: phone => section.phone = phone
    }

    SettingsHeading { text: qsTr("Phone") }
    Banner {
        Layout.fillWidth: true
        visible: section.failed
        tone: "bad"
        text: qsTr("Your number could not be loaded.")
        action: qsTr("Try now")
        onActed: section.load()
    }
    Txt {
        objectName: "phoneNumber"
        Layout.fillWidth: true
        visible: section.phone !== null
        text: section.usable ? qsTr("Text messages go to %1.").arg(section.phone.number)
            : section.phone?.number ? qsTr("Your number is %1. This Portier sends no text messages.").arg(section.phone.number)
            : section.possible ? qsTr("No number yet. With one, Portier can send you text messages.") : qsTr("This Portier sends no text messages.")
    }
    Txt {
        objectName: "phoneWaits"
        Layout.fillWidth: true
        visible: section.waits
        text: section.over ? qsTr("The code for %1 is over. Have a new one sent.").arg(section.phone?.pending?.number ?? "")
                           : qsTr("%1 waits for its code, until %2.").arg(section.phone?.pending?.number ?? "").arg(App.format.time(section.phone?.pending?.expires_at ?? ""))
        color: Theme.wait
    }
    Flow {
        Layout.fillWidth: true
        spacing: 8

        PButton {
            objectName: "enterCode"
            visible: section.waits && !section.over
            text: qsTr("Enter code …")
            onClicked: confirm.ask(section.phone)
        }
        PButton {
            objectName: "changePhone"
            visible: section.possible
            text: section.waits ? qsTr("New code …") : section.phone?.number ? qsTr("Change number …") : qsTr("Add number …")
            onClicked: ask.ask(section.phone)
        }
        PButton {
            objectName: "removePhone"
            visible: !!section.phone?.number || section.waits
            text: qsTr("Remove number")
            iconName: "trash-2"
            enabled: App.client.online
            offReason: qsTr("Not while offline")
            onClicked: section.remove()
        }
    }
}
