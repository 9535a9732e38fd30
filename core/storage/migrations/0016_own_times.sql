-- SPDX-FileCopyrightText: The Portier authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Whether the user has chosen the time, or it follows schedule.trip_refresh. Who chose what before is not known: all stay.
ALTER TABLE user_trip_schedules ADD COLUMN own_time INTEGER NOT NULL DEFAULT 1 CHECK (own_time IN (0, 1));
