-- ASM-2, ASM-10: joint assessments at a cycle's end. What stands is reckoned from the steps; steps are never changed.
CREATE TABLE assessments (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  -- The first month of the cycle.
  cycle text COLLATE "C" NOT NULL,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  -- The rule as it stood when the first mark was given: a changed plan does not change points that were given.
  rule jsonb NOT NULL,
  begun_by uuid NOT NULL REFERENCES accounts,
  begun_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
CREATE UNIQUE INDEX assessments_once ON assessments (region_id, programme_id, cycle, practitioner_id, unit_id);
GRANT SELECT, INSERT ON assessments TO xunzhen_app;
ALTER TABLE assessments ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON assessments USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));

CREATE TABLE assessment_steps (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('mark', 'sign', 'appeal', 'uphold', 'reject')),
  side text NOT NULL CHECK (side IN ('receivingUnit', 'supportingUnit', 'doctor', 'bureau')),
  -- Points by part with a mark; the whole result, as it was signed, with a signature.
  content jsonb NOT NULL DEFAULT '{}',
  words text NOT NULL DEFAULT '',
  by uuid NOT NULL REFERENCES accounts,
  -- Order of steps taken in one moment.
  sequence int NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, assessment_id) REFERENCES assessments (region_id, id)
);
CREATE UNIQUE INDEX assessment_steps_order ON assessment_steps (region_id, assessment_id, sequence);
GRANT SELECT, INSERT ON assessment_steps TO xunzhen_app;
ALTER TABLE assessment_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessment_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON assessment_steps USING (EXISTS (SELECT 1 FROM assessments a WHERE a.region_id = assessment_steps.region_id AND a.id = assessment_steps.assessment_id));

-- The list of the excellent as the bureau approved it; another approval is another version.
CREATE TABLE excellence_lists (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  cycle text COLLATE "C" NOT NULL,
  version int NOT NULL CHECK (version > 0),
  content jsonb NOT NULL,
  approved_by uuid NOT NULL REFERENCES accounts,
  approved_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
CREATE UNIQUE INDEX excellence_lists_version ON excellence_lists (region_id, programme_id, cycle, version);
GRANT SELECT, INSERT ON excellence_lists TO xunzhen_app;
ALTER TABLE excellence_lists ENABLE ROW LEVEL SECURITY;
ALTER TABLE excellence_lists FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON excellence_lists USING (in_scope(region_id, NULL, NULL, NULL));

-- Scores of the monthly checks of doctors (ASM-1), for whoever assesses above.
CREATE VIEW report_daily_assessments WITH (security_invoker = true) AS
  SELECT region_id, programme_id, practitioner_id, unit_id, done_on, score FROM checks
  WHERE kind = 'dailyAssessment' AND target = 'doctor' AND score IS NOT NULL;
GRANT SELECT ON report_daily_assessments TO xunzhen_app;
CREATE VIEW report_measures_in_force WITH (security_invoker = true) AS
  SELECT region_id, programme_id, practitioner_id, unit_id, in_force_on FROM measures WHERE state = 'inForce';
GRANT SELECT ON report_measures_in_force TO xunzhen_app;
