-- SCH-3, SUP-8: coming, going and being witnessed, as evidence beside the schedule. Append only: what was said stays.
CREATE TABLE presence_marks (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  duty_id uuid NOT NULL,
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  day date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('arrival', 'departure', 'present', 'absent')),
  -- Optional, purpose-bound, and emptied after its term.
  longitude double precision,
  latitude double precision,
  accuracy_metres int CHECK (accuracy_metres >= 0),
  reason text NOT NULL DEFAULT '',
  device_at timestamptz,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
CREATE INDEX presence_marks_duty ON presence_marks (region_id, duty_id);
CREATE INDEX presence_marks_day ON presence_marks (region_id, programme_id, day);
GRANT SELECT, INSERT ON presence_marks TO xunzhen_app;
GRANT UPDATE (longitude, latitude, accuracy_metres) ON presence_marks TO xunzhen_app;
ALTER TABLE presence_marks ENABLE ROW LEVEL SECURITY;
ALTER TABLE presence_marks FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON presence_marks USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));
