-- LV-8: an absence without leave is a case: the reply of whom it concerns, and what the bureau decided. The case itself
-- follows from what the unit reported and from the leaves; only these acts are kept here, and none is ever changed.
CREATE TABLE absence_case_acts (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  duty_id uuid NOT NULL,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  hospital_id uuid NOT NULL REFERENCES organisations,
  unit_id uuid NOT NULL REFERENCES organisations,
  act text NOT NULL CHECK (act IN ('reply', 'decision')),
  decision text CHECK (decision IN ('excused', 'warned', 'counted')),
  words text NOT NULL,
  by uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  CHECK ((act = 'decision') = (decision IS NOT NULL))
);
CREATE UNIQUE INDEX absence_case_decided ON absence_case_acts (region_id, duty_id) WHERE act = 'decision';
CREATE INDEX absence_case_duty ON absence_case_acts (region_id, duty_id);
GRANT SELECT, INSERT ON absence_case_acts TO xunzhen_app;
ALTER TABLE absence_case_acts ENABLE ROW LEVEL SECURITY;
ALTER TABLE absence_case_acts FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON absence_case_acts USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));

-- What assessment will read: absences that were decided to count (ASM-1).
CREATE VIEW report_counted_absences WITH (security_invoker = true) AS
  SELECT region_id, duty_id, programme_id, practitioner_id, hospital_id, unit_id, at AS decided_at
  FROM absence_case_acts WHERE decision = 'counted';
GRANT SELECT ON report_counted_absences TO xunzhen_app;
