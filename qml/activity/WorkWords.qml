// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// What runs by itself, in words: schedules and the jobs they and others make.
QtObject {
    readonly property var schedules: ({
        cleanup_sessions: qsTr("Remove expired sign-ins"), retention: qsTr("Remove what was kept long enough"), rotation_reminder: qsTr("Remind of old keys"),
        health_digest: qsTr("Report of the day"), trip_expiry: qsTr("End trips that are over"), trip_refresh: qsTr("Check prices"), trip_reminder: qsTr("Remind before departure"),
        price_summary: qsTr("Weekly overview of prices"), notification_digest: qsTr("Send digests"), booking_cleanup: qsTr("End requests nobody decided"),
        booking_purge: qsTr("Remove old stays"), weekly_digest: qsTr("Remind families of open requests")
    })
    readonly property var jobs: ({
        "trips.check": qsTr("Check a price"), "trips.confirm": qsTr("Confirm a price"), "trips.run": qsTr("Check all trips of somebody"), "trips.remind": qsTr("Remind before departure"),
        "notifications.deliver": qsTr("Deliver a message"), "notifications.digest": qsTr("Send a digest"), "notifications.probe": qsTr("Try a channel again"),
        "operations.export": qsTr("Export of somebody's data"), "operations.erasure": qsTr("Erasure of somebody's data"), "bookings.recovery": qsTr("Mail links again")
    })

    function schedule(name: string): string { return schedules[name] ?? name.replace(/_/g, " ") }
    function job(kind: string): string {
        const ofSchedule = kind.startsWith("schedule.") ? schedules[kind.slice(9)] : undefined
        return jobs[kind] ?? ofSchedule ?? kind.replace(/_/g, " ")
    }
}
