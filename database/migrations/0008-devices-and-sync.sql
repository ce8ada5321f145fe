-- Phones and what they told: reference tables, since a phone serves several counties. Each call of a phone has its own
-- sequence number there; a row here means that it is settled and will never take effect again (R5).
CREATE TABLE devices (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts,
  name text NOT NULL,
  registered_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX devices_account ON devices (account_id);
GRANT SELECT, INSERT, UPDATE ON devices TO xunzhen_app;

CREATE TABLE sync_ops (
  device_id uuid NOT NULL REFERENCES devices,
  seq int NOT NULL CHECK (seq > 0),
  id uuid NOT NULL UNIQUE,
  account_id uuid NOT NULL REFERENCES accounts,
  call text NOT NULL,
  content_hash text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('applied', 'refused', 'conflict')),
  problem jsonb,
  -- What was not accepted, so that both versions are kept even if the phone is lost.
  body jsonb,
  device_at timestamptz NOT NULL,
  -- The server's reckoning of when it was done: by the phone's monotonic clock within one boot, else by its wall clock.
  happened_at timestamptz NOT NULL,
  clock text NOT NULL CHECK (clock IN ('monotonic', 'wall')),
  skew_seconds bigint NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (device_id, seq)
);
CREATE INDEX sync_ops_received ON sync_ops (received_at);
GRANT SELECT, INSERT ON sync_ops TO xunzhen_app;
