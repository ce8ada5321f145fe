-- SUP-9: measures against units and persons, each with its notice, the reply or the days it had, and the decision.
CREATE TABLE measures (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  kind text NOT NULL CHECK (kind IN ('orderedRectification', 'circularCriticism')),
  unit_id uuid REFERENCES organisations,
  hospital_id uuid REFERENCES organisations,
  practitioner_id uuid REFERENCES practitioners,
  issue_id uuid NOT NULL,
  grounds text NOT NULL CHECK (grounds <> ''),
  reply_by date NOT NULL,
  state text NOT NULL CHECK (state IN ('noticed', 'replied', 'inForce', 'dropped', 'lifted')),
  noticed_by uuid NOT NULL REFERENCES accounts,
  noticed_at timestamptz NOT NULL,
  in_force_on date,
  since timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, issue_id) REFERENCES issues (region_id, id),
  CHECK (num_nonnulls(unit_id, hospital_id, practitioner_id) >= 1),
  CHECK ((state IN ('inForce', 'lifted')) = (in_force_on IS NOT NULL))
);
CREATE INDEX measures_standing ON measures (region_id, programme_id, state);
GRANT SELECT, INSERT ON measures TO xunzhen_app;
GRANT UPDATE (state, in_force_on, since) ON measures TO xunzhen_app;
ALTER TABLE measures ENABLE ROW LEVEL SECURITY;
ALTER TABLE measures FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON measures USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));

CREATE TABLE measure_acts (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  measure_id uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('notice', 'reply', 'impose', 'drop', 'lift')),
  state text NOT NULL,
  words text NOT NULL,
  by uuid NOT NULL REFERENCES accounts,
  by_role text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, measure_id) REFERENCES measures (region_id, id)
);
CREATE INDEX measure_acts_measure ON measure_acts (region_id, measure_id, at);
GRANT SELECT, INSERT ON measure_acts TO xunzhen_app;
ALTER TABLE measure_acts ENABLE ROW LEVEL SECURITY;
ALTER TABLE measure_acts FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON measure_acts USING (EXISTS (SELECT 1 FROM measures m WHERE m.region_id = measure_acts.region_id AND m.id = measure_acts.measure_id));

-- ISS-4: 整改清单、制度清单、成果清单 as they were signed off; what stands in one is never changed.
CREATE TABLE signed_lists (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  kind text NOT NULL CHECK (kind IN ('rectification', 'institution', 'outcome')),
  version int NOT NULL CHECK (version >= 1),
  content jsonb NOT NULL,
  -- SHA-256 over the canonical content and the hash of the version before.
  hash text COLLATE "C" NOT NULL,
  signer text NOT NULL CHECK (signer <> ''),
  signed_by uuid NOT NULL REFERENCES accounts,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
CREATE UNIQUE INDEX signed_lists_version ON signed_lists (region_id, programme_id, kind, version);
GRANT SELECT, INSERT ON signed_lists TO xunzhen_app;
ALTER TABLE signed_lists ENABLE ROW LEVEL SECURITY;
ALTER TABLE signed_lists FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON signed_lists USING (in_scope(region_id, NULL, NULL, NULL));
