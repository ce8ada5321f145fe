-- PUB-5, PUB-6: typical cases. The case is what its author works on; an approved version is text that never changes, known by
-- its hash; acts and reports upward only grow.
CREATE TABLE typical_cases (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  -- The body it belongs to; the county's bureau has no organisation.
  author_role text COLLATE "C" NOT NULL CHECK (author_role IN ('bureau', 'allianceOffice', 'hospital', 'receivingUnit')),
  organisation_id uuid REFERENCES organisations,
  state text NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'published', 'withdrawn')),
  -- Raised by each change of the text.
  revision int NOT NULL CHECK (revision > 0),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  done text NOT NULL CHECK (length(done) BETWEEN 1 AND 2000),
  effect text NOT NULL CHECK (length(effect) BETWEEN 1 AND 1000),
  unit_ids uuid[] NOT NULL CHECK (cardinality(unit_ids) BETWEEN 1 AND 20),
  practitioner_ids uuid[] NOT NULL CHECK (cardinality(practitioner_ids) <= 20),
  -- Figures are read from the day cards of these days, never typed.
  figures_from date,
  figures_to date,
  -- Words that are also a resident's name, and of which the author says that no resident is meant.
  cleared text[] NOT NULL DEFAULT '{}',
  made_by uuid NOT NULL REFERENCES accounts,
  since timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  CHECK ((author_role = 'bureau') = (organisation_id IS NULL)),
  CHECK ((figures_from IS NULL) = (figures_to IS NULL)),
  CHECK (figures_from <= figures_to)
);
CREATE INDEX typical_cases_programme ON typical_cases (region_id, programme_id, since);
GRANT SELECT, INSERT ON typical_cases TO xunzhen_app;
GRANT UPDATE (state, revision, title, done, effect, unit_ids, practitioner_ids, figures_from, figures_to, cleared, since) ON typical_cases TO xunzhen_app;
ALTER TABLE typical_cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE typical_cases FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON typical_cases USING (in_scope(region_id, organisation_id, organisation_id, NULL));

CREATE TABLE typical_case_acts (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('write', 'submit', 'recall', 'return', 'approve', 'publish', 'withdraw', 'revise')),
  revision int NOT NULL,
  version int,
  note text NOT NULL DEFAULT '',
  by uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, case_id) REFERENCES typical_cases
);
CREATE INDEX typical_case_acts_case ON typical_case_acts (region_id, case_id, at);

CREATE TABLE typical_case_versions (
  region_id text COLLATE "C" NOT NULL,
  case_id uuid NOT NULL,
  version int NOT NULL CHECK (version > 0),
  -- The text itself, byte by byte as it was hashed: JSON with names, figures and the moment they were read.
  content text NOT NULL,
  hash text COLLATE "C" NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  approved_by uuid NOT NULL REFERENCES accounts,
  approved_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, case_id, version),
  FOREIGN KEY (region_id, case_id) REFERENCES typical_cases
);

-- Residents a version names, each by the record that holds the consent: withdrawn there, the case is out of sight at once.
CREATE TABLE typical_case_residents (
  region_id text COLLATE "C" NOT NULL,
  case_id uuid NOT NULL,
  version int NOT NULL,
  beneficiary_id uuid NOT NULL,
  PRIMARY KEY (region_id, case_id, version, beneficiary_id),
  FOREIGN KEY (region_id, case_id, version) REFERENCES typical_case_versions
);

CREATE TABLE typical_case_pushes (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  version int NOT NULL,
  sent_to text NOT NULL CHECK (length(sent_to) BETWEEN 1 AND 60),
  sent_on date NOT NULL,
  note text NOT NULL DEFAULT '',
  by uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, case_id, version) REFERENCES typical_case_versions
);

GRANT SELECT, INSERT ON typical_case_acts, typical_case_versions, typical_case_residents, typical_case_pushes TO xunzhen_app;
ALTER TABLE typical_case_acts ENABLE ROW LEVEL SECURITY;
ALTER TABLE typical_case_acts FORCE ROW LEVEL SECURITY;
ALTER TABLE typical_case_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE typical_case_versions FORCE ROW LEVEL SECURITY;
ALTER TABLE typical_case_residents ENABLE ROW LEVEL SECURITY;
ALTER TABLE typical_case_residents FORCE ROW LEVEL SECURITY;
ALTER TABLE typical_case_pushes ENABLE ROW LEVEL SECURITY;
ALTER TABLE typical_case_pushes FORCE ROW LEVEL SECURITY;
-- The parts of a case are seen by whoever sees the case.
CREATE POLICY scope ON typical_case_acts USING (EXISTS (SELECT 1 FROM typical_cases c WHERE c.region_id = typical_case_acts.region_id AND c.id = typical_case_acts.case_id));
CREATE POLICY scope ON typical_case_versions USING (EXISTS (SELECT 1 FROM typical_cases c WHERE c.region_id = typical_case_versions.region_id AND c.id = typical_case_versions.case_id));
CREATE POLICY scope ON typical_case_residents USING (EXISTS (SELECT 1 FROM typical_cases c WHERE c.region_id = typical_case_residents.region_id AND c.id = typical_case_residents.case_id));
CREATE POLICY scope ON typical_case_pushes USING (EXISTS (SELECT 1 FROM typical_cases c WHERE c.region_id = typical_case_pushes.region_id AND c.id = typical_case_pushes.case_id));

-- Approved cases as reports may quote them and the public pages show them: the newest version, while every resident it names
-- still agrees. Whoever does not see those residents' records does not see such a case here.
CREATE VIEW report_typical_cases WITH (security_invoker = true) AS
  SELECT c.region_id, c.id AS case_id, c.programme_id, c.state, c.unit_ids, v.version, v.hash, v.content, v.approved_at,
    v.content::jsonb ->> 'title' AS title,
    (SELECT max(a.at) FROM typical_case_acts a
      WHERE a.region_id = c.region_id AND a.case_id = c.id AND a.act = 'publish' AND a.version = v.version) AS published_at
  FROM typical_cases c
  JOIN LATERAL (
    SELECT x.* FROM typical_case_versions x WHERE x.region_id = c.region_id AND x.case_id = c.id ORDER BY x.version DESC LIMIT 1
  ) v ON true
  WHERE c.state IN ('approved', 'published')
    AND NOT EXISTS (
      SELECT 1 FROM typical_case_residents r
      WHERE r.region_id = c.region_id AND r.case_id = c.id AND r.version = v.version
        AND NOT EXISTS (
          SELECT 1 FROM report_beneficiaries b WHERE b.region_id = r.region_id AND b.id = r.beneficiary_id AND b.praise_consent
        )
    );
GRANT SELECT ON report_typical_cases TO xunzhen_app;
