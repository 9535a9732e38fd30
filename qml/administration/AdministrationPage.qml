// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// What an administrator looks after: messages that could not be sent, and houses with their parties.
FocusScope {
    id: page

    readonly property var sections: ({accounts: "AccountsSection", keys: "KeysSection", schedules: "SchedulesSection", jobs: "JobsSection", audit: "AuditSection"})
    readonly property string tab: Nav.area === "administration" && Nav.rest !== "" ? Nav.rest : "delivery"
    readonly property bool own: sections[tab] === undefined ///< shown by this page itself
    readonly property var sentences: ({accounts: qsTr("Who may sign in, and what they may do."), keys: qsTr("Programs that speak to Portier."), schedules: qsTr("What runs by itself."), jobs: qsTr("Work in the queue."), audit: qsTr("Who did what."), houses: qsTr("Houses, and who decides about them.")})

    ApiList {
        id: dead

        path: "/api/v1/admin/notifications"
        query: ({state: "dead"})
        feedKinds: "notification"
        Component.onCompleted: reload()
    }
    ApiList {
        id: houses

        path: "/api/v1/resources"
        paged: false
        feedKinds: "resource party"
        Component.onCompleted: reload()
    }
    PDialog {
        id: create

        title: qsTr("New house")
        verb: qsTr("Create house")
        verbEnabled: houseName.text.trim() !== "" && App.client.online
        verbReason: qsTr("Give the house a name.")
        onConfirmed: App.call("POST", "/api/v1/resources", {name: houseName.text.trim(), zone: zone.text.trim(), language: App.settings.language}, reply => {
            houseName.error = reply.errors.name ?? (reply.ok || reply.errors.zone ? "" : reply.title)
            zone.error = reply.errors.zone ?? ""
            if (reply.ok) {
                houseName.text = ""
                close()
                houses.reload()
            }
        })

        Field { id: houseName; Layout.fillWidth: true; label: qsTr("Name of the house") }
        Field { id: zone; Layout.fillWidth: true; label: qsTr("Time zone"); text: "Europe/Berlin" }
    }
    PDialog {
        id: addParty

        property var house: ({})

        title: qsTr("New party for %1").arg(house.name ?? "")
        verb: qsTr("Add party")
        verbEnabled: partyName.text.trim() !== "" && App.client.online
        verbReason: qsTr("Give the party a name.")
        onConfirmed: App.call("POST", "/api/v1/resources/" + house.id + "/parties", {name: partyName.text.trim(), email: partyEmail.text.trim() === "" ? null : partyEmail.text.trim(), colour: colour.value}, reply => {
            partyName.error = reply.errors.name ?? (reply.ok || reply.errors.email ? "" : reply.title)
            partyEmail.error = reply.errors.email ?? ""
            if (reply.ok) {
                partyName.text = partyEmail.text = ""
                close()
                houses.reload()
            }
        })

        Field { id: partyName; Layout.fillWidth: true; label: qsTr("Name of the party") }
        Field { id: partyEmail; Layout.fillWidth: true; label: qsTr("E-mail of who decides") }
        ChoiceField {
            id: colour

            Layout.fillWidth: true
            label: qsTr("Colour")
            value: "#C1DBE3"
            choices: [{value: "#C1DBE3", text: qsTr("Blue")}, {value: "#C7DFC5", text: qsTr("Green")}, {value: "#DFAEB4", text: qsTr("Red")}, {value: "#E8D9A8", text: qsTr("Yellow")}]
            onChosen: picked => value = picked
        }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: page.width < 760 ? 16 : Theme.pageMargin
        anchors.topMargin: 20
        spacing: 14

        PageHeader {
            Layout.fillWidth: true
            title: qsTr("Administration")
            sentence: page.tab === "delivery" ? (dead.count === 0 ? qsTr("Every message could be sent.") : qsTr("%n message(s) could not be sent.", "", dead.count)) : page.sentences[page.tab] ?? ""

            PButton {
                visible: page.tab === "keys"
                kind: "primary"
                iconName: "plus"
                text: qsTr("New API key")
                onClicked: section.item.create()
            }

            PButton {
                visible: page.tab === "houses"
                kind: "primary"
                iconName: "plus"
                text: qsTr("New house")
                onClicked: create.open()
            }
        }
        Flow {
            Layout.fillWidth: true
            spacing: 8

            Repeater {
                model: [{value: "delivery", text: qsTr("Delivery")}, {value: "houses", text: qsTr("Houses and parties")}, {value: "accounts", text: qsTr("Accounts")},
                        {value: "keys", text: qsTr("API keys")}, {value: "schedules", text: qsTr("Schedules")}, {value: "jobs", text: qsTr("Jobs")}, {value: "audit", text: qsTr("Audit")}]

                PButton {
                    required property var modelData

                    text: modelData.text
                    checkable: true
                    autoExclusive: true
                    checked: modelData.value === page.tab
                    kind: checked ? "primary" : "plain"
                    onClicked: Nav.go(modelData.value === "delivery" ? "administration" : "administration/" + modelData.value)
                }
            }
        }
        Loader {
            id: section

            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: !page.own
            active: visible
            source: page.own ? "" : "qrc:/qt/qml/Portier/administration/" + page.sections[page.tab] + ".qml"
        }
        StateView {
            readonly property ApiList list: page.tab === "delivery" ? dead : houses

            Layout.fillWidth: true
            Layout.fillHeight: shown !== ""
            shown: list.count > 0 || !page.own ? "" : list.state === "ready" ? "empty" : list.state === "error" ? "error" : "loading"
            iconName: page.tab === "delivery" ? "send" : "house"
            title: shown === "error" ? qsTr("The list could not be loaded") : page.tab === "delivery" ? qsTr("Nothing is stuck") : qsTr("No house yet")
            sentence: shown === "error" ? list.problem : page.tab === "delivery" ? qsTr("Messages that could not be delivered come here.") : qsTr("Create one, then add its parties.")
            action: shown === "error" ? qsTr("Try now") : ""
            onActed: list.reload()
        }
        ListView {
            id: list

            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: count > 0 && page.own
            clip: true
            spacing: 12
            model: page.tab === "delivery" ? dead : houses
            delegate: page.tab === "delivery" ? deadRow : houseRow
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Administration")
        }
    }
    Component {
        id: deadRow

        RowLayout {
            id: message

            required property var item

            width: ListView.view.width
            spacing: 12

            NoticeRow { Layout.fillWidth: true; item: message.item }
            PButton {
                text: qsTr("Send again")
                enabled: App.client.online
                offReason: qsTr("Not while offline")
                onClicked: App.call("POST", "/api/v1/admin/notifications/" + message.item.id + "/requeue", {}, reply => reply.ok ? dead.reload() : Nav.complain(reply))
            }
        }
    }
    Component {
        id: houseRow

        Card {
            id: house

            required property var item

            width: ListView.view.width
            implicitHeight: houseColumn.implicitHeight + 32

            ColumnLayout {
                id: houseColumn

                anchors.fill: parent
                anchors.margins: 16
                spacing: 10

                RowLayout {
                    Layout.fillWidth: true

                    ColumnLayout {
                        spacing: 2

                        Txt { Layout.fillWidth: true; text: house.item.name; px: Theme.section; weight: Font.DemiBold }
                        Txt { Layout.fillWidth: true; text: house.item.slug + " · " + house.item.zone; px: Theme.label; color: Theme.ink2 }
                    }
                    PButton { text: qsTr("Copy calendar address"); iconName: "copy"; onClicked: App.copy(house.item.slug) }
                    PButton { text: qsTr("Add party"); iconName: "plus"; onClicked: { addParty.house = house.item; addParty.open() } }
                }
                Repeater {
                    model: house.item.parties

                    RowLayout {
                        id: party

                        required property var modelData

                        Layout.fillWidth: true
                        spacing: 12

                        PartyMark { name: party.modelData.name; colour: party.modelData.colour }
                        Txt { Layout.fillWidth: true; text: party.modelData.email ?? qsTr("no address yet"); color: Theme.ink2; mayElide: true }
                        PButton {
                            visible: !!party.modelData.email
                            kind: "text"
                            iconName: "send"
                            text: qsTr("Send link")
                            explains: qsTr("Send %1 their link").arg(party.modelData.name)
                            onClicked: App.call("POST", "/api/v1/parties/" + party.modelData.id + "/send-link", {}, reply => reply.ok ? Nav.say(qsTr("The link is on its way.")) : Nav.complain(reply))
                        }
                    }
                }
            }
        }
    }
}
