-- Federation: boxes that stand alone hand reports and their facts upward in signed, sealed packages; a package is taken once
-- however often it comes (RPT-7, SEC-3). What came from elsewhere stands apart from what was recorded here.
CREATE TABLE federation_peers (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  -- First 32 hex digits of SHA-256 over its public signing key.
  site_id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  division_code text COLLATE "C" NOT NULL REFERENCES divisions,
  sign_key text NOT NULL,
  box_key text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('above', 'below')),
  url text,
  -- In whose name its acts stand here; nobody can sign in by it.
  account_id uuid NOT NULL REFERENCES accounts,
  added_by uuid NOT NULL REFERENCES accounts,
  added_at timestamptz NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (region_id, id)
);
CREATE UNIQUE INDEX federation_peers_site ON federation_peers (region_id, site_id) WHERE revoked_at IS NULL;
GRANT SELECT, INSERT ON federation_peers TO xunzhen_app;
GRANT UPDATE (revoked_at, url) ON federation_peers TO xunzhen_app;
ALTER TABLE federation_peers ENABLE ROW LEVEL SECURITY;
ALTER TABLE federation_peers FORCE ROW LEVEL SECURITY;
-- The box's own division knows its peers; a package is checked before anybody's scope is known.
CREATE POLICY scope ON federation_peers USING (in_scope(region_id, NULL, NULL, NULL) OR app_setting('scope') = 'public')
  WITH CHECK (in_scope(region_id, NULL, NULL, NULL));

CREATE TABLE federation_packages (
  region_id text COLLATE "C" NOT NULL,
  direction text NOT NULL CHECK (direction IN ('out', 'in')),
  id uuid NOT NULL,
  peer_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('reports', 'answers')),
  sequence bigint NOT NULL,
  hash text COLLATE "C" NOT NULL,
  summary jsonb NOT NULL,
  bytes bytea NOT NULL,
  -- What was answered to it: the same package gets the same answer again.
  answer bytea,
  by uuid REFERENCES accounts,
  at timestamptz NOT NULL,
  acknowledged_at timestamptz,
  PRIMARY KEY (region_id, direction, id),
  FOREIGN KEY (region_id, peer_id) REFERENCES federation_peers
);
CREATE INDEX federation_packages_peer ON federation_packages (region_id, peer_id, sequence);
GRANT SELECT, INSERT ON federation_packages TO xunzhen_app;
GRANT UPDATE (acknowledged_at) ON federation_packages TO xunzhen_app;
ALTER TABLE federation_packages ENABLE ROW LEVEL SECURITY;
ALTER TABLE federation_packages FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON federation_packages USING (in_scope(region_id, NULL, NULL, NULL));

-- Facts that came with a package; a newer one of the same county and days takes their place.
CREATE TABLE federated_days (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  day date NOT NULL,
  half text NOT NULL CHECK (half IN ('day', 'am', 'pm')),
  status text NOT NULL CHECK (status IN ('submitted', 'confirmed')),
  other_services text NOT NULL DEFAULT '',
  other_work text NOT NULL DEFAULT '',
  leaflets int NOT NULL,
  notice_clicks int NOT NULL,
  screen_notices int NOT NULL,
  expenses_fen bigint NOT NULL,
  home_visit_records int NOT NULL,
  package_id uuid NOT NULL,
  PRIMARY KEY (region_id, id)
);
CREATE INDEX federated_days_month ON federated_days (region_id, programme_id, day);
GRANT SELECT, INSERT, DELETE ON federated_days TO xunzhen_app;
ALTER TABLE federated_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE federated_days FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON federated_days USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));

CREATE TABLE federated_activities (
  region_id text COLLATE "C" NOT NULL,
  day_id uuid NOT NULL,
  kind text NOT NULL,
  count int NOT NULL,
  participants int NOT NULL,
  PRIMARY KEY (region_id, day_id, kind),
  FOREIGN KEY (region_id, day_id) REFERENCES federated_days ON DELETE CASCADE
);
GRANT SELECT, INSERT, DELETE ON federated_activities TO xunzhen_app;
ALTER TABLE federated_activities ENABLE ROW LEVEL SECURITY;
ALTER TABLE federated_activities FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON federated_activities USING (EXISTS (SELECT 1 FROM federated_days d WHERE d.region_id = federated_activities.region_id AND d.id = federated_activities.day_id));

-- Who did it at the other box, where the account here only stands for that box.
ALTER TABLE report_acts ADD COLUMN by_name text;
ALTER TABLE report_versions ADD COLUMN by_name text;
ALTER TABLE report_comments ADD COLUMN by_name text;
-- Answers go down in the order they were made.
CREATE INDEX report_acts_time ON report_acts (region_id, at);

CREATE OR REPLACE VIEW report_day_cards WITH (security_invoker = true) AS
  SELECT c.region_id, c.id, c.programme_id, c.unit_id, c.hospital_id, c.practitioner_id, c.day, c.half, c.status,
    c.other_services, c.other_work, c.leaflets, c.notice_clicks, c.screen_notices,
    c.transport_fen + c.lodging_fen + c.supplies_fen AS expenses_fen,
    (SELECT count(*)::int FROM home_visits v WHERE v.region_id = c.region_id AND v.day_card_id = c.id) AS home_visit_records
  FROM day_cards c WHERE c.status IN ('submitted', 'confirmed')
  UNION ALL
  SELECT region_id, id, programme_id, unit_id, hospital_id, practitioner_id, day, half, status,
    other_services, other_work, leaflets, notice_clicks, screen_notices, expenses_fen, home_visit_records
  FROM federated_days;
CREATE OR REPLACE VIEW report_day_card_activities WITH (security_invoker = true) AS
  SELECT a.region_id, a.day_card_id, a.kind, sum(a.count)::int AS count, sum(a.participants)::int AS participants
  FROM day_card_activities a GROUP BY a.region_id, a.day_card_id, a.kind
  UNION ALL
  SELECT region_id, day_id, kind, count, participants FROM federated_activities;
CREATE OR REPLACE VIEW report_person_days WITH (security_invoker = true) AS
  SELECT region_id, programme_id, unit_id, hospital_id, practitioner_id, day, to_char(day, 'YYYY-MM') AS month, min(half) AS half, min(id::text)::uuid AS day_card_id
  FROM (
    SELECT region_id, programme_id, unit_id, hospital_id, practitioner_id, day, half, id FROM day_cards WHERE status IN ('submitted', 'confirmed')
    UNION ALL
    SELECT region_id, programme_id, unit_id, hospital_id, practitioner_id, day, half, id FROM federated_days
  ) cards
  GROUP BY region_id, programme_id, unit_id, hospital_id, practitioner_id, day;
