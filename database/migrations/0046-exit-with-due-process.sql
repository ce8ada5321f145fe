-- ASM-11, ASM-8: breaches of discipline and duties not done, reported to the lead hospital and acknowledged by it.
CREATE TABLE violation_reports (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  kind text NOT NULL CHECK (kind IN ('discipline', 'inactive', 'dereliction', 'unfinished')),
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  -- The lead hospital of the alliance, or the doctor's own where the plan names none.
  lead_id uuid NOT NULL REFERENCES organisations,
  happened_on date NOT NULL,
  what text NOT NULL CHECK (what <> ''),
  reported_by uuid NOT NULL REFERENCES accounts,
  reported_at timestamptz NOT NULL,
  acknowledged_by uuid REFERENCES accounts,
  acknowledged_at timestamptz,
  answer text,
  PRIMARY KEY (region_id, id),
  CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL) AND (acknowledged_at IS NULL) = (answer IS NULL))
);
CREATE INDEX violation_reports_doctor ON violation_reports (region_id, programme_id, practitioner_id);
GRANT SELECT, INSERT ON violation_reports TO xunzhen_app;
GRANT UPDATE (acknowledged_by, acknowledged_at, answer) ON violation_reports TO xunzhen_app;
ALTER TABLE violation_reports ENABLE ROW LEVEL SECURITY;
ALTER TABLE violation_reports FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON violation_reports USING (in_scope(region_id, unit_id, hospital_id, practitioner_id) OR in_scope(region_id, NULL, lead_id, NULL));

-- ASM-9: 退出 as a case with due process: proposed on facts, noticed, heard, decided, matched anew.
CREATE TABLE exit_cases (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  kind text NOT NULL CHECK (kind IN ('doctor', 'department', 'hospital')),
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  practitioner_id uuid REFERENCES practitioners,
  department text,
  -- The facts, the thresholds and the clause as they stood when the case was opened; never changed.
  facts jsonb NOT NULL,
  terms jsonb NOT NULL,
  citation text NOT NULL,
  grounds text NOT NULL CHECK (grounds <> ''),
  reply_by date,
  state text NOT NULL CHECK (state IN ('proposed', 'noticed', 'replied', 'rematching', 'closed', 'withdrawn')),
  outcome text CHECK (outcome IN ('keep', 'warn', 'adjust', 'end')),
  proposed_by uuid NOT NULL REFERENCES accounts,
  proposed_at timestamptz NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  CHECK ((kind = 'doctor') = (practitioner_id IS NOT NULL) AND (kind = 'department') = (department IS NOT NULL)),
  CHECK (state <> 'rematching' OR outcome IN ('adjust', 'end')),
  CHECK (outcome IS NULL OR reply_by IS NOT NULL)
);
CREATE INDEX exit_cases_standing ON exit_cases (region_id, programme_id, state);
-- One case at a time about the same subject.
CREATE UNIQUE INDEX exit_cases_open ON exit_cases (region_id, programme_id, kind, unit_id, hospital_id, coalesce(practitioner_id, hospital_id), coalesce(department, '')) WHERE state NOT IN ('closed', 'withdrawn');
GRANT SELECT, INSERT ON exit_cases TO xunzhen_app;
GRANT UPDATE (state, outcome, reply_by, since) ON exit_cases TO xunzhen_app;
ALTER TABLE exit_cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE exit_cases FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON exit_cases USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));

CREATE TABLE exit_acts (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('propose', 'notice', 'reply', 'decide', 'rematch', 'waive', 'withdraw')),
  state text NOT NULL,
  outcome text,
  words text NOT NULL,
  -- A reply after its term is kept and marked.
  late boolean NOT NULL DEFAULT false,
  by uuid NOT NULL REFERENCES accounts,
  by_role text NOT NULL,
  sequence int NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, case_id) REFERENCES exit_cases (region_id, id)
);
CREATE UNIQUE INDEX exit_acts_order ON exit_acts (region_id, case_id, sequence);
GRANT SELECT, INSERT ON exit_acts TO xunzhen_app;
ALTER TABLE exit_acts ENABLE ROW LEVEL SECURITY;
ALTER TABLE exit_acts FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON exit_acts USING (EXISTS (SELECT 1 FROM exit_cases c WHERE c.region_id = exit_acts.region_id AND c.id = exit_acts.case_id));

-- Places that a decision left empty, and who came instead. Postings may go with the import that made them; this stays.
CREATE TABLE exit_places (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  posting_id uuid NOT NULL,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  need_text text NOT NULL,
  need_code text COLLATE "C",
  successor_posting_id uuid,
  successor_id uuid REFERENCES practitioners,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, case_id) REFERENCES exit_cases (region_id, id),
  CHECK ((successor_posting_id IS NULL) = (successor_id IS NULL))
);
CREATE INDEX exit_places_case ON exit_places (region_id, case_id);
CREATE INDEX exit_places_posting ON exit_places (region_id, posting_id);
GRANT SELECT, INSERT ON exit_places TO xunzhen_app;
GRANT UPDATE (successor_posting_id, successor_id) ON exit_places TO xunzhen_app;
ALTER TABLE exit_places ENABLE ROW LEVEL SECURITY;
ALTER TABLE exit_places FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON exit_places USING (EXISTS (SELECT 1 FROM exit_cases c WHERE c.region_id = exit_places.region_id AND c.id = exit_places.case_id));

-- What a proposal may rest on: absences that were decided to count, measures in force, reports that were acknowledged.
CREATE VIEW report_exit_facts WITH (security_invoker = true) AS
  SELECT a.region_id, a.programme_id, 'absence'::text AS signal, a.duty_id AS ref, d.day, a.unit_id, a.hospital_id, a.practitioner_id, ''::text AS words
  FROM report_counted_absences a JOIN duties d ON d.region_id = a.region_id AND d.id = a.duty_id
  UNION ALL
  SELECT m.region_id, m.programme_id, 'measure', m.id, m.in_force_on, i.unit_id, coalesce(m.hospital_id, i.hospital_id), m.practitioner_id, m.grounds
  FROM measures m JOIN issues i ON i.region_id = m.region_id AND i.id = m.issue_id
  WHERE m.state = 'inForce' AND m.unit_id IS NULL
  UNION ALL
  SELECT v.region_id, v.programme_id, 'violation', v.id, v.happened_on, v.unit_id, v.hospital_id, v.practitioner_id, v.what
  FROM violation_reports v WHERE v.acknowledged_at IS NOT NULL;
GRANT SELECT ON report_exit_facts TO xunzhen_app;
