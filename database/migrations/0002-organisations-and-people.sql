-- Organisations beside their division, alliances (医共体), practitioners, accounts and sessions: reference tables.
CREATE TABLE organisations (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL,
  ownership text CHECK (ownership IN ('provincial', 'municipal', 'county')),
  division_code text COLLATE "C" NOT NULL REFERENCES divisions,
  parent_id uuid REFERENCES organisations,
  phone text,
  sort_key text COLLATE "C" NOT NULL,
  expert_studio boolean NOT NULL DEFAULT false,
  longitude double precision,
  latitude double precision,
  active boolean NOT NULL DEFAULT true,
  demonstration boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (name, division_code)
);
GRANT SELECT, INSERT, UPDATE ON organisations TO xunzhen_app;

CREATE TABLE organisation_aliases (
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  alias text NOT NULL,
  PRIMARY KEY (organisation_id, alias)
);
GRANT SELECT, INSERT, DELETE ON organisation_aliases TO xunzhen_app;

-- ORG-5: the group structure beside the administrative tree.
CREATE TABLE alliances (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('countyAlliance', 'specialtyAlliance')),
  lead_id uuid REFERENCES organisations,
  office_id uuid REFERENCES organisations
);
GRANT SELECT, INSERT, UPDATE ON alliances TO xunzhen_app;

CREATE TABLE alliance_members (
  alliance_id uuid NOT NULL REFERENCES alliances ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisations,
  PRIMARY KEY (alliance_id, organisation_id)
);
GRANT SELECT, INSERT, DELETE ON alliance_members TO xunzhen_app;

-- A doctor serves across counties, so practitioners are a reference table (docs/decisions).
CREATE TABLE practitioners (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  sex text CHECK (sex IN ('男', '女')),
  organisation_id uuid NOT NULL REFERENCES organisations,
  specialty_code text COLLATE "C",
  specialty_text text NOT NULL,
  title_code text COLLATE "C",
  title_text text NOT NULL,
  mobile text,
  sort_key text COLLATE "C" NOT NULL,
  publicity_consent boolean NOT NULL DEFAULT false,
  active boolean NOT NULL DEFAULT true,
  demonstration boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX practitioners_organisation ON practitioners (organisation_id, name);
GRANT SELECT, INSERT, UPDATE ON practitioners TO xunzhen_app;

CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  login text COLLATE "C" NOT NULL UNIQUE,
  name text NOT NULL,
  password_hash text NOT NULL,
  must_change_password boolean NOT NULL DEFAULT false,
  active boolean NOT NULL DEFAULT true,
  demonstration boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, UPDATE ON accounts TO xunzhen_app;

CREATE TABLE account_roles (
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  role text NOT NULL,
  division_code text COLLATE "C" REFERENCES divisions,
  organisation_id uuid REFERENCES organisations,
  practitioner_id uuid REFERENCES practitioners,
  PRIMARY KEY (account_id, role)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON account_roles TO xunzhen_app;

CREATE TABLE sessions (
  token_hash text COLLATE "C" PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  role text NOT NULL,
  device text NOT NULL,
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO xunzhen_app;

CREATE TABLE audit_events (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  account_id uuid NOT NULL,
  account_name text NOT NULL,
  role text NOT NULL,
  organisation_id uuid,
  action text NOT NULL,
  sentence text NOT NULL,
  subject_type text,
  subject_id text,
  details jsonb NOT NULL,
  request_id text NOT NULL,
  address text NOT NULL,
  PRIMARY KEY (region_id, id)
);
CREATE INDEX audit_events_subject ON audit_events (region_id, subject_type, subject_id, at);
-- Append only by grant, not by trigger.
GRANT SELECT, INSERT ON audit_events TO xunzhen_app;
