-- SVY-1 to SVY-4, R19: telephone surveys. The frame is kept as keyed names beside the records they stand for; who was drawn and
-- who was called stays, whatever came of it. Names and numbers stand in the day cards alone.
CREATE TABLE surveys (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  rule_id text COLLATE "C" NOT NULL,
  per text NOT NULL CHECK (per IN ('month', 'year')),
  period text COLLATE "C" NOT NULL,
  state text NOT NULL CHECK (state IN ('frozen', 'drawn', 'closed', 'cancelled')),
  -- The present round; earlier ones stay on record.
  round int NOT NULL,
  -- The rule as it stood when the survey began, so that a later version of the programme moves nothing.
  sample int NOT NULL CHECK (sample > 0),
  reserves numeric NOT NULL CHECK (reserves >= 0),
  minimum int,
  counts text NOT NULL CHECK (counts IN ('drawn', 'completed')),
  attempts_most int NOT NULL,
  attempts_days int NOT NULL,
  published boolean NOT NULL,
  questionnaire jsonb NOT NULL,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  ended_by uuid REFERENCES accounts,
  ended_at timestamptz,
  end_note text NOT NULL DEFAULT '',
  PRIMARY KEY (region_id, id),
  CHECK ((state IN ('closed', 'cancelled')) = (ended_at IS NOT NULL))
);
-- A draw asked for twice is one.
CREATE UNIQUE INDEX surveys_natural ON surveys (region_id, programme_id, rule_id, period) WHERE state <> 'cancelled';
GRANT SELECT, INSERT ON surveys TO xunzhen_app;
GRANT UPDATE (state, round, ended_by, ended_at, end_note) ON surveys TO xunzhen_app;

CREATE TABLE survey_rounds (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  survey_id uuid NOT NULL,
  round int NOT NULL,
  reason text NOT NULL DEFAULT '',
  frame_hash text COLLATE "C" NOT NULL,
  frame_size int NOT NULL,
  left_out jsonb NOT NULL,
  strata jsonb NOT NULL,
  frozen_by uuid NOT NULL REFERENCES accounts,
  frozen_at timestamptz NOT NULL,
  seed text,
  seeded_by uuid REFERENCES accounts,
  seeded_at timestamptz,
  shares jsonb,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, survey_id) REFERENCES surveys,
  CHECK ((seed IS NULL) = (seeded_by IS NULL) AND (seed IS NULL) = (shares IS NULL)),
  -- The seed is a second person's.
  CHECK (seeded_by IS NULL OR seeded_by <> frozen_by)
);
CREATE UNIQUE INDEX survey_rounds_natural ON survey_rounds (region_id, survey_id, round);
GRANT SELECT, INSERT ON survey_rounds TO xunzhen_app;
GRANT UPDATE (seed, seeded_by, seeded_at, shares) ON survey_rounds TO xunzhen_app;

CREATE TABLE survey_people (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  survey_id uuid NOT NULL,
  round int NOT NULL,
  key text COLLATE "C" NOT NULL,
  unit_id uuid NOT NULL REFERENCES organisations,
  day_card_id uuid NOT NULL,
  beneficiary_id uuid NOT NULL,
  -- Place within the unit by the draw, from 1; null for whoever was not drawn.
  place int,
  reserve boolean NOT NULL DEFAULT false,
  -- One caller at a time.
  held_by uuid REFERENCES accounts,
  held_until timestamptz,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, survey_id) REFERENCES surveys
);
CREATE UNIQUE INDEX survey_people_key ON survey_people (region_id, survey_id, round, key);
GRANT SELECT, INSERT ON survey_people TO xunzhen_app;
GRANT UPDATE (place, reserve, held_by, held_until) ON survey_people TO xunzhen_app;

CREATE TABLE survey_calls (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  survey_id uuid NOT NULL,
  person_id uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('completed', 'noAnswer', 'callLater', 'wrongNumber', 'refused', 'unable')),
  note text NOT NULL DEFAULT '',
  later_at timestamptz,
  answers jsonb NOT NULL DEFAULT '{}',
  -- What the answers speak for by the survey's own questionnaire; null where not counted.
  came boolean,
  satisfied boolean,
  aware boolean,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, survey_id) REFERENCES surveys,
  FOREIGN KEY (region_id, person_id) REFERENCES survey_people
);
-- Somebody answers once.
CREATE UNIQUE INDEX survey_calls_completed ON survey_calls (region_id, person_id) WHERE outcome = 'completed';
CREATE INDEX survey_calls_survey ON survey_calls (region_id, survey_id);
GRANT SELECT, INSERT ON survey_calls TO xunzhen_app;

-- Each look at a number: who, when, what for.
CREATE TABLE survey_reveals (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  survey_id uuid NOT NULL,
  person_id uuid NOT NULL,
  reason text NOT NULL,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, person_id) REFERENCES survey_people
);
CREATE INDEX survey_reveals_person ON survey_reveals (region_id, person_id);
CREATE INDEX survey_reveals_by ON survey_reveals (region_id, made_by, made_at);
GRANT SELECT, INSERT ON survey_reveals TO xunzhen_app;

-- A county's survey is the county's: who looks after the division, and bodies that stand in it (the alliance's office names the
-- seed). Everybody sees that a published draw was made, and the keys and strata of a round that was drawn.
ALTER TABLE surveys ENABLE ROW LEVEL SECURITY;
ALTER TABLE surveys FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON surveys USING (
  in_scope(region_id, NULL, NULL, NULL)
  OR (app_setting('scope') = 'organisations' AND EXISTS (SELECT 1 FROM organisations o
    WHERE o.id = ANY (string_to_array(app_setting('organisations'), ',')::uuid[]) AND left(o.division_code, 6) = surveys.region_id)));
CREATE POLICY published ON surveys FOR SELECT USING (app_setting('scope') = 'public' AND published AND state <> 'cancelled');
ALTER TABLE survey_rounds ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_rounds FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON survey_rounds USING (EXISTS (SELECT 1 FROM surveys s WHERE s.region_id = survey_rounds.region_id AND s.id = survey_rounds.survey_id));
ALTER TABLE survey_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_people FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON survey_people USING (EXISTS (SELECT 1 FROM surveys s WHERE s.region_id = survey_people.region_id AND s.id = survey_people.survey_id));
ALTER TABLE survey_calls ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_calls FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON survey_calls USING (app_setting('scope') <> 'public' AND EXISTS (SELECT 1 FROM surveys s WHERE s.region_id = survey_calls.region_id AND s.id = survey_calls.survey_id));
ALTER TABLE survey_reveals ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_reveals FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON survey_reveals USING (app_setting('scope') <> 'public' AND EXISTS (SELECT 1 FROM surveys s WHERE s.region_id = survey_reveals.region_id AND s.id = survey_reveals.survey_id));

-- SVY-3, SVY-4: what other rooms may read: figures of finished surveys, by survey and by unit. No person.
CREATE VIEW report_survey_units WITH (security_invoker = true) AS
  SELECT s.region_id, s.id AS survey_id, s.programme_id, s.rule_id, s.per, s.period, s.ended_at, p.unit_id,
    count(*)::int AS completed,
    (count(*) FILTER (WHERE c.satisfied IS NOT NULL))::int AS judged,
    (count(*) FILTER (WHERE c.satisfied))::int AS satisfied,
    (count(*) FILTER (WHERE c.aware IS NOT NULL))::int AS asked_aware,
    (count(*) FILTER (WHERE c.aware))::int AS aware
  FROM surveys s
  JOIN survey_people p ON p.region_id = s.region_id AND p.survey_id = s.id AND p.round = s.round
  JOIN survey_calls c ON c.region_id = p.region_id AND c.person_id = p.id AND c.outcome = 'completed'
  WHERE s.state = 'closed'
  GROUP BY s.region_id, s.id, s.programme_id, s.rule_id, s.per, s.period, s.ended_at, p.unit_id;
GRANT SELECT ON report_survey_units TO xunzhen_app;
