-- Answers of price sources, shared by everybody who asks the same (trips.md §2.4, TRP-097, TRP-100). Holds no user data.
CREATE TABLE price_responses (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('flights', 'hotels')),
    cache_key TEXT NOT NULL,
    query TEXT NOT NULL,
    fetched_at BIGINT NOT NULL,
    http_status INTEGER NOT NULL,
    body {blob},                       -- gzip; NULL once its time is over (TRP-002)
    body_truncated INTEGER NOT NULL DEFAULT 0,
    calls_used INTEGER NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('offers', 'empty')),
    partial INTEGER NOT NULL,
    normalised TEXT,                   -- NULL once too old for any reuse (TRP-108)
    created_at BIGINT NOT NULL
);
CREATE INDEX price_responses_key ON price_responses (cache_key, fetched_at DESC);
CREATE INDEX price_responses_age ON price_responses (fetched_at);

-- What each source cost and saved per UTC day, for TRP-109; a row per day is enough, and survives the responses.
CREATE TABLE source_savings (
    source TEXT NOT NULL,
    day TEXT NOT NULL,
    live_calls BIGINT NOT NULL DEFAULT 0,
    avoided_calls BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (source, day)
);

-- Calls per source and period, "2027-01" or "2027-01-10", UTC (TRP-115 to TRP-121).
CREATE TABLE source_budgets (
    source TEXT NOT NULL,
    period TEXT NOT NULL,
    limit_calls BIGINT NOT NULL,
    used BIGINT NOT NULL DEFAULT 0 CHECK (used >= 0),
    reserved BIGINT NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    warned_at BIGINT,
    exhausted_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (source, period)
);

-- Calls set aside for a question on the wire; a crash gives them back when the lease ends (TRP-120).
CREATE TABLE budget_reservations (
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    period TEXT NOT NULL,
    calls BIGINT NOT NULL CHECK (calls >= 0),
    lease_until BIGINT NOT NULL,
    PRIMARY KEY (id, period)
);
CREATE INDEX budget_reservations_source ON budget_reservations (source, lease_until);

-- The breaker of each source and side (TRP-127, TRP-128).
CREATE TABLE source_health (
    source TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('flights', 'hotels')),
    state TEXT NOT NULL CHECK (state IN ('closed', 'open', 'half_open')),
    failures INTEGER NOT NULL,
    opened_at BIGINT,
    retry_at BIGINT,
    wait_ms BIGINT NOT NULL,
    held_until BIGINT,
    last_ok_at BIGINT,
    last_error TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (source, side)
);

-- The admins' order of sources per side (TRP-060); no row: the configured one.
CREATE TABLE source_orders (
    side TEXT PRIMARY KEY CHECK (side IN ('flights', 'hotels')),
    sources TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
