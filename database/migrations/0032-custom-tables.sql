-- FRM-6: tables of a bureau's own layout (工作情况表, 台账). A change is a new version; nothing is rewritten, and what is taken out
-- of use is a version too. They hold a layout and no person, so that whoever reports may read them.
CREATE TABLE custom_tables (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  version int NOT NULL CHECK (version > 0),
  name text NOT NULL,
  layout jsonb NOT NULL,
  retired boolean NOT NULL DEFAULT false,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id, version)
);
GRANT SELECT, INSERT ON custom_tables TO xunzhen_app;
ALTER TABLE custom_tables ENABLE ROW LEVEL SECURITY;
ALTER TABLE custom_tables FORCE ROW LEVEL SECURITY;
-- A city's layout is read in its counties; bodies that report read those of their county (asked for by region).
CREATE POLICY readers ON custom_tables FOR SELECT USING (in_scope(region_id, NULL, NULL, NULL) OR app_setting('scope') = 'organisations'
  OR (app_setting('scope') = 'division' AND starts_with(app_setting('division'), regexp_replace(region_id, '(00)+$', ''))));
CREATE POLICY makers ON custom_tables FOR INSERT WITH CHECK (in_scope(region_id, NULL, NULL, NULL));
