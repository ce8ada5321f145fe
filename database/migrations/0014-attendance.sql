-- WRK-5, WRK-6, TRN-1: who came to a lecture or a training of a duty, by the code of the day or by name; one person once a
-- session (person_key). What was written stays; a wrong line is struck out and may be taken up again.
CREATE TABLE attendances (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  duty_id uuid NOT NULL,
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  day date NOT NULL,
  session text NOT NULL CHECK (session IN ('lecture', 'training')),
  name text NOT NULL,
  clinic text NOT NULL,
  person_key text NOT NULL,
  source text NOT NULL CHECK (source IN ('code', 'byName')),
  made_by uuid,
  made_at timestamptz NOT NULL,
  device_at timestamptz,
  struck_by uuid,
  struck_at timestamptz,
  PRIMARY KEY (region_id, id)
);
CREATE UNIQUE INDEX attendances_person ON attendances (region_id, duty_id, session, person_key);
CREATE INDEX attendances_day ON attendances (region_id, day);
GRANT SELECT, INSERT ON attendances TO xunzhen_app;
GRANT UPDATE (struck_by, struck_at) ON attendances TO xunzhen_app;
ALTER TABLE attendances ENABLE ROW LEVEL SECURITY;
ALTER TABLE attendances FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON attendances USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));
