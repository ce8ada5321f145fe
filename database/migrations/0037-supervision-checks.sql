-- SUP-1 to SUP-6, SUP-10: who is to be looked at (draws and the tasks that follow from them) and what was found (checks).
-- Nothing here is ever changed: a draw asked for again is another draw with the next number.
CREATE TABLE check_draws (
  -- The county; for a draw from above, the code of the level that drew, filled up to six digits.
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  -- NULL: drawn from above over every programme in its reach (SUP-3).
  programme_id text COLLATE "C" REFERENCES programmes,
  rule_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('regularInspection', 'spotCheck', 'dailyAssessment', 'peerReview', 'fullInspection', 'functionInspection', 'reviewRound', 'leaderVisit')),
  period text COLLATE "C" NOT NULL,
  owed_role text NOT NULL CHECK (owed_role IN ('bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'doctor')),
  -- In whose division the body stands that owes it; another level's draws are not shown below it.
  owed_division text COLLATE "C" NOT NULL,
  owed_organisation_id uuid REFERENCES organisations,
  -- 1 is drawn by the calendar; later ones were asked for.
  sequence int NOT NULL CHECK (sequence >= 1),
  due_on date NOT NULL,
  seed text COLLATE "C" NOT NULL,
  -- Who might have been picked, with what was known of each, as it was at the draw.
  frame jsonb NOT NULL,
  frame_hash text COLLATE "C" NOT NULL,
  size int NOT NULL,
  random_percent int NOT NULL,
  reason text NOT NULL DEFAULT '',
  drawn_by uuid REFERENCES accounts,
  drawn_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
CREATE UNIQUE INDEX check_draws_once ON check_draws (region_id, programme_id, rule_id, period, owed_role, owed_organisation_id, sequence) NULLS NOT DISTINCT;
GRANT SELECT, INSERT ON check_draws TO xunzhen_app;
ALTER TABLE check_draws ENABLE ROW LEVEL SECURITY;
ALTER TABLE check_draws FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON check_draws USING (in_scope(owed_division, owed_organisation_id, NULL, NULL));

CREATE TABLE check_tasks (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  draw_id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  rule_id text NOT NULL,
  kind text NOT NULL,
  period text COLLATE "C" NOT NULL,
  due_on date NOT NULL,
  owed_role text NOT NULL,
  owed_division text COLLATE "C" NOT NULL,
  owed_organisation_id uuid REFERENCES organisations,
  owed_practitioner_id uuid REFERENCES practitioners,
  target text NOT NULL CHECK (target IN ('unit', 'doctor')),
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid REFERENCES organisations,
  practitioner_id uuid REFERENCES practitioners,
  -- Why this one: by lot, or with what points.
  why jsonb NOT NULL,
  PRIMARY KEY (region_id, id),
  CHECK ((target = 'doctor') = (practitioner_id IS NOT NULL)),
  CHECK (owed_practitioner_id IS NULL OR owed_practitioner_id <> practitioner_id)
);
CREATE INDEX check_tasks_due ON check_tasks (region_id, programme_id, due_on);
GRANT SELECT, INSERT ON check_tasks TO xunzhen_app;
ALTER TABLE check_tasks ENABLE ROW LEVEL SECURITY;
ALTER TABLE check_tasks FORCE ROW LEVEL SECURITY;
-- Unannounced: seen by who owes it and by the levels above it, not by who will be looked at.
CREATE POLICY scope ON check_tasks USING (in_scope(owed_division, owed_organisation_id, NULL, owed_practitioner_id));

CREATE TABLE checks (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  task_id uuid,
  kind text NOT NULL CHECK (kind IN ('regularInspection', 'spotCheck', 'dailyAssessment', 'peerReview', 'fullInspection', 'functionInspection', 'reviewRound', 'leaderVisit')),
  target text NOT NULL CHECK (target IN ('unit', 'doctor')),
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid REFERENCES organisations,
  practitioner_id uuid REFERENCES practitioners,
  means text NOT NULL CHECK (means IN ('visit', 'phone', 'video')),
  done_on date NOT NULL,
  -- Who led and who came along (SUP-6), as written.
  people text NOT NULL DEFAULT '',
  -- The very items it was made by, with their version.
  checklist jsonb NOT NULL,
  answers jsonb NOT NULL,
  score numeric(4, 1) CHECK (score BETWEEN 0 AND 100),
  note text NOT NULL DEFAULT '',
  by_role text NOT NULL,
  by_division text COLLATE "C",
  by_organisation_id uuid REFERENCES organisations,
  by_practitioner_id uuid REFERENCES practitioners,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, task_id) REFERENCES check_tasks,
  CHECK ((target = 'doctor') = (practitioner_id IS NOT NULL)),
  CHECK (target <> 'doctor' OR by_practitioner_id IS NULL OR by_practitioner_id <> practitioner_id),
  CHECK (target <> 'unit' OR by_organisation_id IS NULL OR by_organisation_id <> unit_id)
);
CREATE UNIQUE INDEX checks_task ON checks (region_id, task_id) WHERE task_id IS NOT NULL;
CREATE INDEX checks_done ON checks (region_id, programme_id, done_on);
GRANT SELECT, INSERT ON checks TO xunzhen_app;
ALTER TABLE checks ENABLE ROW LEVEL SECURITY;
ALTER TABLE checks FORCE ROW LEVEL SECURITY;
-- Whoever was looked at reads what was written of them.
CREATE POLICY scope ON checks USING (
  in_scope(region_id, unit_id, hospital_id, practitioner_id) OR in_scope(region_id, by_organisation_id, NULL, by_practitioner_id));
