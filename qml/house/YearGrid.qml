// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.HouseActions
import Portier.Theme

/// Twelve months with their stays; arrows move between them, Enter opens one (BKG-133).
Flickable {
    id: grid

    required property Stays stays
    property int year: 2027
    property var names: [] ///< of the parties of the house

    readonly property var locale_: Qt.locale(App.format.language)
    readonly property int columns: width < 600 ? 2 : width < 860 ? 3 : 4
    /// Day -> its stay.
    readonly property var days: {
        const days = {}
        for (const id in stays.byId) {
            const stay = stays.byId[id], end = stay.end_date < year + "-12-31" ? stay.end_date : year + "-12-31"
            for (let day = stay.start_date > year + "-01-01" ? stay.start_date : year + "-01-01"; day <= end; day = stays.addDays(day, 1))
                days[day] = stay
        }
        return days
    }

    signal opened(int month)

    function focusMonth(index: int): void {
        if (index >= 0 && index < 12)
            (months.itemAt(index) as Item).forceActiveFocus(Qt.TabFocusReason)
    }

    contentHeight: cards.implicitHeight
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    Accessible.role: Accessible.Table
    Accessible.name: qsTr("Months of %1").arg(year)

    GridLayout {
        id: cards

        width: grid.width
        columns: grid.columns
        columnSpacing: 12
        rowSpacing: 10

        Repeater {
            id: months

            model: 12

            T.AbstractButton {
                id: month

                required property int index
                readonly property string prefix: grid.year + "-" + String(index + 1).padStart(2, "0")
                readonly property int shift: (new Date(Date.UTC(grid.year, index, 1)).getUTCDay() + 6) % 7
                readonly property int length: new Date(Date.UTC(grid.year, index + 1, 0)).getUTCDate()
                readonly property int count: {
                    let found = 0
                    for (const id in grid.stays.byId) {
                        const stay = grid.stays.byId[id]
                        found += stay.start_date.slice(0, 7) <= prefix && stay.end_date.slice(0, 7) >= prefix ? 1 : 0
                    }
                    return found
                }

                Layout.fillWidth: true
                Layout.preferredWidth: 10
                implicitHeight: column.implicitHeight + 14
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.Button
                Accessible.name: (App.format.tick, grid.locale_.standaloneMonthName(index) + " " + grid.year + ", " + (count === 0 ? qsTr("free") : qsTr("%n stay(s)", "", count)))
                onClicked: grid.opened(index + 1)
                Keys.onReturnPressed: clicked()
                Keys.onEnterPressed: clicked()
                Keys.onLeftPressed: grid.focusMonth(index - 1)
                Keys.onRightPressed: grid.focusMonth(index + 1)
                Keys.onUpPressed: grid.focusMonth(index - grid.columns)
                Keys.onDownPressed: grid.focusMonth(index + grid.columns)

                background: Card {
                    color: month.hovered ? Theme.hover : Theme.surface

                    FocusRing { target: month; around: 10 }
                }
                contentItem: Column {
                    id: column

                    readonly property int day: Math.floor((month.width - 24) / 7) // whole pixels: no seams within a stay

                    topPadding: 8
                    leftPadding: 12
                    spacing: 4

                    Txt { text: grid.locale_.standaloneMonthName(month.index); px: Theme.label; weight: Font.DemiBold }
                    Grid {
                        columns: 7

                        Repeater {
                            model: 7

                            Txt {
                                required property int index

                                width: column.day
                                horizontalAlignment: Text.AlignHCenter
                                text: grid.locale_.standaloneDayName((index + 1) % 7, Locale.NarrowFormat)
                                px: Math.round(11 * Theme.scale)
                                color: Theme.ink2
                            }
                        }
                        Repeater {
                            model: 42 // six weeks, so that all months are of one height

                            YearDay {
                                required property int index
                                readonly property int number: index - month.shift + 1

                                day: number > 0 && number <= month.length ? month.prefix + "-" + String(number).padStart(2, "0") : ""
                                stay: grid.days[day] ?? null
                                initial: stay ? HouseActions.initial(stay.affiliation.name, grid.names) : ""
                                today: day !== "" && day === grid.stays.today
                                past: day < grid.stays.today
                                width: column.day
                            }
                        }
                    }
                }
            }
        }
    }
}
