// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Nav
import Portier.Theme

/// Where the data is, and who is asking.
Flickable {
    id: page

    contentHeight: Math.max(height, column.implicitHeight + 96)
    boundsBehavior: Flickable.StopAtBounds

    readonly property string state_: App.session.state
    property bool withServer: App.session.savedServers.length > 0 || !App.session.localPossible

    function connectToServer(): void {
        address.changed = false
        App.session.useServer(address.text)
    }

    component Choice: T.AbstractButton {
        id: choice

        required property string iconName
        required property string title
        required property string sentence

        Layout.fillWidth: true
        implicitHeight: words.implicitHeight + 32
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.RadioButton
        Accessible.name: title
        Accessible.description: sentence
        Accessible.checked: checked

        background: Card {
            color: choice.checked ? Theme.selected : choice.hovered ? Theme.hover : Theme.surface
            border.color: choice.checked ? Theme.accent : Theme.edge
            border.width: choice.checked ? 2 : Theme.border

            FocusRing { target: choice; around: 10 }
        }
        contentItem: RowLayout {
            spacing: 14

            Icon { Layout.leftMargin: 16; name: choice.iconName; size: 24; color: choice.checked ? Theme.accent : Theme.ink2 }
            ColumnLayout {
                id: words

                Layout.rightMargin: 16
                spacing: 2

                Txt { Layout.fillWidth: true; text: choice.title; weight: Font.DemiBold }
                Txt { Layout.fillWidth: true; text: choice.sentence; px: Theme.label; color: Theme.ink2 }
            }
        }
    }

    ColumnLayout {
        id: column

        width: Math.min(400, page.width - 48)
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(48, (page.height - implicitHeight) / 3)
        spacing: 16

        RowLayout {
            spacing: 12

            Rectangle {
                width: 30
                height: 36
                radius: 7
                color: Theme.brass

                Rectangle { x: 10; y: 6; width: 9; height: 9; radius: 5; color: Theme.rail }
                Rectangle { x: 6; y: 20; width: 18; height: 3; color: Theme.rail }
                Rectangle { x: 6; y: 26; width: 12; height: 3; color: Theme.rail }
            }
            Txt {
                text: "Portier"
                px: Theme.figure
                weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
        }
        Txt {
            Layout.fillWidth: true
            text: page.state_ === "signedOut" ? qsTr("Sign in to %1.").arg(App.client.serverName)
                                              : qsTr("Where is your data?")
            color: Theme.ink2
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 12
            visible: page.state_ !== "signedOut"

            Choice {
                visible: App.session.localPossible
                iconName: "monitor"
                title: qsTr("On this computer")
                sentence: qsTr("Portier runs in this window. Nobody else can reach it.")
                checked: !page.withServer
                onClicked: page.withServer = false
            }
            Choice {
                iconName: "server"
                title: qsTr("With a server")
                sentence: qsTr("You have an account on a Portier that runs somewhere else.")
                checked: page.withServer
                onClicked: page.withServer = true
            }
            Repeater {
                model: page.withServer ? App.session.savedServers : []

                ServerRow {
                    required property string modelData

                    Layout.fillWidth: true
                    address: modelData
                    account: App.session.signedInAt[modelData] ?? ""
                    onChosen: App.session.useServer(modelData)
                    onForgotten: Nav.forgetServer(modelData)
                }
            }
            ServerProbe { id: probe; delay: 500; address: page.withServer ? address.text : "" }
            Field {
                id: address

                property bool changed: false ///< since the problem under it was told

                objectName: "address"
                Layout.fillWidth: true
                visible: page.withServer
                label: qsTr("Address of the server")
                placeholder: "portier.example"
                error: changed ? "" : App.session.problem
                hint: ({
                    portier: qsTr("Portier %1 answers there.").arg(probe.version),
                    other: qsTr("Something else answers there, not a Portier."),
                    silent: qsTr("Nobody answers there."),
                    invalid: qsTr("This is not an address yet.")
                })[probe.state] ?? ""
                inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase
                onEdited: changed = true
                onAccepted: page.connectToServer()
            }
            Txt {
                Layout.fillWidth: true
                visible: !page.withServer && App.session.problem !== ""
                text: App.session.problem
                color: Theme.bad
            }
            PButton {
                objectName: "connect"
                kind: "primary"
                text: page.withServer ? qsTr("Connect") : qsTr("Start")
                busy: page.state_ === "connecting"
                onClicked: page.withServer ? page.connectToServer() : App.session.useThisComputer()
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 12
            visible: page.state_ === "signedOut"

            Field {
                id: email

                objectName: "email"
                Layout.fillWidth: true
                label: qsTr("E-mail")
                inputMethodHints: Qt.ImhEmailCharactersOnly | Qt.ImhNoAutoUppercase
                onAccepted: password.input.forceActiveFocus()
            }
            Field {
                id: password

                objectName: "password"
                Layout.fillWidth: true
                label: qsTr("Password")
                echoMode: TextInput.Password
                error: App.session.problem
                onAccepted: App.session.signIn(email.text, text)
            }
            Flow {
                Layout.fillWidth: true
                spacing: 8

                PButton {
                    objectName: "signIn"
                    kind: "primary"
                    text: qsTr("Sign in")
                    busy: App.client.inFlight > 0
                    onClicked: App.session.signIn(email.text, password.text)
                }
                PButton {
                    visible: App.session.browserPage === ""
                    text: qsTr("Sign in in the browser")
                    onClicked: App.session.signInInBrowser()
                }
                PButton {
                    text: qsTr("Another server")
                    onClicked: App.session.leaveServer()
                }
            }
        }
        Card {
            Layout.fillWidth: true
            visible: App.session.browserPage !== ""
            implicitHeight: waiting.implicitHeight + 32

            ColumnLayout {
                id: waiting

                anchors.fill: parent
                anchors.margins: 16
                spacing: 8

                Txt { Layout.fillWidth: true; text: qsTr("Portier waits for your browser. Sign in there, then come back here.") }
                Flow {
                    Layout.fillWidth: true
                    spacing: 8

                    PButton { text: qsTr("Copy link"); iconName: "copy"; onClicked: App.copy(App.session.browserPage) }
                    PButton { text: qsTr("Cancel"); onClicked: App.session.cancelBrowser() }
                }
            }
        }
        Txt {
            Layout.fillWidth: true
            visible: App.session.tokensInFile && page.withServer
            text: qsTr("This computer has no keyring. Portier keeps your session in a file that only you can read.")
            px: Theme.small
            color: Theme.ink2
        }
    }
}
