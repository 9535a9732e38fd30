-- SPDX-FileCopyrightText: The Portier authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Which installation this database belongs to (PLT-152): exactly one row, also known to a file beside the data.
CREATE TABLE instance (
    singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
    id TEXT NOT NULL,
    key_id TEXT, -- ids of the master keys that sealed values need, newest first (PLT-180)
    created_at BIGINT NOT NULL
);
