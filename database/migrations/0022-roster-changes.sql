-- PUB-3, LV-7, SCH-2, P31: a published month changes by a named change alone. Each duty says which change brought it and
-- which took it away, and whose place it took, so that what residents are told is read from the roster itself and no road
-- by which a published day moves can forget it. A change holds no reason: why a doctor is away is nobody's business here.
SET LOCAL app.scope = 'system';

CREATE TABLE roster_changes (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
CREATE INDEX roster_changes_made ON roster_changes (region_id, programme_id, made_at);
GRANT SELECT, INSERT ON roster_changes TO xunzhen_app;
ALTER TABLE roster_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_changes FORCE ROW LEVEL SECURITY;
-- It names no person: whoever may see one of its duties may see when it was made.
CREATE POLICY scope ON roster_changes
  USING (in_scope(region_id, NULL, NULL, NULL) OR app_setting('scope') IN ('organisations', 'practitioner', 'public'))
  WITH CHECK (in_scope(region_id, NULL, NULL, NULL) OR app_setting('scope') = 'organisations');

ALTER TABLE duties ADD COLUMN entered_by uuid;
ALTER TABLE duties ADD COLUMN left_by uuid;
-- The duty whose place this one took, and the first of that line: under its id a subscribed calendar knows them all.
ALTER TABLE duties ADD COLUMN follows uuid;
ALTER TABLE duties ADD COLUMN first_id uuid;
-- SEQUENCE of RFC 5545: raised by each change along the line.
ALTER TABLE duties ADD COLUMN sequence int NOT NULL DEFAULT 0;

-- Changes made before this table: one for each moment at which duties of a programme were cancelled.
INSERT INTO roster_changes (region_id, id, programme_id, made_by, made_at)
  SELECT d.region_id, gen_random_uuid(), d.programme_id, coalesce(r.published_by, '00000000-0000-0000-0000-000000000000'), d.updated_at
  FROM (SELECT DISTINCT ON (region_id, programme_id, updated_at) * FROM duties WHERE status = 'cancelled') d
  LEFT JOIN rosters r ON r.region_id = d.region_id AND r.programme_id = d.programme_id AND r.month = d.month;
UPDATE duties d SET left_by = c.id, sequence = 1 FROM roster_changes c
  WHERE d.status = 'cancelled' AND c.region_id = d.region_id AND c.programme_id = d.programme_id AND c.made_at = d.updated_at;
UPDATE duties d SET entered_by = c.id FROM roster_changes c
  WHERE d.status = 'published' AND d.reasons -> 0 ->> 'code' = 'repair'
    AND c.region_id = d.region_id AND c.programme_id = d.programme_id AND c.made_at = d.updated_at;
UPDATE duties n SET follows = p.gone, first_id = p.gone, sequence = 2
  FROM (
    SELECT o.region_id, o.id AS gone, e.id AS came
    FROM (SELECT *, row_number() OVER (PARTITION BY region_id, left_by, unit_id ORDER BY day, id) k FROM duties WHERE left_by IS NOT NULL) o
    JOIN (SELECT *, row_number() OVER (PARTITION BY region_id, entered_by, unit_id ORDER BY day, id) k FROM duties WHERE entered_by IS NOT NULL) e
      ON e.region_id = o.region_id AND e.entered_by = o.left_by AND e.unit_id = o.unit_id AND e.k = o.k
  ) p
  WHERE n.region_id = p.region_id AND n.id = p.came;

ALTER TABLE duties ADD FOREIGN KEY (region_id, entered_by) REFERENCES roster_changes;
ALTER TABLE duties ADD FOREIGN KEY (region_id, left_by) REFERENCES roster_changes;
ALTER TABLE duties ADD FOREIGN KEY (region_id, follows) REFERENCES duties;
ALTER TABLE duties ADD CONSTRAINT duties_left_by_a_change CHECK ((status = 'cancelled') = (left_by IS NOT NULL));
CREATE UNIQUE INDEX duties_follows ON duties (region_id, follows) WHERE follows IS NOT NULL;
CREATE INDEX duties_left ON duties (region_id, left_by) WHERE left_by IS NOT NULL;
CREATE INDEX duties_entered ON duties (region_id, entered_by) WHERE entered_by IS NOT NULL;

-- What residents know is not edited in place, not deleted and not slipped in: it leaves and enters by a change.
REVOKE UPDATE ON duties FROM xunzhen_app;
GRANT UPDATE (status, left_by, sequence, updated_at) ON duties TO xunzhen_app;
CREATE POLICY published_stays ON duties AS RESTRICTIVE FOR DELETE USING (status = 'planned');
CREATE POLICY published_enters_by_a_change ON duties AS RESTRICTIVE FOR INSERT
  WITH CHECK (status <> 'published' OR entered_by IS NOT NULL);

-- A cancelled duty was public before it was cancelled; that it is off is public too.
ALTER POLICY scope ON duties
  USING (in_scope(region_id, unit_id, hospital_id, practitioner_id) OR (app_setting('scope') = 'public' AND status IN ('published', 'cancelled')));

CREATE VIEW report_duty_changes WITH (security_invoker = true) AS
  SELECT d.region_id, d.id, coalesce(d.first_id, d.id) AS first_id, d.sequence, d.follows, d.programme_id, d.month, d.unit_id,
    d.hospital_id, d.practitioner_id, d.day, d.half, d.home_visit_half, d.status, d.updated_at,
    d.entered_by, e.made_at AS entered_at, d.left_by, l.made_at AS left_at
  FROM duties d
  LEFT JOIN roster_changes e ON e.region_id = d.region_id AND e.id = d.entered_by
  LEFT JOIN roster_changes l ON l.region_id = d.region_id AND l.id = d.left_by
  WHERE d.entered_by IS NOT NULL OR d.left_by IS NOT NULL;
GRANT SELECT ON report_duty_changes TO xunzhen_app;

CREATE OR REPLACE VIEW report_duties WITH (security_invoker = true) AS
  SELECT d.region_id, d.id, d.programme_id, d.month, d.unit_id, d.hospital_id, d.practitioner_id, d.day, d.half, d.home_visit_half, d.status, d.updated_at,
    coalesce(d.first_id, d.id) AS first_id, d.sequence
  FROM duties d WHERE d.status <> 'cancelled';

-- LV-7: what was done to tell residents of a change, channel by channel. Which tasks there are follows from the change and
-- the programme's rule; here stands only who did one and when. A mark set by mistake is taken back and stays on record.
CREATE TABLE change_tellings (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  change_id uuid NOT NULL,
  unit_id uuid NOT NULL REFERENCES organisations,
  channel text NOT NULL,
  note text NOT NULL DEFAULT '',
  done_by uuid NOT NULL REFERENCES accounts,
  done_at timestamptz NOT NULL,
  undone_by uuid REFERENCES accounts,
  undone_at timestamptz,
  picture bytea,
  PRIMARY KEY (region_id, id),
  CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
  FOREIGN KEY (region_id, change_id) REFERENCES roster_changes
);
-- P31: a channel is told once.
CREATE UNIQUE INDEX change_tellings_once ON change_tellings (region_id, change_id, unit_id, channel) WHERE undone_at IS NULL;
GRANT SELECT, INSERT ON change_tellings TO xunzhen_app;
GRANT UPDATE (undone_by, undone_at, picture) ON change_tellings TO xunzhen_app;
ALTER TABLE change_tellings ENABLE ROW LEVEL SECURITY;
ALTER TABLE change_tellings FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON change_tellings USING (in_scope(region_id, unit_id, NULL, NULL));
