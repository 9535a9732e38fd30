-- People who can sign in (PLT-001). Everybody is a member; the other roles are added.
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    email_compared TEXT NOT NULL,
    display_name TEXT NOT NULL,
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    is_reviewer INTEGER NOT NULL DEFAULT 0,
    is_approver INTEGER NOT NULL DEFAULT 0,
    is_admin INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL,
    email_verified_at BIGINT,
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX accounts_email ON accounts (email_compared);

-- One row that first sign-ups and changes of admins take turns on (PLT-002, PLT-007).
CREATE TABLE identity_state (
    id INTEGER PRIMARY KEY,
    first_account_at BIGINT
);
INSERT INTO identity_state (id, first_account_at) VALUES (1, NULL);

-- Sign-ins; of a token only its SHA-256 is stored (PLT-019).
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    token_hash {blob} NOT NULL,
    device_name TEXT NOT NULL,
    platform TEXT NOT NULL,
    client_prefix TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX sessions_token ON sessions (token_hash);
CREATE INDEX sessions_account ON sessions (account_id, created_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Known devices: they may try while an address is locked, and grant nothing (PLT-017).
CREATE TABLE device_tokens (
    token_hash {blob} PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX device_tokens_expiry ON device_tokens (expires_at);

-- Failed sign-ins per address and client prefix, and per address over all clients (PLT-016, PLT-017). Addresses are
-- hashed: most of them belong to nobody here.
CREATE TABLE signin_pairs (
    email_hash {blob} NOT NULL,
    client_prefix TEXT NOT NULL,
    failures INTEGER NOT NULL,
    changed_at BIGINT NOT NULL,
    blocked_until BIGINT,
    PRIMARY KEY (email_hash, client_prefix)
);
CREATE INDEX signin_pairs_change ON signin_pairs (changed_at);
CREATE TABLE signin_addresses (
    email_hash {blob} PRIMARY KEY,
    failed_at TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX signin_addresses_change ON signin_addresses (changed_at);
