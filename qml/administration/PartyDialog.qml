// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// A party of a house, new or as it is: name, colour with a look at its bars, and who decides for it (BKG-136).
PDialog {
    id: dialog

    property var house: ({})
    property var party: ({}) ///< empty: a new one
    readonly property bool isNew: party.id === undefined
    readonly property string typedColour: /^#[0-9A-Fa-f]{6}$/.test(colour.text.trim()) ? colour.text.trim().toUpperCase() : ""
    readonly property real contrast: typedColour !== "" ? App.format.contrast(typedColour, "#18212B") : 0
    readonly property bool endsLinks: !isNew && !!party.email && email.text.trim() !== party.email

    signal saved()

    title: isNew ? qsTr("New party for %1").arg(house.name ?? "") : qsTr("Edit “%1”").arg(party.name)
    verb: isNew ? qsTr("Add party") : qsTr("Save party")
    verbEnabled: partyName.text.trim() !== "" && typedColour !== "" && App.client.online && !busy
    verbReason: App.client.online ? qsTr("Give the party a name and a colour.") : qsTr("Not while offline")

    function edit(ofHouse: var, what: var): void {
        house = ofHouse
        party = what
        open()
    }
    function body(): var {
        const all = {name: partyName.text.trim(), email: email.text.trim() === "" ? null : email.text.trim(), colour: typedColour}
        if (!isNew)
            Object.assign(all, {active: active.checked, notification_enabled: notices.checked, language: language.value === "" ? null : language.value})
        return all
    }
    function take(reply: var): void {
        busy = false
        partyName.error = reply.errors.name ?? ""
        email.error = reply.errors.email ?? ""
        colour.error = reply.errors.colour ?? ""
        if (reply.ok) {
            close()
            saved()
        } else if (reply.status === 412)
            Nav.say(qsTr("Somebody changed this party meanwhile. Open it again."))
        else if (Object.keys(reply.errors).length === 0)
            Nav.complain(reply)
    }
    onAboutToShow: {
        partyName.text = party.name ?? ""
        email.text = party.email ?? ""
        colour.text = party.colour ?? "#C1DBE3"
        active.checked = party.active ?? true
        notices.checked = party.notification_enabled ?? true
        language.value = party.language ?? ""
        partyName.error = email.error = colour.error = ""
        partyName.input.forceActiveFocus()
    }
    onConfirmed: {
        busy = true
        if (isNew)
            App.call("POST", "/api/v1/resources/" + house.id + "/parties", body(), reply => take(reply))
        else
            App.call("PATCH", "/api/v1/parties/" + party.id, body(), reply => take(reply), party.version)
    }

    component Sample: Rectangle {
        property bool filled: true

        implicitWidth: 132
        implicitHeight: 36
        radius: 6
        color: filled ? dialog.typedColour : Theme.surface
        border.width: filled ? 1 : 2
        border.color: App.format.partyEdge(dialog.typedColour)

        Txt {
            anchors.centerIn: parent
            width: parent.width - 16
            horizontalAlignment: Text.AlignHCenter
            text: partyName.text.trim() !== "" ? partyName.text.trim() : qsTr("Name")
            px: Theme.label
            weight: Font.DemiBold
            mayElide: true
            color: parent.filled ? "#18212B" : Theme.ink
        }
    }

    Field { id: partyName; objectName: "partyName"; Layout.fillWidth: true; label: qsTr("Name of the party") }
    Field { id: email; objectName: "partyEmail"; Layout.fillWidth: true; label: qsTr("E-mail of who decides") }
    Banner {
        Layout.fillWidth: true
        visible: dialog.endsLinks
        tone: "wait"
        text: qsTr("A new address ends all links that went to %1.").arg(dialog.party.email ?? "")
    }
    Field {
        id: colour

        objectName: "partyColour"
        Layout.fillWidth: true
        label: qsTr("Colour")
        hint: qsTr("As #RRGGBB")
    }
    Flow {
        Layout.fillWidth: true
        spacing: 8

        Repeater {
            model: ["#C1DBE3", "#C7DFC5", "#DFAEB4", "#E8D9A8", "#D8C7E6", "#F0C9A4"]

            Swatch {
                required property string modelData

                colour: modelData
                chosen: dialog.typedColour === modelData
                onClicked: colour.text = modelData
            }
        }
    }
    Row {
        visible: dialog.typedColour !== ""
        spacing: 8

        Sample {}
        Sample { filled: false }
    }
    Txt {
        Layout.fillWidth: true
        visible: dialog.typedColour !== "" && dialog.contrast < 4.5
        text: qsTr("Text on this colour is hard to read (%1 : 1, at least 4.5 : 1).").arg(App.format.number(dialog.contrast))
        color: Theme.wait
    }
    PButton {
        visible: dialog.typedColour !== "" && dialog.contrast < 4.5
        text: qsTr("Take a lighter one")
        onClicked: colour.text = App.format.readableFill(dialog.typedColour)
    }
    Segment {
        id: language

        visible: !dialog.isNew
        accessibleName: qsTr("Language of its mails")
        choices: [{value: "", text: qsTr("As the house")}, {value: "de", text: "Deutsch"}, {value: "en", text: "English"}]
        onChosen: picked => value = picked
    }
    Check { id: notices; visible: !dialog.isNew; text: qsTr("Gets mails about requests") }
    Check { id: active; visible: !dialog.isNew; text: qsTr("Decides about new requests") }
}
