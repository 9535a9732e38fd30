-- What happened, append-only (PLT-141, PLT-142).
CREATE TABLE audit_log (
    sequence {serial_pk},
    at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    request_id TEXT NOT NULL,
    client_prefix TEXT NOT NULL,
    changes TEXT NOT NULL
);
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_object ON audit_log (object_kind, object_id, sequence);
CREATE INDEX audit_log_actor ON audit_log (actor_id, sequence);

-- Retention opens this gate inside its own transaction: rows older than the moment may be deleted.
CREATE TABLE audit_retention (
    id INTEGER PRIMARY KEY,
    delete_before BIGINT NOT NULL
);
INSERT INTO audit_retention (id, delete_before) VALUES (1, 0);

-- only sqlite
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'audit rows are append-only');
END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
WHEN OLD.at >= (SELECT delete_before FROM audit_retention WHERE id = 1)
BEGIN
    SELECT RAISE(ABORT, 'audit rows are append-only');
END;
-- end only
-- only postgres
CREATE FUNCTION audit_log_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.at < (SELECT delete_before FROM audit_retention WHERE id = 1) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'audit rows are append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER audit_log_rows BEFORE UPDATE OR DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION audit_log_guard();
CREATE TRIGGER audit_log_truncate BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_guard();
-- end only

-- The change feed (PLT-080). On PostgreSQL the sequence is made of the transaction's number and a count within the
-- transaction, see changefeed.cpp; on SQLite the single writer commits in the order of the numbers.
-- only sqlite
CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    visibility TEXT NOT NULL,
    subject_id TEXT NOT NULL
);
-- end only
-- only postgres
CREATE TABLE changes (
    sequence BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    visibility TEXT NOT NULL,
    subject_id TEXT NOT NULL
);
-- end only
CREATE INDEX changes_visibility ON changes (visibility, sequence);
CREATE INDEX changes_at ON changes (at);

-- How far retention has removed rows: a reader behind it must start anew (PLT-083).
CREATE TABLE change_retention (
    id INTEGER PRIMARY KEY,
    removed_through BIGINT NOT NULL
);
INSERT INTO change_retention (id, removed_through) VALUES (1, 0);

-- Exact windows of rate-limit policies (PLT-061 to PLT-064).
CREATE TABLE rate_counters (
    policy TEXT NOT NULL,
    counter_key TEXT NOT NULL,
    bucket TEXT NOT NULL,
    used BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (policy, counter_key, bucket)
);
CREATE INDEX rate_counters_end ON rate_counters (ends_at);

-- Claimed and answered Idempotency-Keys (PLT-055 to PLT-058); status is NULL while the request is in flight.
CREATE TABLE idempotency_keys (
    principal TEXT NOT NULL,
    route TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    fingerprint {blob} NOT NULL,
    claim_id TEXT NOT NULL,
    claimed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    status INTEGER,
    content_type TEXT,
    body {blob},
    sealed INTEGER NOT NULL DEFAULT 0,
    location TEXT,
    PRIMARY KEY (principal, route, idempotency_key)
);
CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);

-- Written and read back by the readiness check (PLT-171).
CREATE TABLE health_probe (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL
);
