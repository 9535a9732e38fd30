-- SPDX-FileCopyrightText: The Portier authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- One reminder n days before a departure, once whatever happens to the trip in between (TRP-206, PLT-089). Each planned
-- one has a job "trips.remind" at due_at. What was not sent keeps its reason: the trip was made or moved too late, or
-- nobody was there to send it in time.
CREATE TABLE trip_reminders (
    trip_id     TEXT NOT NULL REFERENCES trips (id) ON DELETE CASCADE,
    depart_date TEXT NOT NULL,
    days        INTEGER NOT NULL CHECK (days BETWEEN 1 AND 60),
    due_at      BIGINT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'too_late', 'missed')),
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    PRIMARY KEY (trip_id, depart_date, days)
);
