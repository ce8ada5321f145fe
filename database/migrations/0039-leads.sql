-- SUP-7, ISS-2: complaints and leads with their clock. Read by the bureau and above it alone, never by the body it is about.
CREATE TABLE leads (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  source text NOT NULL CHECK (source IN ('hotline', 'letter', 'visit', 'publicPage', 'inspection', 'other')),
  -- The hotline's own number of it.
  source_number text COLLATE "C" NOT NULL DEFAULT '',
  received_on date NOT NULL,
  unit_id uuid REFERENCES organisations,
  -- As it was said; lists, exports and the log hide every number in it.
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
  contact text,
  feedback_id uuid,
  -- NULL: the year's holidays were not announced when it came, or the programme names no term.
  due_on date,
  state text NOT NULL CHECK (state IN ('open', 'answered', 'duplicate')),
  duplicate_of uuid,
  outcome text CHECK (outcome IN ('verified', 'partly', 'unfounded', 'elsewhere')),
  answer text NOT NULL DEFAULT '',
  answered_on date,
  taken_by uuid REFERENCES accounts,
  taken_at timestamptz NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, duplicate_of) REFERENCES leads (region_id, id),
  CHECK ((state = 'duplicate') = (duplicate_of IS NOT NULL)),
  CHECK (duplicate_of <> id),
  -- answered on the feedback page it has no outcome of its own
  CHECK ((state = 'answered') = (answered_on IS NOT NULL)),
  CHECK (outcome IS NULL OR state = 'answered')
);
CREATE UNIQUE INDEX leads_number ON leads (region_id, source, source_number) WHERE source_number <> '';
CREATE UNIQUE INDEX leads_feedback ON leads (region_id, feedback_id) WHERE feedback_id IS NOT NULL;
CREATE INDEX leads_standing ON leads (region_id, state, due_on);
GRANT SELECT, INSERT ON leads TO xunzhen_app;
GRANT UPDATE (state, duplicate_of, outcome, answer, answered_on, since) ON leads TO xunzhen_app;
ALTER TABLE leads ENABLE ROW LEVEL SECURITY;
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON leads USING (in_scope(region_id, NULL, NULL, NULL));

CREATE TABLE lead_acts (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  lead_id uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('receive', 'answer', 'double', 'undouble', 'reopen')),
  state text NOT NULL,
  note text NOT NULL DEFAULT '',
  by uuid REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, lead_id) REFERENCES leads (region_id, id)
);
CREATE INDEX lead_acts_lead ON lead_acts (region_id, lead_id, at);
GRANT SELECT, INSERT ON lead_acts TO xunzhen_app;
ALTER TABLE lead_acts ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_acts FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON lead_acts USING (in_scope(region_id, NULL, NULL, NULL));
