-- SPDX-FileCopyrightText: The Portier authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Trips, their checks, snapshots and alert rules (trips.md section 2).
-- "latest" is the newest snapshot of the present revision as a summary shows it, so that a list needs no further
-- question (TRP-232); it is written with every snapshot.
CREATE TABLE trips (
    id                  TEXT PRIMARY KEY,
    user_id             TEXT NOT NULL,
    name                TEXT NOT NULL,
    name_key            TEXT NOT NULL,
    origin_airport      TEXT,
    destination_airport TEXT,
    trip_kind           TEXT NOT NULL CHECK (trip_kind IN ('round_trip', 'one_way')),
    depart_date         TEXT NOT NULL,
    return_date         TEXT,
    adults              INTEGER NOT NULL CHECK (adults BETWEEN 1 AND 9),
    currency            TEXT NOT NULL,
    track_flights       INTEGER NOT NULL,
    track_hotels        INTEGER NOT NULL,
    flight_filters      TEXT,
    hotel_filters       TEXT,
    reminder_days       TEXT NOT NULL,
    status              TEXT NOT NULL CHECK (status IN ('active', 'paused', 'error', 'expired')),
    query_revision      INTEGER NOT NULL DEFAULT 1,
    paused_at           BIGINT,
    expired_at          BIGINT,
    last_refreshed_at   BIGINT,
    last_checked_at     BIGINT,
    last_error          TEXT,
    latest              TEXT,
    latest_total_minor  BIGINT,
    version             INTEGER NOT NULL DEFAULT 1,
    created_at          BIGINT NOT NULL,
    updated_at          BIGINT NOT NULL,
    CHECK (track_flights = 1 OR track_hotels = 1),
    CHECK ((track_flights = 1) = (flight_filters IS NOT NULL)),
    CHECK ((track_hotels = 1) = (hotel_filters IS NOT NULL)),
    UNIQUE (user_id, name_key)
);
CREATE INDEX trips_user_status ON trips (user_id, status);
CREATE INDEX trips_user_created ON trips (user_id, created_at, id);
CREATE INDEX trips_status_depart ON trips (status, depart_date);

-- A set of checks started together. Its work is the job (job_id): lease and fence are the job's.
CREATE TABLE refresh_runs (
    id            TEXT PRIMARY KEY,
    user_id       TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('schedule', 'manual')),
    occurrence_id TEXT,
    job_id        TEXT,
    state         TEXT NOT NULL CHECK (state IN ('running', 'done')),
    outcome       TEXT CHECK (outcome IN ('succeeded', 'partial', 'failed', 'empty')),
    total         INTEGER NOT NULL,
    done          INTEGER NOT NULL DEFAULT 0,
    failed        INTEGER NOT NULL DEFAULT 0,
    skipped       INTEGER NOT NULL DEFAULT 0,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL,
    finished_at   BIGINT,
    CHECK ((state = 'done') = (outcome IS NOT NULL))
);
CREATE UNIQUE INDEX refresh_runs_running ON refresh_runs (user_id) WHERE state = 'running';
CREATE UNIQUE INDEX refresh_runs_occurrence ON refresh_runs (occurrence_id) WHERE occurrence_id IS NOT NULL;
CREATE INDEX refresh_runs_user ON refresh_runs (user_id, created_at, id);
CREATE INDEX refresh_runs_created ON refresh_runs (created_at);

CREATE TABLE price_checks (
    id             TEXT PRIMARY KEY,
    trip_id        TEXT NOT NULL REFERENCES trips (id) ON DELETE CASCADE,
    run_id         TEXT REFERENCES refresh_runs (id) ON DELETE SET NULL,
    check_trigger  TEXT NOT NULL
                   CHECK (check_trigger IN ('initial', 'schedule', 'manual', 'resume', 'edit', 'confirm', 'cli')),
    live_only      INTEGER NOT NULL DEFAULT 0,
    follow_up      TEXT, -- the trigger of a check that an edit or a resume wants as soon as this one has ended
    query_revision INTEGER NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done')),
    outcome        TEXT
                   CHECK (outcome IN ('complete', 'degraded', 'empty', 'failed', 'duplicate', 'cancelled')),
    snapshot_id    TEXT,
    error          TEXT,
    job_id         TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    started_at     BIGINT,
    finished_at    BIGINT,
    CHECK ((state = 'done') = (outcome IS NOT NULL))
);
CREATE UNIQUE INDEX price_checks_unfinished ON price_checks (trip_id) WHERE state <> 'done';
CREATE INDEX price_checks_trip ON price_checks (trip_id, created_at DESC, id DESC);
CREATE INDEX price_checks_run ON price_checks (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX price_checks_finished ON price_checks (finished_at) WHERE finished_at IS NOT NULL;

-- The trips of a run; they stay readable when a trip is deleted meanwhile (TRP-142).
CREATE TABLE refresh_run_items (
    run_id   TEXT NOT NULL REFERENCES refresh_runs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    trip_id  TEXT NOT NULL,
    check_id TEXT,
    state    TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'skipped', 'timed_out')),
    outcome  TEXT,
    PRIMARY KEY (run_id, position)
);
CREATE INDEX refresh_run_items_check ON refresh_run_items (check_id) WHERE check_id IS NOT NULL;

CREATE TABLE price_snapshots (
    id             TEXT PRIMARY KEY,
    trip_id        TEXT NOT NULL REFERENCES trips (id) ON DELETE CASCADE,
    check_id       TEXT UNIQUE, -- NULL for backfilled ones
    query_revision INTEGER NOT NULL,
    taken_at       BIGINT NOT NULL,
    currency       TEXT NOT NULL,
    flight_minor   BIGINT CHECK (flight_minor > 0),
    hotel_minor    BIGINT CHECK (hotel_minor > 0),
    total_minor    BIGINT CHECK (total_minor > 0),
    flight_source  TEXT,
    hotel_source   TEXT,
    complete       INTEGER NOT NULL,
    degraded       INTEGER NOT NULL,
    partial        INTEGER NOT NULL,
    stale          INTEGER NOT NULL,
    cached         INTEGER NOT NULL,
    simulated      INTEGER NOT NULL,
    backfilled     INTEGER NOT NULL,
    created_at     BIGINT NOT NULL,
    sides          TEXT NOT NULL
);
CREATE INDEX price_snapshots_trip ON price_snapshots (trip_id, taken_at DESC, id DESC);
CREATE INDEX price_snapshots_revision ON price_snapshots (trip_id, query_revision, taken_at);
-- Whether a trip has any real price is asked with every history and lowest price.
CREATE INDEX price_snapshots_real ON price_snapshots (trip_id) WHERE simulated = 0;

CREATE TABLE snapshot_offers (
    snapshot_id     TEXT NOT NULL REFERENCES price_snapshots (id) ON DELETE CASCADE,
    side            TEXT NOT NULL CHECK (side IN ('flights', 'hotels')),
    offers          TEXT NOT NULL,
    priced_count    INTEGER NOT NULL,
    unpriced_count  INTEGER NOT NULL,
    filtered_counts TEXT NOT NULL,
    PRIMARY KEY (snapshot_id, side)
);

-- previous_minor, previous_simulated and reference_source are what an evaluation needs to remember beside the state.
CREATE TABLE alert_rules (
    id                 TEXT PRIMARY KEY,
    trip_id            TEXT NOT NULL UNIQUE REFERENCES trips (id) ON DELETE CASCADE,
    kind               TEXT NOT NULL CHECK (kind IN ('threshold', 'any_drop')),
    measure            TEXT NOT NULL CHECK (measure IN ('flight_total', 'hotel_total', 'trip_total')),
    threshold_minor    BIGINT CHECK (threshold_minor BETWEEN 1 AND 1000000000000),
    currency           TEXT NOT NULL,
    enabled            INTEGER NOT NULL DEFAULT 1,
    email              INTEGER NOT NULL DEFAULT 1,
    desktop            INTEGER NOT NULL DEFAULT 1,
    state              TEXT NOT NULL CHECK (state IN ('armed', 'alerted', 'pending')),
    previous_minor     BIGINT,
    previous_simulated INTEGER NOT NULL DEFAULT 0,
    reference_minor    BIGINT,
    reference_source   TEXT NOT NULL DEFAULT '',
    last_alerted_minor BIGINT,
    last_alerted_at    BIGINT,
    pending            TEXT,
    revision           INTEGER NOT NULL DEFAULT 1,
    created_at         BIGINT NOT NULL,
    updated_at         BIGINT NOT NULL,
    CHECK ((kind = 'threshold') = (threshold_minor IS NOT NULL))
);

CREATE TABLE alert_evaluations (
    id             TEXT PRIMARY KEY,
    rule_id        TEXT NOT NULL REFERENCES alert_rules (id) ON DELETE CASCADE,
    rule_revision  INTEGER NOT NULL,
    snapshot_id    TEXT NOT NULL REFERENCES price_snapshots (id) ON DELETE CASCADE,
    reason         TEXT NOT NULL,
    fired          INTEGER NOT NULL,
    note           TEXT NOT NULL DEFAULT '' CHECK (note IN ('', 'pending_discarded', 'pending_confirmed')),
    price_minor    BIGINT,
    compared_minor BIGINT,
    state_before   TEXT NOT NULL,
    state_after    TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    UNIQUE (rule_id, rule_revision, snapshot_id)
);
CREATE INDEX alert_evaluations_rule ON alert_evaluations (rule_id, created_at DESC, id DESC);
CREATE INDEX alert_evaluations_snapshot ON alert_evaluations (snapshot_id);
CREATE INDEX alert_evaluations_age ON alert_evaluations (created_at) WHERE fired = 0;

-- One per account (TRP-040); the occurrences are those of the schedule ("trip_refresh", user_id).
CREATE TABLE user_trip_schedules (
    user_id    TEXT PRIMARY KEY,
    frequency  TEXT NOT NULL CHECK (frequency IN ('daily', 'every_3_days', 'weekly')),
    local_time TEXT NOT NULL,
    time_zone  TEXT NOT NULL,
    gap_policy TEXT NOT NULL CHECK (gap_policy IN ('run_at_jump', 'skip')),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
