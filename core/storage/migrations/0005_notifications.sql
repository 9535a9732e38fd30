-- What happened and who is told about it (PLT-105). message_count is what the event promised; the balance compares it
-- with the messages that exist (PLT-135).
CREATE TABLE notification_events (
    id TEXT PRIMARY KEY,
    event_key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    message_class TEXT NOT NULL,
    list TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    subject_name TEXT NOT NULL,
    facts TEXT NOT NULL,
    cause_kind TEXT NOT NULL,
    cause_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    message_count INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX notification_events_created ON notification_events (created_at, id);

-- One per (event, person, channel). digest_id points to the message that carried it. body is sealed, NULL before the
-- first rendering and after its erasure, when the address is masked too (PLT-107).
CREATE TABLE notification_messages (
    id TEXT PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES notification_events (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    account_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    language TEXT NOT NULL,
    zone TEXT NOT NULL,
    kind TEXT NOT NULL,
    message_class TEXT NOT NULL,
    list TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    subject_name TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('queued', 'sending', 'waiting', 'collected', 'sent', 'digested', 'suppressed', 'dead')),
    reason TEXT NOT NULL,
    digest_id TEXT REFERENCES notification_messages (id),
    job_id TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    unknowns INTEGER NOT NULL,
    next_at BIGINT,
    mail_id TEXT NOT NULL,
    body {blob},
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    ended_at BIGINT,
    discarded_at BIGINT,
    UNIQUE (event_id, person, channel),
    CHECK ((state IN ('sent', 'digested', 'suppressed', 'dead')) = (ended_at IS NOT NULL)),
    CHECK ((state = 'digested') = (digest_id IS NOT NULL))
);
CREATE INDEX notification_messages_created ON notification_messages (created_at, id);
CREATE INDEX notification_messages_account ON notification_messages (account_id, created_at, id);
CREATE INDEX notification_messages_open ON notification_messages (channel, created_at, id)
    WHERE state IN ('queued', 'sending', 'waiting');
CREATE INDEX notification_messages_state ON notification_messages (state, created_at, id);
CREATE INDEX notification_messages_order ON notification_messages (person, subject_id, channel)
    WHERE state IN ('queued', 'sending');
CREATE INDEX notification_messages_ended ON notification_messages (ended_at);
CREATE INDEX notification_messages_body ON notification_messages (ended_at) WHERE body IS NOT NULL;

-- The ledger (PLT-139). outcome is NULL while the attempt runs.
CREATE TABLE notification_attempts (
    message_id TEXT NOT NULL REFERENCES notification_messages (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    channel TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    outcome TEXT CHECK (outcome IN ('accepted', 'transient', 'permanent', 'config', 'unknown')),
    code TEXT NOT NULL,
    enhanced_code TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (message_id, number)
);

-- A channel whose credentials or sender were refused (PLT-111). settings_mark tells when its settings have changed.
CREATE TABLE notification_channels (
    channel TEXT PRIMARY KEY,
    settings_mark TEXT NOT NULL,
    paused_at BIGINT,
    cause TEXT NOT NULL,
    probe_message_id TEXT NOT NULL
);

-- What a person does not want (PLT-128, PLT-129); no row means on.
CREATE TABLE notification_preferences (
    account_id TEXT NOT NULL,
    list TEXT NOT NULL,
    channel TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, list, channel)
);
