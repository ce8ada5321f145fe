-- Programmes are versioned data (PLN-1); past months keep the version they ran under.
CREATE TABLE programmes (
  id text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  division_code text COLLATE "C" NOT NULL REFERENCES divisions,
  year int NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  demonstration boolean NOT NULL DEFAULT false
);
GRANT SELECT, INSERT, UPDATE ON programmes TO xunzhen_app;

CREATE TABLE programme_versions (
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  version int NOT NULL,
  effective_from date NOT NULL,
  reason text NOT NULL,
  document jsonb NOT NULL,
  source text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid,
  PRIMARY KEY (programme_id, version)
);
GRANT SELECT, INSERT ON programme_versions TO xunzhen_app;

CREATE TABLE programme_organisations (
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  organisation_id uuid NOT NULL REFERENCES organisations,
  side text NOT NULL CHECK (side IN ('supporting', 'receiving', 'steering')),
  PRIMARY KEY (programme_id, organisation_id, side)
);
GRANT SELECT, INSERT, DELETE ON programme_organisations TO xunzhen_app;
