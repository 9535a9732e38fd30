-- SPDX-FileCopyrightText: The Portier authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Single-use links (PLT-038): invitation, verification, change of e-mail, reset. One per kind and subject, so that a
-- newer one takes the older one's place; a used one is gone. Of the token only its SHA-256 is stored.
CREATE TABLE single_use_links (
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    token_hash {blob} NOT NULL,
    email TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (kind, subject_id)
);
CREATE UNIQUE INDEX single_use_links_token ON single_use_links (token_hash);
CREATE INDEX single_use_links_expiry ON single_use_links (expires_at);

-- Whom an admin asked in (PLT-004), with the rights the account will have. One open invitation per address.
CREATE TABLE invitations (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    email_compared TEXT NOT NULL,
    language TEXT NOT NULL,
    roles TEXT NOT NULL,
    parties TEXT NOT NULL,
    invited_by TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'revoked')),
    account_id TEXT REFERENCES accounts (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX invitations_open ON invitations (email_compared) WHERE state = 'open';
CREATE INDEX invitations_created ON invitations (created_at, id);

-- The parties an approver decides for (PLT-009). Parties belong to bookings, which knows accounts by their id only.
CREATE TABLE account_parties (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    party_id TEXT NOT NULL,
    PRIMARY KEY (account_id, party_id)
);
CREATE INDEX account_parties_party ON account_parties (party_id);

-- When a session ended because its account left the allowlist: it stays known, so that its holder is told why
-- (PLT-033), and stays ended when the address comes back (PLT-034).
ALTER TABLE sessions ADD COLUMN barred_at BIGINT;

-- Keys of programs (PLT-035 to PLT-037). Of a secret only its HMAC under a pepper is stored; the one before it works
-- until previous_until.
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    prefix TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    scopes TEXT NOT NULL,
    secret_mac {blob} NOT NULL,
    pepper INTEGER NOT NULL,
    previous_mac {blob},
    previous_pepper INTEGER,
    previous_until BIGINT,
    is_active INTEGER NOT NULL,
    expires_at BIGINT,
    last_used_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX api_keys_account ON api_keys (account_id);
CREATE INDEX api_keys_created ON api_keys (created_at, id);

-- Standing links: whom a link in a mail stands for (bookings.md §3). Their tokens are signed, not stored (PLT-038).
CREATE TABLE links (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('personal', 'approver', 'feed')),
    email TEXT,
    party_id TEXT,
    resource_id TEXT,
    generation INTEGER NOT NULL,
    key_number INTEGER NOT NULL,
    last_used_at BIGINT,
    created_at BIGINT NOT NULL,
    CHECK (CASE WHEN kind = 'approver' THEN party_id IS NOT NULL AND email IS NULL
                ELSE email IS NOT NULL AND party_id IS NULL END),
    CHECK (resource_id IS NULL OR kind = 'feed')
);
CREATE UNIQUE INDEX links_email ON links (kind, email, COALESCE(resource_id, ''));
CREATE UNIQUE INDEX links_party ON links (kind, party_id);
CREATE INDEX links_creation ON links (created_at, id);
