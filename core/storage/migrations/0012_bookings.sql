-- SPDX-FileCopyrightText: The Portier authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Shared houses, the families that own them, and requests for whole days (bookings.md section 3). Limits that are NULL
-- are the instance's.
CREATE TABLE resources (
    id                     TEXT PRIMARY KEY,
    slug                   TEXT NOT NULL UNIQUE,
    name                   TEXT NOT NULL,
    zone                   TEXT NOT NULL,
    language               TEXT NOT NULL CHECK (language IN ('de', 'en')),
    status                 TEXT NOT NULL CHECK (status IN ('open', 'closed', 'archived')),
    max_party_size         INTEGER,
    future_horizon_months  INTEGER,
    long_stay_warn_days    INTEGER,
    max_stay_days          INTEGER,
    bookings_per_day       INTEGER,
    digest_min_age_days    INTEGER,
    digest_weekday         INTEGER,
    digest_time            TEXT,
    archive_retention_days INTEGER,
    self_approval          TEXT CHECK (self_approval IN ('on_submit', 'authenticated')),
    sender_name            TEXT NOT NULL DEFAULT '',
    version                INTEGER NOT NULL DEFAULT 1,
    created_at             BIGINT NOT NULL,
    updated_at             BIGINT NOT NULL
);

CREATE TABLE parties (
    id                   TEXT PRIMARY KEY,
    resource_id          TEXT NOT NULL REFERENCES resources (id),
    name                 TEXT NOT NULL,
    colour               TEXT NOT NULL,
    email                TEXT,
    language             TEXT CHECK (language IN ('de', 'en')),
    position             INTEGER NOT NULL,
    active               INTEGER NOT NULL DEFAULT 1,
    notification_enabled INTEGER NOT NULL DEFAULT 1,
    version              INTEGER NOT NULL DEFAULT 1,
    created_at           BIGINT NOT NULL,
    updated_at           BIGINT NOT NULL,
    UNIQUE (resource_id, email),
    UNIQUE (resource_id, name)
);
CREATE INDEX parties_email ON parties (email);

-- start_day and end_day are days since 1970-01-01, always derived from the dates.
CREATE TABLE bookings (
    id                   TEXT PRIMARY KEY,
    resource_id          TEXT NOT NULL REFERENCES resources (id),
    start_date           TEXT NOT NULL,
    end_date             TEXT NOT NULL,
    start_day            INTEGER NOT NULL,
    end_day              INTEGER NOT NULL,
    total_days           INTEGER NOT NULL,
    party_size           INTEGER NOT NULL CHECK (party_size >= 1),
    affiliation_party_id TEXT NOT NULL REFERENCES parties (id),
    requester_first_name TEXT NOT NULL,
    requester_email      TEXT NOT NULL,
    description          TEXT,
    language             TEXT NOT NULL CHECK (language IN ('de', 'en')),
    status               TEXT NOT NULL CHECK (status IN ('pending', 'confirmed', 'denied', 'canceled')),
    round                INTEGER NOT NULL CHECK (round >= 1),
    version              INTEGER NOT NULL CHECK (version >= 1),
    ical_sequence        INTEGER NOT NULL CHECK (ical_sequence >= 0),
    created_by_user_id   TEXT,
    created_at           BIGINT NOT NULL,
    updated_at           BIGINT NOT NULL,
    last_activity_at     BIGINT NOT NULL,
    archived_at          BIGINT,
    CHECK (end_day >= start_day),
    CHECK (total_days = end_day - start_day + 1),
    CHECK ((status = 'canceled') = (archived_at IS NOT NULL)),
    -- only sqlite
    CHECK (start_day = CAST(julianday(start_date) - 2440587.5 AS INTEGER)),
    CHECK (end_day = CAST(julianday(end_date) - 2440587.5 AS INTEGER))
    -- end only
    -- only postgres
    CHECK (start_day = CAST(start_date AS date) - DATE '1970-01-01'),
    CHECK (end_day = CAST(end_date AS date) - DATE '1970-01-01')
    -- end only
);
CREATE INDEX idx_bookings_date_range ON bookings (resource_id, start_day, end_day, status);
CREATE INDEX idx_bookings_status ON bookings (status, end_day);
CREATE INDEX idx_bookings_requester_email ON bookings (requester_email, last_activity_at DESC, id DESC);
CREATE INDEX idx_bookings_last_activity_at_desc ON bookings (last_activity_at DESC, id DESC);

-- Two overlapping blocking bookings of one resource cannot exist, whatever writes (BKG-016).
-- only postgres
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE bookings ADD CONSTRAINT bookings_no_overlap
    EXCLUDE USING gist (resource_id WITH =, int4range(start_day, end_day, '[]') WITH &&)
    WHERE (status IN ('pending', 'confirmed'));
-- end only
-- only sqlite
CREATE TRIGGER bookings_no_overlap_insert BEFORE INSERT ON bookings
WHEN NEW.status IN ('pending', 'confirmed') AND EXISTS (
    SELECT 1 FROM bookings b
    WHERE b.resource_id = NEW.resource_id AND b.status IN ('pending', 'confirmed')
      AND b.start_day <= NEW.end_day AND b.end_day >= NEW.start_day)
BEGIN
    SELECT RAISE(ABORT, 'bookings_no_overlap');
END;
CREATE TRIGGER bookings_no_overlap_update
BEFORE UPDATE OF resource_id, start_day, end_day, start_date, end_date, status ON bookings
WHEN NEW.status IN ('pending', 'confirmed') AND EXISTS (
    SELECT 1 FROM bookings b
    WHERE b.resource_id = NEW.resource_id AND b.status IN ('pending', 'confirmed') AND b.id <> NEW.id
      AND b.start_day <= NEW.end_day AND b.end_day >= NEW.start_day)
BEGIN
    SELECT RAISE(ABORT, 'bookings_no_overlap');
END;
-- end only

-- The approval set of the present round (BKG-004).
CREATE TABLE approvals (
    id         TEXT PRIMARY KEY,
    booking_id TEXT NOT NULL REFERENCES bookings (id) ON DELETE CASCADE,
    party_id   TEXT NOT NULL REFERENCES parties (id),
    round      INTEGER NOT NULL,
    decision   TEXT NOT NULL CHECK (decision IN ('no_response', 'approved', 'denied')),
    comment    TEXT,
    decided_at BIGINT,
    self       INTEGER NOT NULL DEFAULT 0,
    UNIQUE (booking_id, party_id),
    CHECK ((decision = 'denied') = (comment IS NOT NULL)),
    CHECK ((decision = 'no_response') = (decided_at IS NULL))
);
CREATE INDEX idx_approvals_booking_id ON approvals (booking_id);
CREATE INDEX idx_approvals_party_id ON approvals (party_id, decision);

CREATE TABLE timeline_events (
    id             TEXT PRIMARY KEY,
    booking_id     TEXT NOT NULL REFERENCES bookings (id) ON DELETE CASCADE,
    seq            INTEGER NOT NULL,
    at             BIGINT NOT NULL,
    actor_role     TEXT NOT NULL CHECK (actor_role IN ('requester', 'approver', 'admin', 'system')),
    actor_party_id TEXT REFERENCES parties (id),
    type           TEXT NOT NULL,
    note           TEXT,
    old_start      TEXT,
    old_end        TEXT,
    new_start      TEXT,
    new_end        TEXT,
    round          INTEGER NOT NULL,
    UNIQUE (booking_id, seq)
);
CREATE INDEX idx_timeline_booking_id ON timeline_events (booking_id, seq);

-- Optional and visual only.
CREATE TABLE holidays (
    date   TEXT NOT NULL,
    region TEXT NOT NULL,
    name   TEXT NOT NULL,
    PRIMARY KEY (date, region)
);

-- Asked for and not yet answered (BKG-086): the address is sealed, and the row goes with its job.
CREATE TABLE recovery_requests (
    id         TEXT PRIMARY KEY,
    email      {blob} NOT NULL,
    language   TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
