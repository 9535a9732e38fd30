-- SPDX-FileCopyrightText: The Portier authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What a rule judged stays when the rule goes: with its snapshot, and so with its trip (TRP-003). rule_id may name a
-- rule that is gone.
-- only postgres
ALTER TABLE alert_evaluations DROP CONSTRAINT alert_evaluations_rule_id_fkey;
-- end only
-- only sqlite
CREATE TABLE kept_evaluations (
    id             TEXT PRIMARY KEY,
    rule_id        TEXT NOT NULL,
    rule_revision  INTEGER NOT NULL,
    snapshot_id    TEXT NOT NULL REFERENCES price_snapshots (id) ON DELETE CASCADE,
    reason         TEXT NOT NULL,
    fired          INTEGER NOT NULL,
    note           TEXT NOT NULL DEFAULT '' CHECK (note IN ('', 'pending_discarded', 'pending_confirmed')),
    price_minor    BIGINT,
    compared_minor BIGINT,
    state_before   TEXT NOT NULL,
    state_after    TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    UNIQUE (rule_id, rule_revision, snapshot_id)
);
INSERT INTO kept_evaluations (id, rule_id, rule_revision, snapshot_id, reason, fired, note, price_minor,
                              compared_minor, state_before, state_after, created_at)
SELECT id, rule_id, rule_revision, snapshot_id, reason, fired, note, price_minor, compared_minor, state_before,
       state_after, created_at
FROM alert_evaluations;
DROP TABLE alert_evaluations;
ALTER TABLE kept_evaluations RENAME TO alert_evaluations;
CREATE INDEX alert_evaluations_rule ON alert_evaluations (rule_id, created_at DESC, id DESC);
CREATE INDEX alert_evaluations_snapshot ON alert_evaluations (snapshot_id);
CREATE INDEX alert_evaluations_age ON alert_evaluations (created_at) WHERE fired = 0;
-- end only
