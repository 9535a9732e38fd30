// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme
import Portier.Nav
import Portier.TripActions

/// One trip of the table; the whole row opens it.
T.ItemDelegate {
    id: row

    required property var item
    required property int index
    required property var columnSet
    required property var table

    signal exported(string path)

    readonly property var latest: item.latest
    readonly property var state_: TripActions.status(item)
    readonly property bool checking: item.check !== null && item.check !== undefined
    readonly property string nextCheck: item.next_due_on ? qsTr("next %1").arg(App.format.date(item.next_due_on)) : ""
    /// What has no column of its own in a narrow window.
    readonly property var beside: {
        App.format.tick
        const found = []
        if (!table.showsFlight && latest?.flight)
            found.push(qsTr("flight %1").arg(App.format.wholeMoney(latest.flight)))
        if (!table.showsHotel && latest?.hotel)
            found.push(qsTr("hotel %1").arg(App.format.wholeMoney(latest.hotel)))
        if (!table.showsLimit && item.alert)
            found.push(qsTr("limit %1").arg(item.alert.kind === "any_drop" ? qsTr("any drop") : App.format.wholeMoney(item.alert.threshold)))
        return table.showsChecked ? found : found.concat([item.last_refreshed_at ? App.format.ago(item.last_refreshed_at) : qsTr("not yet"), nextCheck])
    }
    readonly property color figureColor: item.status === "paused" ? Theme.ink3 : Theme.ink

    width: ListView.view.width
    implicitHeight: Math.max(Theme.rowHeight, words.implicitHeight + 16)
    highlighted: ListView.isCurrentItem
    Accessible.role: Accessible.Row
    Accessible.name: [item.name, TripActions.route(item), App.format.dateRange(item.depart_date, item.return_date ?? ""),
                      App.format.wholeMoney(latest?.total), state_.text, state_.why ?? "", nextCheck].filter(part => part !== "").join(", ")
    onClicked: Nav.go("trips/" + item.id)

    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: menu.popup()
    }

    function openMenu(): void { menu.popup(row, 40, Math.min(40, row.height)) }

    PMenu {
        id: menu

        objectName: "rowMenu"

        PMenuItem { text: qsTr("Check now"); iconName: "refresh-cw"; keys: "F5"; enabled: App.client.online && !TripActions.checksGone; onTriggered: TripActions.check(row.item.id, () => TripActions.trips.reload()) }
        PMenuItem {
            text: row.item.status === "active" ? qsTr("Pause") : qsTr("Resume")
            iconName: row.item.status === "active" ? "pause" : "play"
            keys: "P"
            onTriggered: TripActions.pause(row.item, row.item.status === "active", now => TripActions.trips.put(now))
        }
        PMenuItem { text: qsTr("Edit …"); iconName: "pencil"; keys: "E"; onTriggered: Nav.go("trips/" + row.item.id + "/edit") }
        PMenuItem { text: qsTr("Duplicate …"); iconName: "copy"; onTriggered: Nav.go("trips/" + row.item.id + "/copy") }
        PMenuItem { text: qsTr("Export …"); iconName: "download"; onTriggered: row.exported("/api/v1/trips/" + row.item.id + "/export") }
        PMenuItem { text: qsTr("Delete"); iconName: "trash-2"; keys: "Del"; onTriggered: TripActions.remove(row.item) }
    }

    RowTip { target: row; texts: [name, second] }

    background: Rectangle {
        color: row.highlighted && row.ListView.view.activeFocus ? Theme.selected : row.hovered ? Theme.hover : "transparent"

        Rectangle { width: parent.width; height: 1; color: Theme.line; visible: row.index > 0 }
    }
    contentItem: RowLayout {
        spacing: 12

        ColumnLayout {
            id: words

            Layout.leftMargin: 12
            Layout.fillWidth: true
            spacing: 2

            Txt {
                id: name

                Layout.fillWidth: true
                text: row.item.name
                weight: Font.DemiBold
                mayElide: true
                color: row.item.status === "paused" ? Theme.ink2 : Theme.ink
            }
            Txt {
                id: second

                objectName: "second"
                Layout.fillWidth: true
                text: [TripActions.route(row.item), App.format.dateRange(row.item.depart_date, row.item.return_date ?? ""),
                       row.item.return_date ? qsTr("%n night(s)", "", App.format.nights(row.item.depart_date, row.item.return_date)) : ""].concat(row.beside).filter(part => part !== "").join(" · ")
                px: Theme.label
                mayElide: row.table.showsChecked
                color: Theme.ink2
            }
        }
        Txt {
            visible: row.table.showsFlight
            Layout.preferredWidth: row.columnSet.figure
            horizontalAlignment: Text.AlignRight
            text: App.format.wholeMoney(row.latest?.flight)
            color: row.figureColor
        }
        Txt {
            visible: row.table.showsHotel
            Layout.preferredWidth: row.columnSet.figure
            horizontalAlignment: Text.AlignRight
            text: App.format.wholeMoney(row.latest?.hotel)
            color: row.figureColor
        }
        ColumnLayout {
            Layout.preferredWidth: row.columnSet.figure
            Layout.fillWidth: false
            spacing: 2

            Txt {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignRight
                text: App.format.wholeMoney(row.latest?.total)
                weight: Font.DemiBold
                color: row.figureColor
            }
            ChangeMark {
                Layout.alignment: Qt.AlignRight
                change: row.latest?.change ?? null
                currency: row.item.currency
            }
        }
        RowLayout {
            visible: row.table.showsLimit
            Layout.preferredWidth: row.columnSet.figure + 20
            Layout.fillWidth: false
            spacing: 6

            Item { Layout.fillWidth: true }
            Icon {
                visible: !!row.item.alert
                name: row.item.alert?.state === "alerted" ? "bell-ring" : "bell"
                size: 16
                color: row.figureColor
            }
            Txt {
                text: row.item.alert?.kind === "any_drop" ? qsTr("any drop") : App.format.wholeMoney(row.item.alert?.threshold)
                wrapMode: Text.NoWrap
                color: row.figureColor
            }
        }
        T.Control {
            id: badge

            Layout.preferredWidth: row.columnSet.status
            Layout.leftMargin: 12
            implicitHeight: implicitContentHeight
            hoverEnabled: true
            contentItem: Item {
                implicitHeight: chip.implicitHeight

                Chip {
                    id: chip

                    text: row.checking ? qsTr("Checking …") : row.state_.text
                    iconName: row.checking ? "refresh-cw" : row.state_.iconName
                    tone: row.checking ? "accent" : row.state_.tone
                    busy: row.checking
                }
            }

            PTip { target: badge; text: row.checking ? "" : row.state_.why ?? "" }
        }
        T.Control {
            id: checked

            visible: row.table.showsChecked
            Layout.preferredWidth: row.columnSet.checked
            implicitHeight: implicitContentHeight
            hoverEnabled: true
            contentItem: ColumnLayout {
                spacing: 2

                RowLayout {
                    spacing: 4

                    Icon { visible: row.latest?.stale ?? false; name: "clock"; size: 14 }
                    Txt {
                        Layout.fillWidth: true
                        text: (App.format.tick, row.item.last_refreshed_at ? App.format.ago(row.item.last_refreshed_at) : qsTr("not yet"))
                        px: Theme.label
                        color: Theme.ink2
                    }
                }
                Txt { Layout.fillWidth: true; visible: text !== ""; text: row.nextCheck; px: Theme.small; color: Theme.ink2 }
            }

            PTip {
                target: checked
                text: row.item.last_refreshed_at ? (App.format.tick, App.format.dateTimeWithZone(row.item.last_refreshed_at)) : ""
            }
        }
        PButton {
            Layout.rightMargin: 6
            Layout.preferredWidth: row.columnSet.menu
            kind: "text"
            iconName: "ellipsis"
            explains: qsTr("More for %1").arg(row.item.name)
            implicitHeight: 32 * Theme.scale
            focusPolicy: Qt.TabFocus
            onClicked: menu.popup(this, 0, height)
        }
    }
}
