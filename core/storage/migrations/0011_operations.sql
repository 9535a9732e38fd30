-- SPDX-FileCopyrightText: The Portier authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What admins changed while the service ran (PLT-183, PLT-185); between the configuration file and the environment.
-- The row without a name counts the changes, so that every instance sees them.
CREATE TABLE runtime_settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    revision BIGINT NOT NULL
);
INSERT INTO runtime_settings (name, value, changed_at, changed_by, revision) VALUES ('', '', 0, '', 0);

CREATE INDEX schedules_owner ON schedules (owner, id);

-- A person's data in one sealed archive (PLT-157). The email names people without an account.
CREATE TABLE data_exports (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'ready', 'failed')),
    archive {blob},
    size BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX data_exports_account ON data_exports (account_id, created_at);
CREATE INDEX data_exports_expiry ON data_exports (expires_at);

-- Erasures (PLT-158); of one that is done only the ids stay.
CREATE TABLE erasures (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    email TEXT NOT NULL,
    email_mac TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'cancelled')),
    job_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX erasures_account ON erasures (account_id) WHERE state IN ('waiting', 'running') AND account_id <> '';
CREATE UNIQUE INDEX erasures_email ON erasures (email_mac) WHERE state IN ('waiting', 'running');

-- Feedback and error reports of clients, for the operator.
CREATE TABLE client_reports (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('feedback', 'error')),
    account_id TEXT NOT NULL,
    text TEXT NOT NULL,
    details TEXT NOT NULL,
    at BIGINT NOT NULL,
    request_id TEXT NOT NULL
);
CREATE INDEX client_reports_at ON client_reports (at);
CREATE INDEX client_reports_account ON client_reports (account_id);
