-- SPDX-FileCopyrightText: The Portier authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- released_at: when the last attempt began, or will begin; what the flood budget counts (PLT-133). expires_at: when the
-- message says nothing any more, if its event says so (PLT-138).
ALTER TABLE notification_messages ADD COLUMN released_at BIGINT;
ALTER TABLE notification_messages ADD COLUMN expires_at BIGINT;
CREATE INDEX notification_messages_released ON notification_messages (person, channel, released_at)
    WHERE released_at IS NOT NULL;
CREATE INDEX notification_messages_day ON notification_messages (channel, released_at) WHERE released_at IS NOT NULL;
CREATE INDEX notification_messages_collected ON notification_messages (person, channel, created_at)
    WHERE state = 'collected';
CREATE INDEX notification_messages_digest ON notification_messages (digest_id) WHERE digest_id IS NOT NULL;

-- Who took the message, under which name, and what became of it there (PLT-118, PLT-124).
ALTER TABLE notification_attempts ADD COLUMN provider TEXT NOT NULL DEFAULT '';
ALTER TABLE notification_attempts ADD COLUMN delivery_status TEXT NOT NULL DEFAULT '';
CREATE INDEX notification_attempts_provider ON notification_attempts (provider_id) WHERE provider_id <> '';

-- How an account wants to be told, besides the lists (PLT-128); no row means the defaults. Times are HH:MM in the
-- account's zone; quiet_from is empty while there are no quiet hours.
CREATE TABLE notification_profiles (
    account_id TEXT PRIMARY KEY,
    quiet_from TEXT NOT NULL,
    quiet_to TEXT NOT NULL,
    digest_mode TEXT NOT NULL CHECK (digest_mode IN ('immediate', 'daily', 'weekly')),
    digest_time TEXT NOT NULL,
    summary_enabled INTEGER NOT NULL,
    summary_day INTEGER NOT NULL,
    summary_time TEXT NOT NULL,
    language TEXT NOT NULL,
    version BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Addresses that mail must not go to (PLT-124) and numbers that opted out (PLT-118), by a checksum of the address.
CREATE TABLE notification_suppressions (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    address_key TEXT NOT NULL,
    masked_address TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('bounced', 'complained', 'opted_out')),
    provider TEXT NOT NULL,
    message_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (channel, address_key)
);
CREATE INDEX notification_suppressions_created ON notification_suppressions (created_at, id);
