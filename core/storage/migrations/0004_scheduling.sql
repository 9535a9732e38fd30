-- Schedules, their occurrences, jobs, and what happened once per period.

CREATE TABLE jobs (
    id               TEXT PRIMARY KEY,
    kind             TEXT NOT NULL,
    unique_key       TEXT NOT NULL,
    payload          TEXT NOT NULL,
    priority         INTEGER NOT NULL,
    run_at           BIGINT NOT NULL,
    attempt          INTEGER NOT NULL DEFAULT 0,
    max_attempts     INTEGER NOT NULL DEFAULT 0,
    state            TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed_retry', 'dead', 'cancelled')),
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    lease_owner      TEXT,
    lease_until      BIGINT,
    fence            BIGINT NOT NULL DEFAULT 0,
    deaths           INTEGER NOT NULL DEFAULT 0,
    last_error       TEXT NOT NULL DEFAULT '',
    request_id       TEXT NOT NULL DEFAULT '',
    created_at       BIGINT NOT NULL,
    started_at       BIGINT,
    finished_at      BIGINT
);
CREATE UNIQUE INDEX jobs_unfinished ON jobs (kind, unique_key) WHERE state IN ('queued', 'failed_retry', 'running');
CREATE INDEX jobs_claim ON jobs (kind, priority DESC, run_at, id) WHERE state IN ('queued', 'failed_retry');
CREATE INDEX jobs_due ON jobs (run_at, kind) WHERE state IN ('queued', 'failed_retry');
CREATE INDEX jobs_leases ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_ended ON jobs (state, finished_at) WHERE state IN ('done', 'dead', 'cancelled');

-- A runner that holds leases; "session" names its database session, by which others see that its process has ended.
CREATE TABLE runners (
    session    TEXT PRIMARY KEY,
    instance   TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);

CREATE TABLE schedules (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    owner      TEXT NOT NULL,
    spec       TEXT NOT NULL,
    zone       TEXT NOT NULL,
    gap_policy TEXT NOT NULL,
    overlap    TEXT NOT NULL,
    catch_up   TEXT NOT NULL,
    window_ms  BIGINT NOT NULL,
    enabled    INTEGER NOT NULL DEFAULT 1,
    problem    TEXT NOT NULL DEFAULT '',
    revision   BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (name, owner)
);

-- Open occurrences are planned (their moment has not come), waiting (behind a running one) or fired (their job, which
-- has the same id, is not finished). All others are closed for good.
CREATE TABLE occurrences (
    id            TEXT PRIMARY KEY,
    schedule_id   TEXT NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
    kind          TEXT NOT NULL CHECK (kind IN ('scheduled', 'manual')),
    nominal_local TEXT NOT NULL,
    due_at        BIGINT NOT NULL,
    state         TEXT NOT NULL
                  CHECK (state IN ('planned', 'waiting', 'fired', 'ran', 'caught_up', 'skipped', 'missed')),
    reason        TEXT NOT NULL DEFAULT '',
    local_mark    TEXT NOT NULL DEFAULT '',
    late          INTEGER NOT NULL DEFAULT 0,
    revision      BIGINT NOT NULL,
    started_at    BIGINT,
    closed_at     BIGINT
);
CREATE UNIQUE INDEX occurrences_nominal ON occurrences (schedule_id, nominal_local) WHERE kind = 'scheduled';
CREATE INDEX occurrences_due ON occurrences (due_at, id) WHERE state = 'planned';
CREATE INDEX occurrences_going ON occurrences (schedule_id, state) WHERE state IN ('waiting', 'fired');
CREATE INDEX occurrences_history ON occurrences (schedule_id, due_at);
CREATE INDEX occurrences_closed ON occurrences (closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE period_marks (
    work       TEXT NOT NULL,
    owner      TEXT NOT NULL,
    period     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (work, owner, period)
);
CREATE INDEX period_marks_created ON period_marks (created_at);
