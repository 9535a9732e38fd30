// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.HouseActions
import Portier.Theme

/// One stay: facts, approvals, timeline, and the decision at its foot (BKG-131, BKG-132, BKG-134).
FocusScope {
    id: page

    objectName: "bookingDetail"

    property string bookingId: ""
    property var booking: ({})
    property bool deciding: false
    property string refusal: "" ///< of the last decision here
    property bool back: false   ///< a narrow window shows nothing beside it
    property string state_: ""  ///< loading, error, gone; empty: loaded or nothing asked for
    property var colours: ({})  ///< party id -> colour

    readonly property bool loaded: booking.id !== undefined
    readonly property string ownParty: (booking.approvals ?? []).find(approval => approval.party_id === booking.own_party_id)?.party ?? ""
    readonly property bool isAdmin: (App.session.account.roles ?? []).includes("admin")
    readonly property bool wide: column.width > 560 * Theme.scale
    /// The change of dates that made the approvals count anew, or null.
    readonly property var moved: booking.status !== "pending" ? null
        : (booking.timeline ?? []).filter(event => event.type === "dates_extended" && event.round === booking.round).pop() ?? null
    readonly property string missing: (booking.approvals ?? []).filter(approval => approval.decision === "no_response" && approval.party_id !== booking.own_party_id)
                                                               .map(approval => approval.party).join(", ")

    signal wentBack()

    function load(): void {
        if (bookingId === "")
            return
        const asked = bookingId
        if (!loaded)
            state_ = "loading"
        App.call("GET", "/api/v1/bookings/" + asked, {}, reply => {
            if (asked !== bookingId)
                return
            if (reply.ok)
                booking = reply.body
            else if (reply.status === 404)
                booking = {}
            state_ = loaded ? "" : reply.status === 404 ? "gone" : "error"
        })
    }
    function loadColours(): void {
        const slug = booking.resource ?? ""
        if (slug === "")
            return
        App.call("GET", "/api/v1/resources/" + slug, {}, reply => {
            const found = {}
            for (const party of reply.ok ? reply.body.parties : [])
                found[party.id] = party.colour
            colours = found
        })
    }
    function openMenu(): void { if (menuButton.visible) more.popup(menuButton, 0, menuButton.height + 4) }
    function approve(): void {
        if (!HouseActions.may(booking, "approve") || deciding || !App.client.online)
            return
        const about = bookingId
        deciding = true
        refusal = ""
        HouseActions.decide(booking, "approve", {}, reply => {
            deciding = false
            if (about === bookingId && !reply.ok)
                refusal = HouseActions.refusal(reply)
            load()
            return refusal !== ""
        })
    }
    readonly property string houseSlug: booking.resource ?? ""

    onBookingIdChanged: { booking = {}; state_ = refusal = ""; load() }
    onHouseSlugChanged: loadColours()
    onBookingChanged: {
        if (booking.id === deny.booking.id)
            deny.booking = booking
        if (booking.id === cancel.booking.id)
            cancel.booking = booking
    }

    Keys.onMenuPressed: openMenu()
    Keys.onPressed: event => {
        event.accepted = event.key === Qt.Key_F10
        if (event.accepted)
            openMenu()
    }
    Connections {
        target: HouseActions

        function onApproveRequested(): void { if (page.visible) page.approve() }
        function onDenyRequested(): void { if (page.visible && HouseActions.may(page.booking, "deny")) deny.ask(page.booking) }
    }
    Connections {
        target: App

        function onFeedChanged(kind: string, objectId: string): void { if (objectId === page.bookingId) page.load() }
    }
    Connections {
        target: App.client

        function onOnlineChanged(): void { if (App.client.online) { page.refusal = ""; page.load() } }
    }
    DenyDialog {
        id: deny

        objectName: "denyDialog"
        onDecided: page.load()
    }
    CancelDialog {
        id: cancel

        objectName: "cancelDialog"
        onCanceled: page.load()
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        StateView {
            objectName: "bookingState"
            Layout.fillWidth: true
            Layout.fillHeight: shown !== ""
            shown: page.state_ === "gone" ? "empty" : page.state_
            iconName: "house"
            title: page.state_ === "gone" ? qsTr("This stay is gone") : qsTr("The stay could not be loaded")
            sentence: page.state_ === "gone" ? qsTr("It was deleted, or you may not see it.") : qsTr("The server does not answer.")
            action: page.state_ === "error" ? qsTr("Try now") : page.back ? qsTr("Back") : ""
            onActed: page.state_ === "error" ? page.load() : page.wentBack()
        }
        Flickable {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: page.loaded
            contentHeight: column.implicitHeight + 44
            clip: true
            boundsBehavior: Flickable.StopAtBounds

            // A positioner: layouts within layouts around texts that wrap would arrange each other twice in one frame.
            Column {
                id: column

                x: page.width < 560 ? 16 : Theme.pageMargin
                y: 20
                width: Math.min(760, page.width - 2 * x)
                spacing: 14

                PageHeader {
                    width: column.width
                    back: page.back
                    onWentBack: page.wentBack()
                    title: page.loaded ? (App.format.tick, page.booking.requester_first_name + " · " + HouseActions.range(page.booking)) : ""
                    sentence: page.loaded ? [qsTr("%n day(s)", "", page.booking.total_days), HouseActions.persons(page.booking.party_size), page.booking.resource_name ?? ""].filter(part => part !== "").join(" · ") : ""

                    PButton {
                        id: menuButton

                        objectName: "bookingMore"
                        visible: HouseActions.may(page.booking, "cancel")
                        iconName: "ellipsis"
                        explains: qsTr("More for this stay")
                        onClicked: page.openMenu()

                        PMenu {
                            id: more

                            PMenuItem { text: qsTr("Cancel stay …"); iconName: "ban"; enabled: App.client.online && !page.deciding; onTriggered: cancel.ask(page.booking) }
                        }
                    }
                    beside: Chip {
                        readonly property var look: HouseActions.status(page.booking)

                        text: look.text
                        iconName: look.iconName
                        tone: look.tone
                    }
                }
                Banner {
                    objectName: "refusalBanner"
                    width: column.width
                    visible: page.refusal !== ""
                    tone: "bad"
                    text: page.refusal
                }
                Banner {
                    objectName: "movedBanner"
                    width: column.width
                    visible: page.moved !== null
                    text: page.moved ? (App.format.tick, qsTr("The dates changed: %1 → %2. Earlier approvals no longer count.")
                                        .arg(App.format.dateRange(page.moved.old_start, page.moved.old_end)).arg(App.format.dateRange(page.moved.new_start, page.moved.new_end))) : ""
                }
                GridLayout {
                    width: column.width
                    columns: page.wide ? 2 : 1
                    columnSpacing: 16
                    rowSpacing: 12

                    Card {
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.preferredWidth: 20
                        implicitHeight: strip.implicitHeight + 28

                        DayStrip { id: strip; x: 14; y: 14; width: parent.width - 28; booking: page.booking }
                    }
                    Card {
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.preferredWidth: 12
                        implicitHeight: facts.implicitHeight + 28

                        ColumnLayout {
                            id: facts

                            x: 14
                            y: 14
                            width: parent.width - 28
                            spacing: 4

                            Txt { text: qsTr("Belongs to"); px: Theme.label; color: Theme.ink2 }
                            PartyMark { name: page.booking.affiliation?.name ?? ""; colour: page.booking.affiliation?.colour ?? Theme.sunken }
                            Txt { Layout.topMargin: 6; visible: !!page.booking.description; text: qsTr("Message"); px: Theme.label; color: Theme.ink2 }
                            Txt { Layout.fillWidth: true; visible: text !== ""; text: page.booking.description ?? "" }
                            Txt { Layout.topMargin: 6; visible: page.booking.on_behalf ?? false; Layout.fillWidth: true; text: qsTr("Asked for by somebody else"); px: Theme.label; color: Theme.ink2 }
                        }
                    }
                }
                GridLayout {
                    width: column.width
                    visible: (page.booking.approvals ?? []).length > 0
                    columns: page.wide ? 2 : 1
                    columnSpacing: 16
                    rowSpacing: 14

                    ApprovalsCard { Layout.fillWidth: true; Layout.preferredWidth: 10; Layout.alignment: Qt.AlignTop; booking: page.booking; colours: page.colours }
                    BookingTimeline { Layout.fillWidth: true; Layout.preferredWidth: 10; Layout.alignment: Qt.AlignTop; events: page.booking.timeline ?? [] }
                }
                BookingMails {
                    width: column.width
                    visible: page.isAdmin && count > 0
                    bookingId: page.isAdmin && page.loaded ? page.booking.id : ""
                }
            }
        }
        Rectangle {
            Layout.fillWidth: true
            visible: ["approve", "deny"].some(action => HouseActions.may(page.booking, action))
            implicitHeight: foot.implicitHeight + 28
            color: Theme.surface

            Rectangle { width: parent.width; height: 1; color: Theme.line }
            Flow {
                id: foot

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.margins: Theme.pageMargin
                anchors.verticalCenter: parent.verticalCenter
                spacing: 12

                PButton {
                    objectName: "approve"
                    visible: HouseActions.may(page.booking, "approve")
                    kind: "primary"
                    iconName: "check"
                    text: page.ownParty !== "" ? qsTr("Approve for %1").arg(page.ownParty) : qsTr("Approve request")
                    keys: "A"
                    busy: page.deciding
                    enabled: App.client.online && !page.deciding
                    offReason: qsTr("Not while offline")
                    onClicked: page.approve()
                }
                PButton {
                    objectName: "deny"
                    visible: HouseActions.may(page.booking, "deny")
                    kind: "danger"
                    iconName: "x"
                    text: qsTr("Deny …")
                    keys: "D"
                    enabled: App.client.online && !page.deciding
                    offReason: qsTr("Not while offline")
                    onClicked: deny.ask(page.booking)
                }
                Txt {
                    visible: HouseActions.may(page.booking, "approve")
                    height: Theme.controlHeight
                    verticalAlignment: Text.AlignVCenter
                    text: page.missing === "" ? qsTr("With that the stay is confirmed.") : qsTr("Still missing after that: %1.").arg(page.missing)
                    px: Theme.label
                    color: Theme.ink2
                }
            }
        }
    }
}
