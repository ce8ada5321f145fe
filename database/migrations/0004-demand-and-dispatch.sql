-- Demand (PLN-2), staffing imports, postings (附件2), rosters and duties: operational, keyed by county.
CREATE TABLE demands (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  unit_id uuid NOT NULL REFERENCES organisations,
  specialty_code text COLLATE "C",
  specialty_text text NOT NULL,
  weight int NOT NULL DEFAULT 1 CHECK (weight BETWEEN 1 AND 9),
  diseases text NOT NULL DEFAULT '',
  monthly_volume int CHECK (monthly_volume >= 0),
  preferred_weekday int CHECK (preferred_weekday BETWEEN 1 AND 7),
  preferred_ordinal int CHECK (preferred_ordinal BETWEEN 1 AND 5),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (region_id, id),
  UNIQUE (region_id, programme_id, unit_id, specialty_text)
);

CREATE TABLE staffing_imports (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  account_id uuid NOT NULL REFERENCES accounts,
  file_name text NOT NULL,
  file_hash text NOT NULL,
  fingerprint text NOT NULL,
  status text NOT NULL CHECK (status IN ('previewed', 'confirmed', 'undone')),
  preview jsonb NOT NULL,
  effects jsonb NOT NULL DEFAULT '[]',
  created_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  undone_at timestamptz,
  PRIMARY KEY (region_id, id)
);

-- The mapping a sender's table was read with, remembered by sender and header.
CREATE TABLE import_mappings (
  sender text NOT NULL,
  form_id text NOT NULL,
  fingerprint text NOT NULL,
  mapping jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (sender, form_id, fingerprint)
);
GRANT SELECT, INSERT, UPDATE ON import_mappings TO xunzhen_app;

CREATE TABLE postings (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  position int NOT NULL,
  need_code text COLLATE "C",
  need_text text NOT NULL,
  mismatch_reason text,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  import_id uuid,
  ended_at timestamptz,
  ended_reason text,
  PRIMARY KEY (region_id, id)
);
CREATE UNIQUE INDEX postings_current ON postings (region_id, programme_id, unit_id, practitioner_id) WHERE ended_at IS NULL;

-- MAT-7: each change of staff makes a new version of 附件2.
CREATE TABLE staffing_schedule_versions (
  region_id text COLLATE "C" NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  version int NOT NULL,
  reason text NOT NULL,
  rows jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (region_id, programme_id, version)
);

CREATE TABLE planning_runs (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  months text[] NOT NULL,
  status text NOT NULL CHECK (status IN ('running', 'done', 'failed', 'cancelled')),
  progress text NOT NULL DEFAULT '',
  plan jsonb,
  error text,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (region_id, id)
);

CREATE TABLE rosters (
  region_id text COLLATE "C" NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  month text COLLATE "C" NOT NULL CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  status text NOT NULL CHECK (status IN ('draft', 'published')),
  version int NOT NULL DEFAULT 1,
  programme_version int NOT NULL,
  proof jsonb NOT NULL DEFAULT '{}',
  published_at timestamptz,
  published_by uuid,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, programme_id, month)
);

CREATE TABLE duties (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  month text COLLATE "C" NOT NULL,
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  day date NOT NULL,
  half text NOT NULL CHECK (half IN ('day', 'am', 'pm')),
  home_visit_half text CHECK (home_visit_half IN ('am', 'pm')),
  locked boolean NOT NULL DEFAULT false,
  status text NOT NULL CHECK (status IN ('planned', 'published', 'cancelled')),
  mismatch_reason text,
  reasons jsonb NOT NULL DEFAULT '[]',
  alternatives jsonb NOT NULL DEFAULT '[]',
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
CREATE INDEX duties_month ON duties (region_id, programme_id, month);
CREATE INDEX duties_practitioner ON duties (region_id, practitioner_id, day);

-- One doctor is in one place a day, also across counties: national uniqueness has its own reference table.
CREATE TABLE practitioner_days (
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  day date NOT NULL,
  half text NOT NULL CHECK (half IN ('am', 'pm')),
  region_id text COLLATE "C" NOT NULL,
  duty_id uuid NOT NULL,
  PRIMARY KEY (practitioner_id, day, half)
);
GRANT SELECT, INSERT, DELETE ON practitioner_days TO xunzhen_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON demands TO xunzhen_app;
GRANT SELECT, INSERT, UPDATE ON staffing_imports TO xunzhen_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON postings TO xunzhen_app;
GRANT SELECT, INSERT ON staffing_schedule_versions TO xunzhen_app;
GRANT SELECT, INSERT, UPDATE ON planning_runs TO xunzhen_app;
GRANT SELECT, INSERT, UPDATE ON rosters TO xunzhen_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON duties TO xunzhen_app;

ALTER TABLE demands ENABLE ROW LEVEL SECURITY;
ALTER TABLE demands FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON demands USING (in_scope(region_id, unit_id, NULL, NULL));

ALTER TABLE staffing_imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE staffing_imports FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON staffing_imports USING (in_scope(region_id, NULL, NULL, NULL) OR app_setting('scope') = 'organisations');

ALTER TABLE postings ENABLE ROW LEVEL SECURITY;
ALTER TABLE postings FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON postings USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));

ALTER TABLE staffing_schedule_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE staffing_schedule_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON staffing_schedule_versions USING (in_scope(region_id, NULL, NULL, NULL) OR app_setting('scope') = 'organisations');

ALTER TABLE planning_runs ENABLE ROW LEVEL SECURITY;
ALTER TABLE planning_runs FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON planning_runs USING (in_scope(region_id, NULL, NULL, NULL) OR app_setting('scope') = 'organisations');

-- A month's heading (draft or published, proof) holds no person: whoever is signed in may see that it is there.
ALTER TABLE rosters ENABLE ROW LEVEL SECURITY;
ALTER TABLE rosters FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON rosters USING (
  in_scope(region_id, NULL, NULL, NULL) OR app_setting('scope') IN ('organisations', 'practitioner') OR (app_setting('scope') = 'public' AND status = 'published'))
  WITH CHECK (in_scope(region_id, NULL, NULL, NULL) OR app_setting('scope') = 'organisations');

-- Residents see published duties, and only through the public pages' columns (PUB-2).
ALTER TABLE duties ENABLE ROW LEVEL SECURITY;
ALTER TABLE duties FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON duties USING (in_scope(region_id, unit_id, hospital_id, practitioner_id) OR (app_setting('scope') = 'public' AND status = 'published'))
  WITH CHECK (in_scope(region_id, unit_id, hospital_id, practitioner_id));

-- What other rooms may read of this room.
CREATE VIEW report_postings WITH (security_invoker = true) AS
  SELECT p.region_id, p.id, p.programme_id, p.unit_id, p.hospital_id, p.practitioner_id, p.position, p.need_code, p.need_text, p.mismatch_reason, p.starts_on, p.ends_on
  FROM postings p WHERE p.ended_at IS NULL;
CREATE VIEW report_duties WITH (security_invoker = true) AS
  SELECT d.region_id, d.id, d.programme_id, d.month, d.unit_id, d.hospital_id, d.practitioner_id, d.day, d.half, d.home_visit_half, d.status, d.updated_at
  FROM duties d WHERE d.status <> 'cancelled';
GRANT SELECT ON report_postings TO xunzhen_app;
GRANT SELECT ON report_duties TO xunzhen_app;
