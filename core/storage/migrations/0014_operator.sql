-- SPDX-FileCopyrightText: The Portier authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Conditions that operators are told of, from the first notice until their episode is over (PLT-174). subject names what
-- it is about, such as a price source or an instance; empty when there is only one.
CREATE TABLE notice_episodes (
    code TEXT NOT NULL,
    subject TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    told_at BIGINT NOT NULL,
    gone_since BIGINT,
    PRIMARY KEY (code, subject)
);

-- Numbers for text messages (PLT-118). number is empty until one is confirmed; pending_number waits for its code, of
-- which only a keyed checksum is kept.
CREATE TABLE notification_phones (
    account_id TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    confirmed_at BIGINT,
    pending_number TEXT NOT NULL,
    code_mac TEXT NOT NULL,
    code_expires_at BIGINT,
    code_tries INTEGER NOT NULL,
    updated_at BIGINT NOT NULL
);
