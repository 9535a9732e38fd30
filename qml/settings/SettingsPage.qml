// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme
import Portier.Nav

/// How the app looks, the account, what is told how and when, and where one is signed in.
FocusScope {
    id: page

    /// The parts that a route leads to: settings/<name>.
    readonly property var parts: ({account: account, phone: phone, notifications: notifications, devices: devicesHeading})
    readonly property Item aimed: parts[Nav.area === "settings" ? Nav.rest : ""] ?? null
    readonly property bool loaded: notifications.loaded && phone.loaded
    property bool aiming: false ///< the part is kept in view while what is above it comes in

    property bool saving: false
    readonly property string name: (typed.values.display_name ?? "").trim()
    readonly property bool nameSendable: App.client.online && !saving && name !== "" && typed.values.display_name !== typed.saved.display_name

    function saveName(): void {
        if (!nameSendable)
            return
        const sent = typed.key
        const take = reply => {
            saving = false
            if (!typed.take(reply, sent))
                return
            typed.meet({display_name: reply.body.display_name ?? name})
            Nav.say(qsTr("Saved."))
        }
        saving = true
        App.call("GET", "/api/v1/me", {}, me => me.ok ? App.call("PATCH", "/api/v1/me", {display_name: name}, take, me.body.version) : take(me))
    }
    function load(): void {
        notifications.load()
        phone.load()
        devices.reload()
    }
    function aim(): void {
        if (aiming && aimed)
            view.contentY = Math.max(0, Math.min(aimed.y - 12, view.contentHeight - view.height))
    }
    onAimedChanged: {
        aiming = aimed !== null
        aim()
    }
    Component.onCompleted: {
        typed.begin("me:" + App.session.account.id, {display_name: App.session.account.display_name ?? ""})
        load()
    }
    Connections {
        target: Nav

        function onPage(what: string): void { if (what === "reload") page.load() }
    }

    TypedFields { id: typed; places: ["display_name"] }
    Connections {
        target: App.session

        function onAccountChanged(): void { typed.meet({display_name: App.session.account.display_name ?? ""}) }
    }
    ApiList {
        id: devices

        path: "/api/v1/me/sessions"
        paged: false
        feedKinds: "session"
    }

    Timer {
        interval: 100
        running: page.aiming && page.loaded
        onTriggered: {
            page.aim()
            page.aiming = false
            page.aimed?.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        }
    }
    PasswordDialog { id: password; objectName: "passwordDialog"; onChanged: devices.reload() }

    component Look: Column {
        id: look

        required property string label
        required property var choices
        required property var value

        signal chosen(var value)

        spacing: 4

        Txt { text: look.label; px: Theme.label; weight: Font.Medium; wrapMode: Text.NoWrap }
        Segment { accessibleName: look.label; choices: look.choices; value: look.value; onChosen: picked => look.chosen(picked) }
    }

    FormFlick {
        id: view

        anchors.fill: parent
        contentHeight: column.implicitHeight + 60
        onContentHeightChanged: page.aim()
        onMovementStarted: page.aiming = false

        ColumnLayout {
            id: column

            x: page.width < 760 ? 16 : Theme.pageMargin
            y: 20
            width: Math.min(760, page.width - 2 * x)
            spacing: 14

            PageHeader {
                Layout.fillWidth: true
                title: qsTr("Settings")
                sentence: App.session.local ? qsTr("This Portier runs on this computer.") : qsTr("%1 on %2").arg(App.session.account.email ?? "").arg(App.client.serverName)

                PButton {
                    text: qsTr("Another Portier …")
                    iconName: "server"
                    onClicked: App.session.leaveServer()
                }
                PButton {
                    visible: !App.session.local
                    text: qsTr("Sign out")
                    iconName: "log-out"
                    onClicked: App.session.signOut()
                }
            }
            Banner {
                Layout.fillWidth: true
                visible: App.session.tokensInFile && !App.session.local
                text: qsTr("This computer has no keyring. Portier keeps your session in a file that only you can read.")
            }
            SettingsHeading { text: qsTr("Look") }
            Flow {
                Layout.fillWidth: true
                spacing: 16

                Look {
                    label: qsTr("Language")
                    choices: [{value: "de", text: "Deutsch"}, {value: "en", text: "English"}]
                    value: App.settings.language
                    onChosen: value => App.settings.language = value
                }
                Look {
                    label: qsTr("Colours")
                    choices: [{value: "system", text: qsTr("As the system")}, {value: "light", text: qsTr("Light")}, {value: "dark", text: qsTr("Dark")}]
                    value: App.settings.scheme
                    onChosen: value => App.settings.scheme = value
                }
                Look {
                    label: qsTr("Size of texts")
                    choices: [1, 1.25, 1.5, 2].map(scale => ({value: scale, text: Math.round(scale * 100) + " %"}))
                    value: App.settings.textScale
                    onChosen: value => App.settings.textScale = value
                }
            }
            Flow {
                Layout.fillWidth: true
                spacing: 24

                Toggle { text: qsTr("High contrast"); checked: App.settings.highContrast; onToggled: App.settings.highContrast = checked }
                Toggle { text: qsTr("Less movement"); checked: App.settings.reducedMotion; onToggled: App.settings.reducedMotion = checked }
                Toggle { text: qsTr("Single letters as shortcuts"); checked: App.settings.letterKeys; onToggled: App.settings.letterKeys = checked }
                Toggle { visible: App.desktop.tray; text: qsTr("Stay in the tray when the window is closed"); checked: App.settings.keepInTray; onToggled: App.settings.keepInTray = checked }
            }
            SettingsHeading { id: account; text: qsTr("Account") }
            RowLayout {
                Layout.fillWidth: true
                spacing: 12

                Field {
                    objectName: "displayName"
                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignTop
                    label: qsTr("Your name")
                    text: typed.values.display_name ?? ""
                    wrong: text.trim() === "" ? qsTr("Say how others shall call you.") : ""
                    error: typed.errors.display_name ?? typed.problem
                    onEdited: text => { typed.set("display_name", text); typed.problem = "" }
                    onAccepted: page.saveName()
                }
                PButton {
                    objectName: "saveName"
                    Layout.alignment: Qt.AlignTop
                    Layout.topMargin: Math.ceil(Theme.label * 1.22) + 6 // beside the line, not its label
                    text: qsTr("Save name")
                    busy: page.saving
                    enabled: page.nameSendable
                    offReason: App.client.online ? "" : qsTr("Not while offline")
                    onClicked: page.saveName()
                }
            }
            DraftBanner { visible: typed.met; fields: typed }
            PButton {
                objectName: "changePassword"
                visible: !App.session.local // nobody signs in there
                text: App.session.account.has_password === false ? qsTr("Set password …") : qsTr("Change password …")
                iconName: "key-round"
                onClicked: password.ask()
            }
            PhoneSection { id: phone; Layout.fillWidth: true }
            NotificationsSection { id: notifications; Layout.fillWidth: true; bySms: phone.usable }
            SettingsHeading { id: devicesHeading; objectName: "devices"; text: qsTr("Signed in on"); visible: devices.count > 0 }
            Repeater {
                model: devices

                RowLayout {
                    id: device

                    required property var item

                    Layout.fillWidth: true
                    spacing: 12

                    Icon { name: "monitor" }
                    ColumnLayout {
                        spacing: 2

                        Txt { Layout.fillWidth: true; text: device.item.device_name !== "" ? device.item.device_name : device.item.platform; weight: Font.DemiBold }
                        Txt { Layout.fillWidth: true; text: (App.format.tick, qsTr("used %1").arg(App.format.ago(device.item.last_used_at))); px: Theme.label; color: Theme.ink2 }
                    }
                    Chip { visible: device.item.current; text: qsTr("This one"); iconName: "check"; tone: "accent" }
                    PButton {
                        visible: !device.item.current
                        text: qsTr("Sign out")
                        explains: qsTr("Sign out %1").arg(device.item.device_name)
                        onClicked: App.call("DELETE", "/api/v1/me/sessions/" + device.item.id, {}, reply => reply.ok ? devices.reload() : Nav.complain(reply))
                    }
                }
            }
            Txt {
                Layout.topMargin: 12
                text: qsTr("Portier %1").arg(App.version)
                px: Theme.small
                color: Theme.ink2
            }
        }
    }
}
