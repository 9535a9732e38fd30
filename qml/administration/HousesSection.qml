// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// Houses with their parties (BKG-136): edit, order, close, archive, send a party its link.
Item {
    id: section

    objectName: "houses"

    function create(): void { houseDialog.edit({}) }
    function settle(reply: var): void {
        houses.reload()
        if (!reply.ok)
            Nav.complain(reply)
    }
    /// Moves a party to another place: every one whose place changes is told, one after the other.
    function place(parties: var, from: int, to: int): void {
        const order = parties.slice()
        order.splice(to, 0, order.splice(from, 1)[0])
        const left = order.map((party, index) => ({id: party.id, version: party.version, position: index, before: party.position})).filter(each => each.position !== each.before)
        const next = reply => {
            const each = left.shift()
            if (!each || (reply && !reply.ok))
                return settle(reply ?? {ok: true})
            App.call("PATCH", "/api/v1/parties/" + each.id, {position: each.position}, next, each.version)
        }
        next(null)
    }
    /// Of the public calendar, or of its feed for calendar programs. A house on this computer alone has none.
    function address(house: var, rest: string): string {
        return App.session.server.replace(/\/+$/, "") + "/calendar/" + house.slug + rest
    }
    function copy(text: string): void {
        App.copy(text)
        Nav.say(qsTr("Copied: %1").arg(text))
    }

    Connections {
        target: Nav

        function onPage(what: string): void { if (what === "reload") houses.reload() }
    }
    ApiList {
        id: houses

        path: "/api/v1/resources"
        paged: false
        feedKinds: "resource party"
        Component.onCompleted: reload()
    }
    HouseDialog { id: houseDialog; objectName: "houseDialog"; onSaved: houses.reload() }
    PartyDialog { id: partyDialog; objectName: "partyDialog"; onSaved: houses.reload() }
    RenewDialog { id: renewal; objectName: "renewDialog" }
    PDialog {
        id: archive

        property var house: ({})

        objectName: "archiveDialog"
        title: qsTr("Archive “%1”").arg(house.name ?? "")
        verb: qsTr("Archive house")
        verbKind: "final"
        onAboutToShow: problem = ""
        onConfirmed: {
            busy = true
            App.call("DELETE", "/api/v1/resources/" + house.id, {}, reply => {
                busy = false
                houses.reload()
                if (!reply.ok)
                    return refused(reply)
                close()
            })
        }

        Txt { Layout.fillWidth: true; text: qsTr("Its calendar is no longer shown and takes no requests. Stays and their history are kept.") }
    }
    StateView {
        objectName: "listState"
        anchors.fill: parent
        shown: houses.count > 0 ? "" : houses.state === "ready" ? "empty" : houses.state === "error" ? "error" : "loading"
        iconName: "house"
        title: shown === "error" ? qsTr("The list could not be loaded") : qsTr("No house yet")
        sentence: shown === "error" ? houses.problem : qsTr("Create one, then add its parties.")
        action: shown === "error" ? qsTr("Try now") : qsTr("New house")
        onActed: shown === "error" ? houses.reload() : section.create()
    }
    ListView {
        anchors.fill: parent
        visible: count > 0
        clip: true
        spacing: 12
        model: houses
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Houses and parties")
        delegate: Card {
            id: house

            required property var item
            readonly property bool archived: item.status === "archived"

            width: ListView.view.width
            implicitHeight: column.implicitHeight + 32

            ColumnLayout {
                id: column

                anchors.fill: parent
                anchors.margins: 16
                spacing: 10

                RowLayout {
                    Layout.fillWidth: true
                    spacing: 12

                    ColumnLayout {
                        spacing: 2

                        Txt { Layout.fillWidth: true; text: house.item.name; px: Theme.section; weight: Font.DemiBold }
                        Txt { Layout.fillWidth: true; text: house.item.slug + " · " + house.item.zone; px: Theme.label; color: Theme.ink2 }
                    }
                    Chip {
                        Layout.alignment: Qt.AlignTop
                        text: house.archived ? qsTr("Archived") : house.item.open ? qsTr("Open") : qsTr("Closed")
                        iconName: house.archived ? "history" : house.item.open ? "circle-check" : "lock"
                        tone: house.item.open && !house.archived ? "ok" : "neutral"
                    }
                }
                Repeater {
                    model: house.item.parties

                    RowLayout {
                        id: party

                        required property var modelData
                        required property int index

                        Layout.fillWidth: true
                        spacing: 8
                        z: grip.active ? 1 : 0
                        opacity: grip.active ? 0.8 : 1
                        transform: Translate { y: grip.active ? grip.activeTranslation.y : 0 }

                        Icon {
                            objectName: "grip"
                            visible: house.item.parties.length > 1 && App.client.online
                            name: "grip-vertical"
                            size: 20

                            HoverHandler { cursorShape: Qt.SizeVerCursor }
                            DragHandler {
                                id: grip

                                property int to: 0

                                target: null
                                xAxis.enabled: false
                                dragThreshold: 3 // before the list behind it begins to scroll
                                grabPermissions: PointerHandler.CanTakeOverFromAnything
                                onActiveTranslationChanged: if (active) to = Math.max(0, Math.min(house.item.parties.length - 1, party.index + Math.round(activeTranslation.y / (party.height + 10))))
                                onActiveChanged: {
                                    if (active)
                                        to = party.index
                                    else if (to !== party.index)
                                        section.place(house.item.parties, party.index, to)
                                }
                            }
                        }
                        PartyMark { name: party.modelData.name; colour: party.modelData.colour }
                        Txt {
                            Layout.fillWidth: true
                            text: [party.modelData.email ?? qsTr("no address yet"), party.modelData.active ? "" : qsTr("not asked any more"), party.modelData.notification_enabled ? "" : qsTr("no mails")].filter(part => part !== "").join(" · ")
                            color: Theme.ink2
                            mayElide: true
                        }
                        PButton { iconName: "arrow-up"; explains: qsTr("Move %1 up").arg(party.modelData.name); enabled: party.index > 0 && App.client.online; onClicked: section.place(house.item.parties, party.index, party.index - 1) }
                        PButton { iconName: "pencil"; explains: qsTr("Edit %1").arg(party.modelData.name); onClicked: partyDialog.edit(house.item, party.modelData) }
                        PButton {
                            iconName: "send"
                            explains: qsTr("Mail %1 its link").arg(party.modelData.name)
                            enabled: !!party.modelData.email && App.client.online
                            offReason: party.modelData.email ? qsTr("Not while offline") : qsTr("no address yet")
                            onClicked: App.call("POST", "/api/v1/parties/" + party.modelData.id + "/send-link", {}, reply => reply.ok ? Nav.say(qsTr("The link is on its way.")) : Nav.complain(reply))
                        }
                        PButton {
                            objectName: "renewLink"
                            iconName: "link"
                            explains: qsTr("Renew the link of %1").arg(party.modelData.name)
                            enabled: !!party.modelData.email && App.client.online
                            offReason: party.modelData.email ? qsTr("Not while offline") : qsTr("no address yet")
                            onClicked: renewal.askParty(party.modelData.id, party.modelData.name)
                        }
                    }
                }
                Flow {
                    Layout.fillWidth: true
                    spacing: 8
                    visible: !house.archived

                    PButton { objectName: "editHouse"; text: qsTr("Edit house"); iconName: "pencil"; explains: text + ": " + house.item.name; onClicked: houseDialog.edit(house.item) }
                    PButton { text: qsTr("Add party"); iconName: "plus"; explains: text + ": " + house.item.name; onClicked: partyDialog.edit(house.item, {}) }
                    PButton {
                        objectName: "copyCalendar"
                        text: qsTr("Copy calendar address")
                        iconName: "copy"
                        explains: text + ": " + house.item.name
                        enabled: !App.session.local
                        offReason: qsTr("This house is on this computer only")
                        onClicked: section.copy(section.address(house.item, ""))
                    }
                    PButton {
                        objectName: "copyFeed"
                        text: qsTr("Copy feed address")
                        iconName: "calendar-days"
                        explains: qsTr("For calendar programs: %1").arg(house.item.name)
                        enabled: !App.session.local
                        offReason: qsTr("This house is on this computer only")
                        onClicked: section.copy(section.address(house.item, "/feed.ics"))
                    }
                    PButton { kind: "danger"; text: qsTr("Archive …"); onClicked: { archive.house = house.item; archive.open() } }
                }
            }
        }
    }
}
