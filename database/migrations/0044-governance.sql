-- ORG-1, ORG-2, ORG-3, ORG-8: who leads and who answers, as versions: a steering group, a bureau's sections, a body's responsible
-- persons, the two sides' shared responsibility. A new version is a row; none is ever changed.
CREATE TABLE governance_versions (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  kind text NOT NULL CHECK (kind IN ('steeringGroup', 'sections', 'responsible', 'pairing')),
  -- The body; of a pairing the receiving unit. Empty for the county's own.
  organisation_id uuid REFERENCES organisations,
  -- The supporting hospital of a pairing.
  partner_id uuid REFERENCES organisations,
  -- What the versions are versions of: kind and bodies in one key.
  subject_key text COLLATE "C" NOT NULL,
  version int NOT NULL CHECK (version > 0),
  effective_from date NOT NULL,
  content jsonb NOT NULL,
  -- The paper it rests on (发文字号), and why it changed.
  document text NOT NULL DEFAULT '',
  reason text NOT NULL,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  CHECK ((kind IN ('steeringGroup', 'sections')) = (organisation_id IS NULL)),
  CHECK ((kind = 'pairing') = (partner_id IS NOT NULL))
);
CREATE UNIQUE INDEX governance_versions_number ON governance_versions (region_id, programme_id, subject_key, version);
GRANT SELECT, INSERT ON governance_versions TO xunzhen_app;
ALTER TABLE governance_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE governance_versions FORCE ROW LEVEL SECURITY;
-- The county's own is printed in its plan and read by every body of the programme; a body's own by itself, the
-- bureaus above and the bureau of a programme it takes part in from elsewhere.
CREATE POLICY scope ON governance_versions
  USING (in_scope(region_id, organisation_id, partner_id, NULL) OR (organisation_id IS NULL AND app_setting('scope') IN ('organisations', 'practitioner'))
    OR (app_setting('scope') = 'division' AND EXISTS (SELECT 1 FROM programmes p WHERE p.id = governance_versions.programme_id AND p.division_code LIKE app_setting('division') || '%')))
  WITH CHECK (in_scope(region_id, organisation_id, partner_id, NULL));

-- ORG-9: 第一院长、下派院长、业务副院长: a post at a unit from a day to a day, apart from duty days.
CREATE TABLE appointments (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  practitioner_id uuid REFERENCES practitioners,
  name text NOT NULL,
  post text NOT NULL CHECK (post IN ('firstDirector', 'director', 'deputyDirector')),
  department text NOT NULL DEFAULT '',
  document text NOT NULL DEFAULT '',
  starts_on date NOT NULL,
  -- The last day; empty while open.
  ends_on date,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  ended_by uuid REFERENCES accounts,
  ended_at timestamptz,
  ended_reason text NOT NULL DEFAULT '',
  PRIMARY KEY (region_id, id),
  CHECK (ends_on >= starts_on)
);
CREATE INDEX appointments_unit ON appointments (region_id, unit_id, starts_on);
GRANT SELECT, INSERT ON appointments TO xunzhen_app;
GRANT UPDATE (ends_on, ended_by, ended_at, ended_reason) ON appointments TO xunzhen_app;
ALTER TABLE appointments ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON appointments USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));

-- CAP-2, CAP-3: what a unit has (医生工作室、名医工作室、联合病房) and which standard it reached (优质服务基层行、标准化建设).
CREATE TABLE unit_facilities (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL REFERENCES organisations,
  partner_id uuid REFERENCES organisations,
  kind text NOT NULL CHECK (kind IN ('doctorStudio', 'famousDoctorStudio', 'jointWard', 'serviceBasic', 'serviceRecommended', 'standardised')),
  name text NOT NULL DEFAULT '',
  document text NOT NULL DEFAULT '',
  since date NOT NULL,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  -- The last day; empty while it stands.
  ends_on date,
  ended_by uuid REFERENCES accounts,
  ended_at timestamptz,
  ended_reason text NOT NULL DEFAULT '',
  PRIMARY KEY (region_id, id),
  CHECK (ends_on >= since)
);
CREATE INDEX unit_facilities_unit ON unit_facilities (region_id, unit_id);
GRANT SELECT, INSERT ON unit_facilities TO xunzhen_app;
GRANT UPDATE (ends_on, ended_by, ended_at, ended_reason) ON unit_facilities TO xunzhen_app;
ALTER TABLE unit_facilities ENABLE ROW LEVEL SECURITY;
ALTER TABLE unit_facilities FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON unit_facilities USING (in_scope(region_id, unit_id, partner_id, NULL)) WITH CHECK (in_scope(region_id, unit_id, NULL, NULL));
