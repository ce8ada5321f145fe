-- ORG-6, ORG-3: who of an organisation hands in its reports, with whoever did before. A new name closes the one before it; no
-- row is ever overwritten. The number is shown masked; seeing it is an act of its own.
SET LOCAL app.scope = 'system';

CREATE TABLE organisation_reporters (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  organisation_id uuid NOT NULL REFERENCES organisations,
  name text NOT NULL,
  phone text NOT NULL,
  starts_on date NOT NULL,
  set_by uuid NOT NULL REFERENCES accounts,
  set_at timestamptz NOT NULL,
  -- The last day; empty while in force.
  ends_on date,
  ended_by uuid REFERENCES accounts,
  ended_at timestamptz,
  ended_reason text NOT NULL DEFAULT '',
  PRIMARY KEY (region_id, id),
  CHECK (ends_on >= starts_on),
  CHECK ((ends_on IS NULL) = (ended_by IS NULL) AND (ends_on IS NULL) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX organisation_reporters_current ON organisation_reporters (region_id, organisation_id) WHERE ends_on IS NULL;
GRANT SELECT, INSERT ON organisation_reporters TO xunzhen_app;
GRANT UPDATE (ends_on, ended_by, ended_at, ended_reason) ON organisation_reporters TO xunzhen_app;
ALTER TABLE organisation_reporters ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation_reporters FORCE ROW LEVEL SECURITY;
-- A county also reads whom to call at a hospital of elsewhere that takes part in its programme; it sets nothing there.
CREATE POLICY scope ON organisation_reporters
  USING (in_scope(region_id, organisation_id, organisation_id, NULL) OR (app_setting('scope') = 'division' AND EXISTS (
    SELECT 1 FROM programme_organisations m JOIN programmes p ON p.id = m.programme_id
    WHERE m.organisation_id = organisation_reporters.organisation_id AND p.division_code LIKE app_setting('division') || '%')))
  WITH CHECK (in_scope(region_id, organisation_id, organisation_id, NULL));

-- PLN-7, P23: how a bureau splits a target among its units (a city: among its counties) in place of the derived split. A
-- version holds from the first of a month until the next one's; none is changed afterwards.
CREATE TABLE target_share_versions (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  rule_id text COLLATE "C" NOT NULL,
  version int NOT NULL,
  effective_from date NOT NULL CHECK (extract(day FROM effective_from) = 1),
  -- What was to be split when it was made; the shares may come to another sum that was confirmed.
  target int NOT NULL CHECK (target >= 0),
  reason text NOT NULL,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
CREATE UNIQUE INDEX target_share_versions_number ON target_share_versions (region_id, programme_id, rule_id, version);
GRANT SELECT, INSERT ON target_share_versions TO xunzhen_app;
ALTER TABLE target_share_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE target_share_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON target_share_versions USING (in_scope(region_id, NULL, NULL, NULL));

CREATE TABLE target_shares (
  region_id text COLLATE "C" NOT NULL,
  version_id uuid NOT NULL,
  -- The unit's id, or the county's code.
  body_id text COLLATE "C" NOT NULL,
  amount int NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (region_id, version_id, body_id),
  FOREIGN KEY (region_id, version_id) REFERENCES target_share_versions
);
GRANT SELECT, INSERT ON target_shares TO xunzhen_app;
ALTER TABLE target_shares ENABLE ROW LEVEL SECURITY;
ALTER TABLE target_shares FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON target_shares USING (in_scope(region_id, NULL, NULL, NULL));
