-- SCH-3: more that may speak for a presence. Of a site code only the verdict is kept, never the code; of a position the
-- verdict, and the position itself until its term is over.
ALTER TABLE presence_marks
  ADD COLUMN code_verdict text CHECK (code_verdict IN ('rotating', 'monthly', 'stale', 'wrongUnit', 'unreadable')),
  ADD COLUMN position_verdict text CHECK (position_verdict IN ('near', 'far', 'unclear')),
  -- A forgotten coming or going made up later: who says so, since when, and why (补记).
  ADD COLUMN made_up boolean NOT NULL DEFAULT false,
  ADD COLUMN said_at timestamptz,
  ADD CHECK (NOT made_up OR reason <> '');
CREATE INDEX presence_marks_position ON presence_marks (region_id, happened_at) WHERE longitude IS NOT NULL;

-- What a person found about contradictions; `evidence` names what was known then, so that new evidence opens them again.
CREATE TABLE presence_settlements (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  duty_id uuid NOT NULL,
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  day date NOT NULL,
  evidence text NOT NULL,
  note text NOT NULL CHECK (note <> ''),
  settled_by uuid NOT NULL REFERENCES accounts,
  settled_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
CREATE INDEX presence_settlements_duty ON presence_settlements (region_id, duty_id);
GRANT SELECT, INSERT ON presence_settlements TO xunzhen_app;
ALTER TABLE presence_settlements ENABLE ROW LEVEL SECURITY;
ALTER TABLE presence_settlements FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON presence_settlements USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));

-- What a county sets: how far clocks may be apart for a site code, and how long a position is kept.
CREATE TABLE presence_settings (
  region_id text COLLATE "C" PRIMARY KEY,
  code_tolerance_minutes int NOT NULL CHECK (code_tolerance_minutes BETWEEN 1 AND 60),
  position_days int NOT NULL CHECK (position_days BETWEEN 1 AND 365),
  updated_by uuid NOT NULL REFERENCES accounts,
  updated_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON presence_settings TO xunzhen_app;
ALTER TABLE presence_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE presence_settings FORCE ROW LEVEL SECURITY;
-- A doctor's phone says how long her position is kept, so everybody signed in reads them.
CREATE POLICY reading ON presence_settings FOR SELECT
  USING (app_setting('scope') IN ('system', 'division', 'organisations', 'practitioner'));
CREATE POLICY adding ON presence_settings FOR INSERT WITH CHECK (in_scope(region_id, NULL, NULL, NULL));
CREATE POLICY changing ON presence_settings FOR UPDATE USING (in_scope(region_id, NULL, NULL, NULL));

-- A call that was not accepted is kept whole (0008); a position in it has the same term.
GRANT UPDATE (body) ON sync_ops TO xunzhen_app;
