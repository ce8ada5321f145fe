-- Service that counts towards promotion (ASM-5 … ASM-7). The account itself is reckoned from the day cards each time; what is
-- kept is what people did about it: certificates, objections, and two figures of a doctor's year that no card holds.
CREATE TABLE service_certificates (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  serial int NOT NULL CHECK (serial > 0),
  year int NOT NULL,
  check_code text COLLATE "C" NOT NULL,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  hospital_id uuid NOT NULL REFERENCES organisations,
  -- As it was signed; never changed.
  content jsonb NOT NULL,
  signature text COLLATE "C" NOT NULL,
  sign_key text COLLATE "C" NOT NULL,
  issued_by uuid NOT NULL REFERENCES accounts,
  issued_at timestamptz NOT NULL,
  revoked_by uuid REFERENCES accounts,
  revoked_at timestamptz,
  revoke_reason text,
  PRIMARY KEY (region_id, id),
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (revoke_reason IS NULL))
);
CREATE UNIQUE INDEX service_certificates_number ON service_certificates (region_id, year, serial);
CREATE UNIQUE INDEX service_certificates_code ON service_certificates (region_id, check_code);
CREATE INDEX service_certificates_anywhere ON service_certificates (check_code);
GRANT SELECT, INSERT ON service_certificates TO xunzhen_app;
GRANT UPDATE (revoked_by, revoked_at, revoke_reason) ON service_certificates TO xunzhen_app;
ALTER TABLE service_certificates ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_certificates FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON service_certificates USING (in_scope(region_id, NULL, hospital_id, practitioner_id));

-- A doctor says that a day is missing or wrong; the bureau answers. The day itself is set right where days are: on its card.
CREATE TABLE credit_objections (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  hospital_id uuid NOT NULL REFERENCES organisations,
  day date NOT NULL,
  words text NOT NULL,
  raised_by uuid NOT NULL REFERENCES accounts,
  raised_at timestamptz NOT NULL,
  upheld boolean,
  answer text,
  answered_by uuid REFERENCES accounts,
  answered_at timestamptz,
  PRIMARY KEY (region_id, id),
  CHECK ((answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (answer IS NULL) AND (answered_at IS NULL) = (upheld IS NULL))
);
CREATE INDEX credit_objections_open ON credit_objections (region_id, practitioner_id, day);
GRANT SELECT, INSERT ON credit_objections TO xunzhen_app;
GRANT UPDATE (upheld, answer, answered_by, answered_at) ON credit_objections TO xunzhen_app;
ALTER TABLE credit_objections ENABLE ROW LEVEL SECURITY;
ALTER TABLE credit_objections FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON credit_objections USING (in_scope(region_id, NULL, hospital_id, practitioner_id));

-- ASM-7: what the share of grassroots patients and the contracts of a doctor are weighed by; entered once a year by her hospital.
CREATE TABLE doctor_year_figures (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  hospital_id uuid NOT NULL REFERENCES organisations,
  year int NOT NULL,
  hospital_consultations int CHECK (hospital_consultations >= 0),
  contracts int CHECK (contracts >= 0),
  entered_by uuid NOT NULL REFERENCES accounts,
  entered_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, id)
);
-- The newest stands; those before stay on record.
CREATE INDEX doctor_year_figures_newest ON doctor_year_figures (region_id, practitioner_id, year, entered_at);
GRANT SELECT, INSERT ON doctor_year_figures TO xunzhen_app;
ALTER TABLE doctor_year_figures ENABLE ROW LEVEL SECURITY;
ALTER TABLE doctor_year_figures FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON doctor_year_figures USING (in_scope(region_id, NULL, hospital_id, practitioner_id));

-- A doctor's served days as the account reads them, with what was done and whether the duty was decided to be an absence.
CREATE VIEW report_served_days WITH (security_invoker = true) AS
  SELECT c.region_id, c.programme_id, c.id, c.practitioner_id, c.hospital_id, c.unit_id, c.day, c.half, c.status = 'confirmed' AS confirmed,
    ARRAY(SELECT DISTINCT a.kind FROM day_card_activities a WHERE a.region_id = c.region_id AND a.day_card_id = c.id AND a.count > 0) AS activities,
    c.duty_id IS NOT NULL AND EXISTS (SELECT 1 FROM report_counted_absences x WHERE x.region_id = c.region_id AND x.duty_id = c.duty_id) AS absent
  FROM day_cards c WHERE c.status IN ('submitted', 'confirmed');
GRANT SELECT ON report_served_days TO xunzhen_app;
