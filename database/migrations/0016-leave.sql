-- LV-1 to LV-9: leave from a published duty. The request and what became of it; each act stays (P1, P8).
CREATE TABLE leaves (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  duty_id uuid NOT NULL,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  hospital_id uuid NOT NULL REFERENCES organisations,
  unit_id uuid NOT NULL REFERENCES organisations,
  day date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('planned', 'sick')),
  reason text NOT NULL,
  replacement_day date,
  hand_over text NOT NULL DEFAULT '',
  exception_reason text NOT NULL DEFAULT '',
  state text NOT NULL CHECK (state IN ('consenting', 'exception', 'deciding', 'granted', 'refused', 'withdrawn', 'revoked')),
  needed text[] NOT NULL,
  -- The last moments by the rules of the day it was asked, so that a later version moves none (LV-5, LV-6, LV-9).
  bureau_by_day date NOT NULL,
  filing_by_day date NOT NULL,
  cut_off text NOT NULL,
  levels text[] NOT NULL,
  absence_id uuid,
  requested_by uuid NOT NULL REFERENCES accounts,
  requested_at timestamptz NOT NULL,
  happened_at timestamptz NOT NULL,
  device_at timestamptz,
  since timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
-- Two requests for one day: one is open or granted at a time.
CREATE UNIQUE INDEX leaves_natural ON leaves (region_id, duty_id) WHERE state IN ('consenting', 'exception', 'deciding', 'granted');
CREATE INDEX leaves_day ON leaves (region_id, programme_id, day);
GRANT SELECT, INSERT ON leaves TO xunzhen_app;
GRANT UPDATE (state, since, absence_id, replacement_day) ON leaves TO xunzhen_app;
ALTER TABLE leaves ENABLE ROW LEVEL SECURITY;
ALTER TABLE leaves FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON leaves USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));

CREATE TABLE leave_acts (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  leave_id uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('consent', 'approve', 'grant', 'refuse', 'withdraw', 'revoke', 'file')),
  body text NOT NULL CHECK (body IN ('supportingUnit', 'receivingUnit', 'bureau', 'requester')),
  -- Done by somebody else in the body's place, with the reason in the note (P7).
  in_place boolean NOT NULL DEFAULT false,
  level text CHECK (level IN ('city', 'province')),
  note text NOT NULL DEFAULT '',
  by uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, leave_id) REFERENCES leaves
);
CREATE INDEX leave_acts_leave ON leave_acts (region_id, leave_id);
GRANT SELECT, INSERT ON leave_acts TO xunzhen_app;
ALTER TABLE leave_acts ENABLE ROW LEVEL SECURITY;
ALTER TABLE leave_acts FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON leave_acts USING (EXISTS (SELECT 1 FROM leaves l WHERE l.region_id = leave_acts.region_id AND l.id = leave_acts.leave_id));

-- P7: while a body's people are away, somebody else may act in its place at once; never by itself.
CREATE TABLE leave_delegations (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  organisation_id uuid NOT NULL REFERENCES organisations,
  starts_on date NOT NULL,
  ends_on date NOT NULL CHECK (ends_on >= starts_on),
  reason text NOT NULL,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (region_id, id)
);
CREATE INDEX leave_delegations_organisation ON leave_delegations (region_id, organisation_id, ends_on);
GRANT SELECT, INSERT ON leave_delegations TO xunzhen_app;
GRANT UPDATE (ended_at) ON leave_delegations TO xunzhen_app;
ALTER TABLE leave_delegations ENABLE ROW LEVEL SECURITY;
ALTER TABLE leave_delegations FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON leave_delegations USING (in_scope(region_id, organisation_id, organisation_id, NULL));

-- What the reports and publicity rooms may read: a published day that was given up, and when that was decided.
CREATE VIEW report_leaves WITH (security_invoker = true) AS
  SELECT region_id, id, programme_id, duty_id, practitioner_id, hospital_id, unit_id, day, kind, state, requested_at, since
  FROM leaves;
GRANT SELECT ON report_leaves TO xunzhen_app;
CREATE VIEW report_publications WITH (security_invoker = true) AS
  SELECT region_id, id, programme_id, month, unit_id, channel, version, published_at FROM publications;
GRANT SELECT ON report_publications TO xunzhen_app;
