// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// Title, one sentence, actions right; the actions wrap below when the page is narrow.
GridLayout {
    id: header

    property string title: ""
    property string sentence: ""
    property bool back: false
    default property alias actions: row.data
    property alias beside: besideTitle.data

    signal wentBack()

    property bool narrow: false

    /// Later, never while the layout is at work: it would not come to an end.
    function fit(): void { narrow = row.wanted > 0 && 260 * Theme.scale + row.wanted > width }
    onWidthChanged: Qt.callLater(fit)

    TextMetrics { id: natural; font: titleText.font; text: header.title }

    columns: narrow ? 1 : 2
    columnSpacing: 16
    rowSpacing: 12

    RowLayout {
        id: titles

        Layout.fillWidth: true
        Layout.maximumWidth: 1e6 // a short title alone would leave the actions in the middle
        spacing: 12

        PButton {
            visible: header.back
            iconName: "arrow-left"
            explains: qsTr("Back")
            Layout.alignment: Qt.AlignTop
            onClicked: header.wentBack()
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.maximumWidth: 1e6
            spacing: 2

            RowLayout {
                id: besideTitle

                spacing: 12

                Txt {
                    id: titleText

                    text: header.title
                    px: Theme.title
                    weight: Font.DemiBold
                    Layout.fillWidth: true
                    Layout.maximumWidth: Math.ceil(natural.advanceWidth) + 2 // its own implicit width would make the layout go round
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
            }
            Txt {
                Layout.fillWidth: true
                visible: text !== ""
                text: header.sentence
                color: Theme.ink2
            }
        }
    }
    Flow {
        id: row

        Layout.alignment: Qt.AlignTop | (header.narrow ? Qt.AlignLeft : Qt.AlignRight)
        Layout.fillWidth: header.narrow
        Layout.preferredWidth: wanted
        onWantedChanged: Qt.callLater(header.fit)
        readonly property real wanted: {
            let sum = 0
            for (let i = 0; i < children.length; ++i)
                sum += children[i].visible && children[i].implicitWidth > 0 ? children[i].implicitWidth + spacing : 0
            return Math.max(0, Math.ceil(sum - spacing) + 1)
        }

        spacing: 12
    }
}
