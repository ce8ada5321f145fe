-- ISS-3, ISS-5: what was found, with its evidence, and its way to being mended and looked at again. Acts and evidence are only
-- ever added; an issue that is part of a common one points at it.
CREATE TABLE issues (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  source text NOT NULL CHECK (source IN ('check', 'lead', 'other')),
  check_id uuid,
  -- A lead is read by the bureau alone: only its id stands here.
  lead_id uuid,
  item_key text,
  unit_id uuid REFERENCES organisations,
  hospital_id uuid REFERENCES organisations,
  practitioner_id uuid REFERENCES practitioners,
  what text NOT NULL CHECK (length(what) BETWEEN 2 AND 500),
  scope text CHECK (scope IN ('individual', 'common')),
  root_cause text NOT NULL DEFAULT '',
  measure text NOT NULL DEFAULT '',
  owner_role text CHECK (owner_role IN ('bureau', 'allianceOffice', 'hospital', 'receivingUnit')),
  owner_organisation_id uuid REFERENCES organisations,
  owner_name text NOT NULL DEFAULT '',
  due_on date,
  state text NOT NULL CHECK (state IN ('open', 'assigned', 'reported', 'closed', 'merged')),
  merged_into uuid,
  raised_on date NOT NULL,
  raised_by uuid NOT NULL REFERENCES accounts,
  raised_role text NOT NULL,
  raised_organisation_id uuid REFERENCES organisations,
  raised_practitioner_id uuid REFERENCES practitioners,
  raised_at timestamptz NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, check_id) REFERENCES checks,
  FOREIGN KEY (region_id, merged_into) REFERENCES issues (region_id, id),
  CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
  CHECK (merged_into <> id),
  CHECK (state = 'open' OR state = 'merged' OR (owner_role IS NOT NULL AND due_on IS NOT NULL AND scope IS NOT NULL)),
  CHECK (scope IS DISTINCT FROM 'common' OR root_cause <> '')
);
CREATE INDEX issues_standing ON issues (region_id, programme_id, state);
GRANT SELECT, INSERT ON issues TO xunzhen_app;
GRANT UPDATE (scope, root_cause, measure, owner_role, owner_organisation_id, owner_name, due_on, state, merged_into, since) ON issues TO xunzhen_app;
ALTER TABLE issues ENABLE ROW LEVEL SECURITY;
ALTER TABLE issues FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON issues USING (
  in_scope(region_id, unit_id, hospital_id, practitioner_id)
  OR in_scope(region_id, owner_organisation_id, raised_organisation_id, raised_practitioner_id));

CREATE TABLE issue_acts (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  issue_id uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('raise', 'classify', 'assign', 'report', 'pass', 'fail', 'reopen', 'merge')),
  state text NOT NULL,
  note text NOT NULL DEFAULT '',
  by uuid NOT NULL REFERENCES accounts,
  by_role text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, issue_id) REFERENCES issues (region_id, id)
);
CREATE INDEX issue_acts_issue ON issue_acts (region_id, issue_id, at);
GRANT SELECT, INSERT ON issue_acts TO xunzhen_app;
ALTER TABLE issue_acts ENABLE ROW LEVEL SECURITY;
ALTER TABLE issue_acts FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON issue_acts USING (EXISTS (SELECT 1 FROM issues i WHERE i.region_id = issue_acts.region_id AND i.id = issue_acts.issue_id));

CREATE TABLE supervision_files (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  hash text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL,
  organisation_id uuid REFERENCES organisations,
  practitioner_id uuid REFERENCES practitioners,
  by uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);

-- What proves a finding, a mending, or what was seen when it was looked at again.
CREATE TABLE issue_evidence (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  issue_id uuid NOT NULL,
  act_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('statement', 'attachment', 'record')),
  text text NOT NULL DEFAULT '',
  record_type text CHECK (record_type IN ('duty', 'lead', 'check')),
  record_id uuid,
  file_id uuid,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, issue_id) REFERENCES issues (region_id, id),
  FOREIGN KEY (region_id, act_id) REFERENCES issue_acts (region_id, id),
  FOREIGN KEY (region_id, file_id) REFERENCES supervision_files,
  CHECK ((kind = 'record') = (record_type IS NOT NULL AND record_id IS NOT NULL)),
  CHECK ((kind = 'attachment') = (file_id IS NOT NULL)),
  CHECK (kind <> 'statement' OR text <> '')
);
CREATE INDEX issue_evidence_issue ON issue_evidence (region_id, issue_id);
CREATE INDEX issue_evidence_file ON issue_evidence (region_id, file_id);
GRANT SELECT, INSERT ON issue_evidence TO xunzhen_app;
ALTER TABLE issue_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE issue_evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON issue_evidence USING (EXISTS (SELECT 1 FROM issues i WHERE i.region_id = issue_evidence.region_id AND i.id = issue_evidence.issue_id));

GRANT SELECT, INSERT ON supervision_files TO xunzhen_app;
ALTER TABLE supervision_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE supervision_files FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON supervision_files USING (
  in_scope(region_id, organisation_id, NULL, practitioner_id)
  OR EXISTS (SELECT 1 FROM issue_evidence e WHERE e.region_id = supervision_files.region_id AND e.file_id = supervision_files.id));

-- ISS-4: what came of it, for 制度清单 and 成果清单; told with the act that reports it mended.
CREATE TABLE issue_results (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  issue_id uuid NOT NULL,
  act_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('institution', 'outcome')),
  name text NOT NULL CHECK (name <> ''),
  number text NOT NULL DEFAULT '',
  made_on date NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, issue_id) REFERENCES issues (region_id, id),
  FOREIGN KEY (region_id, act_id) REFERENCES issue_acts (region_id, id)
);
CREATE INDEX issue_results_issue ON issue_results (region_id, issue_id);
GRANT SELECT, INSERT ON issue_results TO xunzhen_app;
ALTER TABLE issue_results ENABLE ROW LEVEL SECURITY;
ALTER TABLE issue_results FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON issue_results USING (EXISTS (SELECT 1 FROM issues i WHERE i.region_id = issue_results.region_id AND i.id = issue_results.issue_id));
