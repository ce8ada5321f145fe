-- FIN-1: what a day in the country cost, claimed by the doctor or her hospital and paid by her own unit. One claim a doctor,
-- unit and day; the day card's figures are taken over, not typed again, and what differs is explained (FIN-2).
CREATE TABLE expense_claims (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  -- The home unit, which pays.
  hospital_id uuid NOT NULL REFERENCES organisations,
  unit_id uuid NOT NULL REFERENCES organisations,
  day date NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'paid', 'cancelled')),
  -- Why it says something else than the day card.
  difference text NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
CREATE UNIQUE INDEX expense_claims_natural ON expense_claims (region_id, programme_id, practitioner_id, unit_id, day) WHERE state <> 'cancelled';
CREATE INDEX expense_claims_month ON expense_claims (region_id, programme_id, day);
GRANT SELECT, INSERT ON expense_claims TO xunzhen_app;
GRANT UPDATE (state, difference, version) ON expense_claims TO xunzhen_app;
ALTER TABLE expense_claims ENABLE ROW LEVEL SECURITY;
ALTER TABLE expense_claims FORCE ROW LEVEL SECURITY;
-- Money is between the doctor, her hospital and the bureaus above; the receiving unit has no part in it.
CREATE POLICY scope ON expense_claims USING (in_scope(region_id, NULL, hospital_id, practitioner_id));

CREATE TABLE expense_lines (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  claim_id uuid NOT NULL,
  position int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('transport', 'lodging', 'meals', 'supplies', 'other')),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0 AND amount_fen <= 10000000),
  issuer text NOT NULL DEFAULT '',
  number text NOT NULL DEFAULT '',
  -- The number as it is compared (domain/funding/expenses.ts).
  number_key text COLLATE "C" NOT NULL DEFAULT '',
  note text NOT NULL DEFAULT '',
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, claim_id) REFERENCES expense_claims
);
CREATE INDEX expense_lines_claim ON expense_lines (region_id, claim_id);
CREATE INDEX expense_lines_number ON expense_lines (number_key) WHERE number_key <> '';
GRANT SELECT, INSERT, DELETE ON expense_lines TO xunzhen_app;

CREATE TABLE expense_photos (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  claim_id uuid NOT NULL,
  sha256 text COLLATE "C" NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size int NOT NULL CHECK (size > 0),
  content bytea NOT NULL,
  added_by uuid NOT NULL REFERENCES accounts,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, claim_id) REFERENCES expense_claims
);
CREATE UNIQUE INDEX expense_photos_natural ON expense_photos (region_id, claim_id, sha256);
GRANT SELECT, INSERT, DELETE ON expense_photos TO xunzhen_app;

CREATE TABLE expense_moves (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  claim_id uuid NOT NULL,
  act text NOT NULL,
  state text NOT NULL,
  note text NOT NULL DEFAULT '',
  total_fen bigint NOT NULL,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, claim_id) REFERENCES expense_claims
);
CREATE INDEX expense_moves_claim ON expense_moves (region_id, claim_id, made_at);
GRANT SELECT, INSERT ON expense_moves TO xunzhen_app;

-- The parts of a claim are seen by whoever sees the claim.
ALTER TABLE expense_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE expense_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON expense_lines USING (EXISTS (SELECT 1 FROM expense_claims c WHERE c.region_id = expense_lines.region_id AND c.id = expense_lines.claim_id));
ALTER TABLE expense_photos ENABLE ROW LEVEL SECURITY;
ALTER TABLE expense_photos FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON expense_photos USING (EXISTS (SELECT 1 FROM expense_claims c WHERE c.region_id = expense_photos.region_id AND c.id = expense_photos.claim_id));
ALTER TABLE expense_moves ENABLE ROW LEVEL SECURITY;
ALTER TABLE expense_moves FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON expense_moves USING (EXISTS (SELECT 1 FROM expense_claims c WHERE c.region_id = expense_moves.region_id AND c.id = expense_moves.claim_id));

-- A receipt is claimed once in the whole house, whatever county or hospital: a small table of its own that no county's rows
-- hang on (national uniqueness). It holds fingerprints (issuer and number, or the bytes of a picture) and where they stand.
CREATE TABLE claimed_receipts (
  fingerprint text COLLATE "C" PRIMARY KEY,
  county_code text COLLATE "C" NOT NULL,
  claim_id uuid NOT NULL
);
CREATE INDEX claimed_receipts_claim ON claimed_receipts (claim_id);
GRANT SELECT, INSERT, DELETE ON claimed_receipts TO xunzhen_app;
