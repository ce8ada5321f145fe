-- LV-1, PLN-11: spans in which a doctor cannot be sent or a unit receives nobody. Entered once; planning,
-- repair and the pages read them. A leave becomes such a span when it is granted.
CREATE TABLE absences (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  practitioner_id uuid REFERENCES practitioners,
  unit_id uuid REFERENCES organisations,
  kind text NOT NULL CHECK (kind IN ('leave', 'training', 'gone', 'closure')),
  starts_on date NOT NULL,
  ends_on date NOT NULL CHECK (ends_on >= starts_on),
  reason text NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  CHECK ((practitioner_id IS NULL) <> (unit_id IS NULL)),
  CHECK ((kind = 'closure') = (unit_id IS NOT NULL)),
  PRIMARY KEY (region_id, id)
);
CREATE INDEX absences_span ON absences (region_id, ends_on);
GRANT SELECT, INSERT, UPDATE ON absences TO xunzhen_app;
ALTER TABLE absences ENABLE ROW LEVEL SECURITY;
ALTER TABLE absences FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON absences USING (in_scope(region_id, unit_id, NULL, practitioner_id) OR app_setting('scope') = 'organisations');

-- A trial is a run that nothing was saved from: its plan waits to be compared and, if wished, taken over.
ALTER TABLE planning_runs ADD COLUMN kind text NOT NULL DEFAULT 'plan' CHECK (kind IN ('plan', 'trial'));
ALTER TABLE planning_runs ADD COLUMN wish jsonb NOT NULL DEFAULT '{}';
ALTER TABLE planning_runs ADD COLUMN adopted_at timestamptz;

-- What the planner may know of a place and a person: market days (圩日), fixed clinics of one's own (SCH-1).
ALTER TABLE organisations ADD COLUMN market_weekdays int[] NOT NULL DEFAULT '{}';
ALTER TABLE practitioners ADD COLUMN own_clinic_weekdays int[] NOT NULL DEFAULT '{}';
