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
    readonly property var values: typed.values
    readonly property var errors: typed.errors
    readonly property string name: (values.name ?? "").trim()
    readonly property string email: (values.email ?? "").trim()
    readonly property string typedColour: /^#[0-9A-Fa-f]{6}$/.test((values.colour ?? "").trim()) ? values.colour.trim().toUpperCase() : ""
    readonly property real contrast: typedColour !== "" ? App.format.contrast(typedColour, "#18212B") : 0
    readonly property bool endsLinks: !isNew && !!party.email && email !== party.email

    signal saved()

    title: isNew ? qsTr("New party for %1").arg(house.name ?? "") : qsTr("Edit “%1”").arg(party.name)
    verb: isNew ? qsTr("Add party") : qsTr("Save party")
    problem: typed.problem

    function edit(ofHouse: var, what: var): void {
        house = ofHouse
        party = what
        typed.begin("party:" + (what.id ?? "new:" + ofHouse.id), fieldsOf(what))
        open()
    }
    function fieldsOf(what: var): var {
        return {name: what.name ?? "", email: what.email ?? "", colour: what.colour ?? "#C1DBE3", active: what.active ?? true,
                notification_enabled: what.notification_enabled ?? true, language: what.language ?? ""}
    }
    function body(): var {
        const all = {name: name, email: email === "" ? null : email, colour: typedColour}
        if (!isNew)
            Object.assign(all, {active: values.active, notification_enabled: values.notification_enabled, language: values.language === "" ? null : values.language})
        return all
    }
    function take(reply: var, sent: string): void {
        busy = false
        if (typed.take(reply, sent)) {
            close()
            saved()
        } else if (typed.met && reply.body.current) {
            party = reply.body.current
            typed.meet(fieldsOf(party))
        }
    }
    onAboutToShow: partyName.input.forceActiveFocus()
    onConfirmed: {
        const sent = typed.key
        busy = true
        if (isNew)
            App.call("POST", "/api/v1/resources/" + house.id + "/parties", body(), reply => take(reply, sent))
        else
            App.call("PATCH", "/api/v1/parties/" + party.id, body(), reply => take(reply, sent), party.version)
    }

    component Sample: Rectangle {
        property bool filled: true

        implicitWidth: 132 * Theme.scale
        implicitHeight: 36 * Theme.scale
        radius: 6
        color: filled ? dialog.typedColour : Theme.surface
        border.width: filled ? Theme.border : 2
        border.color: App.format.partyEdge(dialog.typedColour)

        Txt {
            anchors.centerIn: parent
            width: parent.width - 16
            horizontalAlignment: Text.AlignHCenter
            text: dialog.name !== "" ? dialog.name : qsTr("Name")
            px: Theme.label
            weight: Font.DemiBold
            mayElide: true
            color: parent.filled ? "#18212B" : Theme.ink
        }
    }

    TypedFields { id: typed; shown: dialog.opened; places: ["name", "email", "colour", "language", "active", "notification_enabled"] }
    DraftBanner { objectName: "partyDraft"; fields: typed }
    Field {
        id: partyName

        objectName: "partyName"
        Layout.fillWidth: true
        label: qsTr("Name of the party")
        text: dialog.values.name ?? ""
        wrong: dialog.tried && dialog.name === "" ? qsTr("Give the party a name.") : ""
        error: dialog.errors.name ?? ""
        onEdited: text => typed.set("name", text)
    }
    Field {
        objectName: "partyEmail"
        Layout.fillWidth: true
        label: qsTr("E-mail of who decides")
        text: dialog.values.email ?? ""
        error: dialog.errors.email ?? ""
        onEdited: text => typed.set("email", text)
    }
    Banner {
        Layout.fillWidth: true
        visible: dialog.endsLinks
        tone: "wait"
        text: qsTr("A new address ends all links that went to %1.").arg(dialog.party.email ?? "")
    }
    Field {
        objectName: "partyColour"
        Layout.fillWidth: true
        label: qsTr("Colour")
        text: dialog.values.colour ?? ""
        hint: qsTr("As #RRGGBB")
        wrong: dialog.typedColour === "" && (dialog.tried || text.trim().length >= 7) ? qsTr("A colour like #C7DFC5.") : ""
        error: dialog.errors.colour ?? ""
        onEdited: text => typed.set("colour", text)
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
                onClicked: typed.set("colour", modelData)
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
        onClicked: typed.set("colour", App.format.readableFill(dialog.typedColour))
    }
    SegmentField {
        objectName: "partyLanguage"
        Layout.fillWidth: true
        visible: !dialog.isNew
        label: qsTr("Language of its mails")
        error: dialog.errors.language ?? ""
        choices: [{value: "", text: qsTr("As the house")}, {value: "de", text: "Deutsch"}, {value: "en", text: "English"}]
        value: dialog.values.language
        onChosen: picked => typed.set("language", picked)
    }
    Check {
        visible: !dialog.isNew
        text: qsTr("Gets mails about requests")
        checked: dialog.values.notification_enabled ?? true
        onToggled: typed.set("notification_enabled", checked)
    }
    FieldNote { Layout.fillWidth: true; error: dialog.errors.notification_enabled ?? "" }
    Check {
        visible: !dialog.isNew
        text: qsTr("Decides about new requests")
        checked: dialog.values.active ?? true
        onToggled: typed.set("active", checked)
    }
    FieldNote { objectName: "partyActiveError"; Layout.fillWidth: true; error: dialog.errors.active ?? "" }
}
