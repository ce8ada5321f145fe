-- What went out to residents and when (PUB-2), and which packages were filed (RPT-*).
CREATE TABLE publications (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  month text COLLATE "C" NOT NULL,
  unit_id uuid REFERENCES organisations,
  channel text NOT NULL CHECK (channel IN ('publicPage', 'poster', 'wechat', 'screen', 'leaflet')),
  version int NOT NULL,
  published_at timestamptz NOT NULL,
  published_by uuid NOT NULL,
  PRIMARY KEY (region_id, id)
);
GRANT SELECT, INSERT ON publications TO xunzhen_app;
ALTER TABLE publications ENABLE ROW LEVEL SECURITY;
ALTER TABLE publications FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON publications USING (in_scope(region_id, unit_id, NULL, NULL) OR app_setting('scope') IN ('public', 'organisations', 'practitioner'))
  WITH CHECK (in_scope(region_id, unit_id, NULL, NULL));

CREATE TABLE report_filings (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  package_id text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  organisation_id uuid REFERENCES organisations,
  due_on date NOT NULL,
  filed_at timestamptz NOT NULL,
  filed_by uuid NOT NULL,
  note text NOT NULL DEFAULT '',
  totals jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (region_id, id)
);
GRANT SELECT, INSERT, DELETE ON report_filings TO xunzhen_app;
ALTER TABLE report_filings ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_filings FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON report_filings USING (in_scope(region_id, organisation_id, organisation_id, NULL));
