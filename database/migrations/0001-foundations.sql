-- The application's role, the row-level-security helper, reference tables of divisions and code tables.
-- Schema rules (docs/where-to-work.md): operational tables are keyed (region_id, id); reference tables never point at them.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'xunzhen_app') THEN
    CREATE ROLE xunzhen_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
END $$;
GRANT xunzhen_app TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO xunzhen_app;

-- A setting of the transaction, or null when unset or empty: an unset context sees nothing.
CREATE FUNCTION app_setting(name text) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('app.' || name, true), '') $$;

-- The row scope: a division and all below it, a set of organisations, one practitioner, or the system itself.
CREATE FUNCTION in_scope(region text, unit uuid, hospital uuid, practitioner uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE app_setting('scope')
    WHEN 'system' THEN true
    WHEN 'division' THEN region LIKE app_setting('division') || '%'
    WHEN 'organisations' THEN coalesce(unit = ANY (string_to_array(app_setting('organisations'), ',')::uuid[]), false)
      OR coalesce(hospital = ANY (string_to_array(app_setting('organisations'), ',')::uuid[]), false)
    WHEN 'practitioner' THEN coalesce(practitioner = app_setting('practitioner')::uuid, false)
    ELSE false END
$$;

CREATE TABLE divisions (
  code text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  level text NOT NULL CHECK (level IN ('province', 'city', 'county', 'township', 'village')),
  parent_code text COLLATE "C" REFERENCES divisions
);
CREATE INDEX divisions_parent ON divisions (parent_code);
GRANT SELECT ON divisions TO xunzhen_app;

CREATE TABLE holidays (
  day date PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('holiday', 'makeUpWorkday')),
  name text NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON holidays TO xunzhen_app;

CREATE TABLE holiday_years (
  year int PRIMARY KEY,
  source text NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON holiday_years TO xunzhen_app;
