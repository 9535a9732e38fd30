-- SPDX-FileCopyrightText: The Portier authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Codes on their way from the browser to the desktop app (PLT-030): single-use, good for a minute.
CREATE TABLE device_codes (
    code_hash {blob} PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    code_challenge TEXT NOT NULL,
    device_name TEXT NOT NULL,
    platform TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX device_codes_expiry ON device_codes (expires_at);

-- Sign-ins under way at a provider (PLT-025): single-use, bound to a browser by its cookie. What the provider must
-- prove it saw lies sealed.
CREATE TABLE oidc_states (
    state_hash {blob} PRIMARY KEY,
    provider TEXT NOT NULL,
    cookie_hash {blob} NOT NULL,
    secrets {blob} NOT NULL,
    return_to TEXT NOT NULL,
    account_id TEXT REFERENCES accounts (id),
    expires_at BIGINT NOT NULL
);
CREATE INDEX oidc_states_expiry ON oidc_states (expires_at);

-- Whom a provider knows as which account (PLT-028): the key is issuer and subject, never the address.
CREATE TABLE identities (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    provider TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    email TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX identities_subject ON identities (issuer, subject);
CREATE INDEX identities_account ON identities (account_id);
