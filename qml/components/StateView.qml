// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// What a view shows instead of its content: loading, empty, no match or an error.
Item {
    id: view

    property string shown: "" ///< loading, empty, nomatch, error
    property string iconName: ""
    property string title: ""
    property string sentence: ""
    property string action: ""
    property string otherAction: "" ///< beside the first, for who comes with something already
    property string details: ""

    signal acted()
    signal actedOtherwise()

    visible: shown !== ""
    implicitHeight: shown === "loading" ? skeleton.implicitHeight : card.implicitHeight

    Timer {
        id: patience

        interval: 200
        running: view.shown === "loading"
    }
    Timer {
        id: longer

        interval: 5000
        running: view.shown === "loading"
    }

    Column {
        id: skeleton

        objectName: "skeleton"
        visible: view.shown === "loading" && !patience.running
        spacing: 14
        topPadding: 20
        leftPadding: 16
        Accessible.role: Accessible.Animation
        Accessible.name: qsTr("Loading …")

        Repeater {
            model: [150, 250, 205, 100]

            Rectangle {
                required property int modelData

                width: modelData
                height: 14
                radius: 4
                color: Theme.sunken
            }
        }
        Txt {
            visible: !longer.running
            text: qsTr("This takes longer than usual …")
            color: Theme.ink2
        }
    }
    ColumnLayout {
        id: card

        visible: view.shown !== "" && view.shown !== "loading"
        width: Math.min(parent.width, 420)
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 8

        Rectangle {
            Layout.topMargin: 32
            Layout.preferredWidth: 48 * Theme.scale
            Layout.preferredHeight: 48 * Theme.scale
            radius: 10
            color: Theme.sunken

            Icon {
                anchors.centerIn: parent
                name: view.shown === "error" ? "triangle-alert" : view.shown === "nomatch" ? "search-x" : view.iconName
                size: 32
            }
        }
        Txt {
            Layout.fillWidth: true
            text: view.title
            px: Theme.section
            weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Txt {
            Layout.fillWidth: true
            visible: text !== ""
            text: view.shown === "error" && !App.client.online ? view.sentence + " " + qsTr("Portier keeps trying.") : view.sentence
            color: Theme.ink2
        }
        Flow {
            Layout.fillWidth: true
            Layout.topMargin: 8
            spacing: 8

            PButton {
                objectName: "stateAction"
                visible: view.action !== ""
                kind: view.shown === "empty" ? "primary" : "plain"
                text: view.action
                onClicked: view.acted()
            }
            PButton {
                objectName: "stateOtherAction"
                visible: view.otherAction !== ""
                text: view.otherAction
                onClicked: view.actedOtherwise()
            }
            PButton {
                visible: view.shown === "error" && view.details !== ""
                kind: "text"
                text: qsTr("Copy details")
                onClicked: App.copy(view.details)
            }
        }
    }
}
