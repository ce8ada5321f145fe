-- The report chain (RPT-7, RPT-9): one row for each report a body owes, every act on it, every sealed version, comments on
-- cells, exceptions through a lock, scans of the sealed copy. Versions, acts and comments are only ever added.
CREATE TABLE reports (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  package_id text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  part text NOT NULL CHECK (part IN ('main', 'supplement')),
  -- The organisation's id, or the division's code filled up to six digits.
  body_id text COLLATE "C" NOT NULL,
  level text NOT NULL CHECK (level IN ('unit', 'county', 'city', 'province')),
  organisation_id uuid REFERENCES organisations,
  state text NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'accepted', 'filed')),
  version int NOT NULL DEFAULT 0,
  due_on date NOT NULL,
  resubmit_by date,
  submitted_by uuid REFERENCES accounts,
  first_submitted_at timestamptz,
  last_submitted_at timestamptz,
  last_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  CHECK ((organisation_id IS NOT NULL) = (level = 'unit'))
);
CREATE UNIQUE INDEX reports_natural ON reports (region_id, programme_id, package_id, period, part, body_id);
GRANT SELECT, INSERT ON reports TO xunzhen_app;
GRANT UPDATE (state, version, due_on, resubmit_by, submitted_by, first_submitted_at, last_submitted_at, last_at) ON reports TO xunzhen_app;
ALTER TABLE reports ENABLE ROW LEVEL SECURITY;
ALTER TABLE reports FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON reports USING (in_scope(region_id, organisation_id, organisation_id, NULL));

CREATE TABLE report_versions (
  region_id text COLLATE "C" NOT NULL,
  report_id uuid NOT NULL,
  version int NOT NULL,
  content jsonb NOT NULL,
  -- SHA-256 over the canonical content and the hash of the version before.
  hash text COLLATE "C" NOT NULL,
  sealed_by uuid NOT NULL REFERENCES accounts,
  sealed_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, report_id, version),
  FOREIGN KEY (region_id, report_id) REFERENCES reports
);
GRANT SELECT, INSERT ON report_versions TO xunzhen_app;
ALTER TABLE report_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON report_versions USING (EXISTS (SELECT 1 FROM reports r WHERE r.region_id = report_versions.region_id AND r.id = report_versions.report_id));

CREATE TABLE report_acts (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  report_id uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('submit', 'recall', 'return', 'accept', 'unaccept', 'file')),
  side text NOT NULL CHECK (side IN ('owner', 'receiver', 'above')),
  state text NOT NULL,
  version int NOT NULL,
  note text NOT NULL DEFAULT '',
  by uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, report_id) REFERENCES reports
);
CREATE INDEX report_acts_report ON report_acts (region_id, report_id, at);
GRANT SELECT, INSERT ON report_acts TO xunzhen_app;
ALTER TABLE report_acts ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_acts FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON report_acts USING (EXISTS (SELECT 1 FROM reports r WHERE r.region_id = report_acts.region_id AND r.id = report_acts.report_id));

-- A comment stands on a cell of a form, on a narrative, or on the whole; it belongs to the version it was made on.
CREATE TABLE report_comments (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  report_id uuid NOT NULL,
  version int NOT NULL,
  form_id text,
  row_id text,
  field text,
  text text NOT NULL,
  by uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, report_id) REFERENCES reports
);
CREATE INDEX report_comments_report ON report_comments (region_id, report_id, version);
GRANT SELECT, INSERT ON report_comments TO xunzhen_app;
ALTER TABLE report_comments ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_comments FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON report_comments USING (EXISTS (SELECT 1 FROM reports r WHERE r.region_id = report_comments.region_id AND r.id = report_comments.report_id));

-- What a body writes to its report before it hands it in. Each saving is a row: two clerks at once lose nothing.
CREATE TABLE report_drafts (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  report_id uuid NOT NULL,
  revision int NOT NULL,
  -- Written on top of another revision than the newest: kept beside it, never over it.
  aside boolean NOT NULL DEFAULT false,
  words jsonb NOT NULL,
  by uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, report_id) REFERENCES reports
);
CREATE UNIQUE INDEX report_drafts_revision ON report_drafts (region_id, report_id, revision);
GRANT SELECT, INSERT ON report_drafts TO xunzhen_app;
ALTER TABLE report_drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_drafts FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON report_drafts USING (EXISTS (SELECT 1 FROM reports r WHERE r.region_id = report_drafts.region_id AND r.id = report_drafts.report_id));

-- P12: a window through the lock, asked for with a reason and granted by another person until the end of a day.
CREATE TABLE report_exceptions (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  report_id uuid NOT NULL,
  reason text NOT NULL,
  asked_by uuid NOT NULL REFERENCES accounts,
  asked_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'granted', 'refused')),
  expires_on date,
  decided_by uuid REFERENCES accounts,
  decided_at timestamptz,
  note text NOT NULL DEFAULT '',
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, report_id) REFERENCES reports,
  CHECK ((state = 'granted') = (expires_on IS NOT NULL)),
  CHECK (decided_by IS NULL OR decided_by <> asked_by)
);
CREATE UNIQUE INDEX report_exceptions_open ON report_exceptions (region_id, report_id) WHERE state = 'asked';
GRANT SELECT, INSERT ON report_exceptions TO xunzhen_app;
GRANT UPDATE (state, expires_on, decided_by, decided_at, note) ON report_exceptions TO xunzhen_app;
ALTER TABLE report_exceptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_exceptions FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON report_exceptions USING (EXISTS (SELECT 1 FROM reports r WHERE r.region_id = report_exceptions.region_id AND r.id = report_exceptions.report_id));

-- RPT-9: the signed and sealed copy, scanned, beside the version it shows.
CREATE TABLE report_scans (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  report_id uuid NOT NULL,
  version int NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  hash text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL,
  by uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, report_id) REFERENCES reports
);
CREATE INDEX report_scans_report ON report_scans (region_id, report_id, version);
GRANT SELECT, INSERT ON report_scans TO xunzhen_app;
ALTER TABLE report_scans ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_scans FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON report_scans USING (EXISTS (SELECT 1 FROM reports r WHERE r.region_id = report_scans.region_id AND r.id = report_scans.report_id));

-- The marks of before: what a bureau had noted as filed was handed in by its county on that day, without a sealed version.
INSERT INTO reports (region_id, id, programme_id, package_id, period, part, body_id, level, organisation_id, state, due_on, submitted_by, first_submitted_at, last_submitted_at, last_at, created_at)
  SELECT DISTINCT ON (f.region_id, f.programme_id, f.package_id, f.period, coalesce(f.organisation_id::text, f.region_id))
    f.region_id, f.id, f.programme_id, f.package_id, f.period, 'main', coalesce(f.organisation_id::text, f.region_id),
    CASE WHEN f.organisation_id IS NOT NULL THEN 'unit' WHEN f.region_id LIKE '__0000' THEN 'province' WHEN f.region_id LIKE '____00' THEN 'city' ELSE 'county' END,
    f.organisation_id, 'submitted', f.due_on, f.filed_by, f.filed_at, f.filed_at, f.filed_at, f.filed_at
  FROM report_filings f ORDER BY f.region_id, f.programme_id, f.package_id, f.period, coalesce(f.organisation_id::text, f.region_id), f.filed_at;
INSERT INTO report_acts (region_id, id, report_id, act, side, state, version, note, by, at)
  SELECT r.region_id, r.id, r.id, 'submit', 'owner', 'submitted', 0, '此前的报送登记：' || f.note, f.filed_by, f.filed_at
  FROM reports r JOIN report_filings f ON f.region_id = r.region_id AND f.id = r.id;
DROP TABLE report_filings;
