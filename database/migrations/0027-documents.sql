-- RPT-3, RPT-6, RPT-11: what people decide about a document and the words they put in place of the draft. The draft itself is
-- made from the ledger each time and never kept; its text at the moment of an edit is, so that a change since can be shown.
SET LOCAL app.scope = 'system';

CREATE TABLE document_records (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  kind text NOT NULL CHECK (kind IN ('monthlyNarrative', 'stageReport', 'annualReport', 'selfAssessment', 'bulletin', 'effectReport')),
  period text COLLATE "C" NOT NULL,
  -- Whose document it is: an organisation's, or the county's own.
  organisation_id uuid REFERENCES organisations,
  head jsonb NOT NULL DEFAULT '{}',
  edits jsonb NOT NULL DEFAULT '[]',
  version int NOT NULL,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
-- Each saving is a version of its own; none is changed afterwards.
CREATE UNIQUE INDEX document_records_version ON document_records (region_id, programme_id, kind, period, organisation_id, version) NULLS NOT DISTINCT;
GRANT SELECT, INSERT ON document_records TO xunzhen_app;
ALTER TABLE document_records ENABLE ROW LEVEL SECURITY;
ALTER TABLE document_records FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON document_records USING (in_scope(region_id, organisation_id, organisation_id, NULL));

-- A bureau's own Word templates. A new file under a known name is its next version; what is out of use stays on record.
CREATE TABLE document_templates (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('monthlyNarrative', 'stageReport', 'annualReport', 'selfAssessment', 'bulletin', 'effectReport')),
  name text NOT NULL,
  version int NOT NULL,
  file bytea NOT NULL,
  file_name text NOT NULL,
  size int NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  tags text[] NOT NULL,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  retired_by uuid REFERENCES accounts,
  retired_at timestamptz,
  PRIMARY KEY (region_id, id),
  CHECK ((retired_at IS NULL) = (retired_by IS NULL))
);
CREATE UNIQUE INDEX document_templates_version ON document_templates (region_id, kind, name, version);
GRANT SELECT, INSERT ON document_templates TO xunzhen_app;
GRANT UPDATE (retired_by, retired_at) ON document_templates TO xunzhen_app;
ALTER TABLE document_templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE document_templates FORCE ROW LEVEL SECURITY;
-- The bureau keeps them; every body that reports fills them. They hold no person.
CREATE POLICY scope ON document_templates
  USING (in_scope(region_id, NULL, NULL, NULL) OR app_setting('scope') = 'organisations')
  WITH CHECK (in_scope(region_id, NULL, NULL, NULL));
