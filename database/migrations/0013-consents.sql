-- SEC-4, WRK-10, R22: consent purpose by purpose, with the wording that was read out, how it was given and who wrote it
-- down. Append only. A withdrawal binds the record it names and every card of the same person up to its day, also one that
-- arrives later: `mark` tells the same person without saying who it is.
SET LOCAL app.scope = 'system';

CREATE TABLE beneficiary_consents (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  day_card_id uuid NOT NULL,
  beneficiary_id uuid NOT NULL,
  purpose text NOT NULL,
  act text NOT NULL CHECK (act IN ('given', 'removed')),
  wording_version int NOT NULL,
  -- 'earlier': taken over from the time before the way was asked.
  way text NOT NULL CHECK (way IN ('oral', 'signed', 'guardian', 'earlier')),
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL,
  device_at timestamptz,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, day_card_id) REFERENCES day_cards
);
CREATE INDEX beneficiary_consents_person ON beneficiary_consents (region_id, beneficiary_id, purpose, made_at);
CREATE INDEX beneficiary_consents_card ON beneficiary_consents (region_id, day_card_id);
GRANT SELECT, INSERT ON beneficiary_consents TO xunzhen_app;

CREATE TABLE consent_withdrawals (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  purpose text NOT NULL,
  day_card_id uuid NOT NULL,
  beneficiary_id uuid NOT NULL,
  mark text,
  day date NOT NULL,
  asked_by text NOT NULL CHECK (asked_by IN ('self', 'guardian', 'family')),
  note text NOT NULL DEFAULT '',
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL,
  device_at timestamptz,
  PRIMARY KEY (region_id, id, purpose)
);
CREATE INDEX consent_withdrawals_person ON consent_withdrawals (region_id, beneficiary_id, purpose);
CREATE INDEX consent_withdrawals_mark ON consent_withdrawals (region_id, mark, purpose);
GRANT SELECT, INSERT ON consent_withdrawals TO xunzhen_app;

INSERT INTO beneficiary_consents (region_id, id, day_card_id, beneficiary_id, purpose, act, wording_version, way, made_by, made_at)
  SELECT b.region_id, b.id, b.day_card_id, b.id, 'survey', 'given', 1, 'earlier', c.created_by, c.created_at
  FROM beneficiaries b JOIN day_cards c ON c.region_id = b.region_id AND c.id = b.day_card_id WHERE b.survey_consent;
-- A number without a purpose is not kept.
UPDATE beneficiaries SET phone = NULL WHERE NOT survey_consent;
ALTER TABLE beneficiaries ADD COLUMN mark text;
CREATE INDEX beneficiaries_mark ON beneficiaries (region_id, mark);
CREATE INDEX beneficiaries_phone ON beneficiaries (region_id, phone);
CREATE INDEX beneficiaries_name ON beneficiaries (region_id, name);

ALTER TABLE beneficiary_consents ENABLE ROW LEVEL SECURITY;
ALTER TABLE beneficiary_consents FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON beneficiary_consents USING (EXISTS (SELECT 1 FROM day_cards c WHERE c.region_id = beneficiary_consents.region_id AND c.id = beneficiary_consents.day_card_id));
-- A withdrawal holds wherever the same person was written down, so it is seen from every scope; it names nobody.
ALTER TABLE consent_withdrawals ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent_withdrawals FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON consent_withdrawals USING (app_setting('scope') IS NOT NULL);

-- How each purpose stands: the writer's last word, unless the person withdrew.
CREATE VIEW consent_standings WITH (security_invoker = true) AS
  SELECT s.region_id, s.day_card_id, s.beneficiary_id, s.purpose, s.wording_version, s.way, s.made_at,
    CASE WHEN w.made_at IS NULL THEN 'given' ELSE 'withdrawn' END AS state, w.made_at AS withdrawn_at
  FROM (
    SELECT DISTINCT ON (e.region_id, e.beneficiary_id, e.purpose) e.*
    FROM beneficiary_consents e ORDER BY e.region_id, e.beneficiary_id, e.purpose, e.made_at DESC, e.id DESC
  ) s
  JOIN day_cards c ON c.region_id = s.region_id AND c.id = s.day_card_id
  LEFT JOIN beneficiaries b ON b.region_id = s.region_id AND b.id = s.beneficiary_id
  LEFT JOIN LATERAL (
    SELECT min(x.made_at) AS made_at FROM consent_withdrawals x
    WHERE x.region_id = s.region_id AND x.purpose = s.purpose
      AND (x.beneficiary_id = s.beneficiary_id OR (x.mark = b.mark AND x.day >= c.day))
  ) w ON true
  WHERE s.act = 'given' OR w.made_at IS NOT NULL;
GRANT SELECT ON consent_standings TO xunzhen_app;

DROP VIEW report_beneficiaries;
ALTER TABLE beneficiaries DROP COLUMN survey_consent;
CREATE VIEW report_beneficiaries WITH (security_invoker = true) AS
  SELECT b.region_id, b.day_card_id, b.id, b.name,
    CASE WHEN 'survey' = ANY (g.purposes) THEN b.phone END AS phone,
    coalesce('survey' = ANY (g.purposes), false) AS survey_consent,
    coalesce('photo' = ANY (g.purposes), false) AS photo_consent,
    coalesce('praise' = ANY (g.purposes), false) AS praise_consent
  FROM beneficiaries b
  LEFT JOIN LATERAL (
    SELECT array_agg(s.purpose) AS purposes FROM consent_standings s
    WHERE s.region_id = b.region_id AND s.beneficiary_id = b.id AND s.state = 'given'
  ) g ON true;
GRANT SELECT ON report_beneficiaries TO xunzhen_app;
