// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// What an administrator looks after, one section at a time.
FocusScope {
    id: page

    readonly property var sections: [
        {name: "delivery", file: "DeliverySection", text: qsTr("Delivery"), sentence: qsTr("Messages that could not be sent.")},
        {name: "suppressions", file: "SuppressionsSection", text: qsTr("Blocked addresses"), sentence: qsTr("Addresses that get nothing any more.")},
        {name: "houses", file: "HousesSection", text: qsTr("Houses and parties"), sentence: qsTr("Houses, and who decides about them."), create: qsTr("New house")},
        {name: "links", file: "LinksSection", text: qsTr("Access links"), sentence: qsTr("Links in mails, which open without signing in.")},
        {name: "accounts", file: "AccountsSection", text: qsTr("Accounts"), sentence: qsTr("Who may sign in, and what they may do.")},
        {name: "invitations", file: "InvitationsSection", text: qsTr("Invitations"), sentence: qsTr("Who is asked to come in."), create: qsTr("Invite somebody")},
        {name: "keys", file: "KeysSection", text: qsTr("API keys"), sentence: qsTr("Programs that speak to Portier."), create: qsTr("New API key")},
        {name: "settings", file: "RuntimeSection", text: qsTr("System settings"), sentence: qsTr("What may change while Portier runs.")},
        {name: "sources", file: "SourcesSection", text: qsTr("Price sources"), sentence: qsTr("Where prices come from, and how well that goes.")},
        {name: "audit", file: "AuditSection", text: qsTr("Audit"), sentence: qsTr("Who did what.")}
    ]
    readonly property string tab: Nav.area === "administration" && Nav.rest !== "" ? Nav.rest : "delivery"
    readonly property var shown: sections.find(each => each.name === tab) ?? sections[0]
    readonly property bool wide: width >= 900

    function create(inSection: var): void { inSection.create() }
    function go(name: string): void { Nav.go(name === "delivery" ? "administration" : "administration/" + name) }

    Connections {
        target: Nav

        function onPage(what: string): void { if (what === "create" && page.shown.create !== undefined) page.create(section.item) }
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: page.width < 760 ? 16 : Theme.pageMargin
        anchors.topMargin: 20
        spacing: 14

        PageHeader {
            Layout.fillWidth: true
            title: qsTr("Administration")
            sentence: page.shown.sentence

            PButton {
                objectName: "create"
                visible: page.shown.create !== undefined
                kind: "primary"
                iconName: "plus"
                text: page.shown.create ?? ""
                keys: "Ctrl+N"
                onClicked: page.create(section.item)
            }
        }
        ChoiceField {
            Layout.maximumWidth: 360
            Layout.fillWidth: true
            visible: !page.wide
            label: qsTr("Section")
            choices: page.sections.map(each => ({value: each.name, text: each.text}))
            value: page.tab
            onChosen: value => page.go(value)
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 24

            ColumnLayout {
                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: false
                Layout.minimumWidth: 200
                visible: page.wide
                spacing: 2
                Accessible.role: Accessible.PageTabList
                Accessible.name: qsTr("Section")

                Repeater {
                    model: page.sections

                    SectionButton {
                        required property var modelData

                        Layout.fillWidth: true
                        text: modelData.text
                        chosen: modelData.name === page.shown.name
                        onClicked: page.go(modelData.name)
                    }
                }
            }
            Loader {
                id: section

                Layout.fillWidth: true
                Layout.fillHeight: true
                source: "qrc:/qt/qml/Portier/administration/" + page.shown.file + ".qml"
            }
        }
    }
}
