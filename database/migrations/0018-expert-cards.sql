-- PUB-1: what residents read of a doctor beyond the duty itself, and on what ground. Practitioners are reference data, and so
-- are these. Versions of a card and acts about it only grow; what is shown follows from the last act of each purpose.
CREATE TABLE expert_cards (
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  version int NOT NULL CHECK (version > 0),
  introduction text NOT NULL CHECK (length(introduction) BETWEEN 1 AND 300),
  good_at text NOT NULL DEFAULT '' CHECK (length(good_at) <= 80),
  written_by uuid NOT NULL REFERENCES accounts,
  written_as text NOT NULL,
  written_at timestamptz NOT NULL,
  PRIMARY KEY (practitioner_id, version)
);
GRANT SELECT, INSERT ON expert_cards TO xunzhen_app;

CREATE TABLE expert_consents (
  id uuid PRIMARY KEY,
  -- The order of acts: two may carry the same moment.
  seq bigint GENERATED ALWAYS AS IDENTITY,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  purpose text NOT NULL CHECK (purpose IN ('name', 'introduction')),
  act text NOT NULL CHECK (act IN ('given', 'withdrawn')),
  -- 'self': the doctor, signed in; 'paper': signed on paper, recorded for her; 'plan': no consent, the plan orders experts to
  -- be announced; 'earlier': the hospital's switch before cards existed.
  way text NOT NULL CHECK (way IN ('self', 'paper', 'plan', 'earlier')),
  card_version int,
  wording_version int,
  signed_on date,
  note text NOT NULL DEFAULT '',
  made_by uuid REFERENCES accounts,
  made_as text,
  made_at timestamptz NOT NULL,
  -- A phone without a network says later what was withdrawn earlier (R7).
  happened_at timestamptz NOT NULL,
  FOREIGN KEY (practitioner_id, card_version) REFERENCES expert_cards,
  CHECK (purpose = 'introduction' OR card_version IS NULL),
  CHECK (act = 'withdrawn' OR purpose = 'name' OR card_version IS NOT NULL),
  CHECK (way <> 'plan' OR purpose = 'name'),
  CHECK (way <> 'paper' OR act = 'withdrawn' OR signed_on IS NOT NULL)
);
CREATE INDEX expert_consents_practitioner ON expert_consents (practitioner_id, purpose, seq);
GRANT SELECT, INSERT ON expert_consents TO xunzhen_app;

-- The switch becomes what it was: the hospital's word that the name may be shown, and nothing of an introduction.
INSERT INTO expert_consents (id, practitioner_id, purpose, act, way, note, made_at, happened_at)
  SELECT gen_random_uuid(), id, 'name', 'given', 'earlier', '名片功能启用前由医院登记', now(), updated_at
  FROM practitioners WHERE publicity_consent;
ALTER TABLE practitioners DROP COLUMN publicity_consent;

-- What may be shown of each practitioner now: the one place that public pages, posters and texts read.
CREATE VIEW report_expert_cards WITH (security_invoker = true) AS
  SELECT p.id AS practitioner_id,
    coalesce(n.act = 'given', false) AS name_shown,
    c.version AS shown_version, c.introduction, c.good_at
  FROM practitioners p
  LEFT JOIN LATERAL (
    SELECT e.act FROM expert_consents e WHERE e.practitioner_id = p.id AND e.purpose = 'name' ORDER BY e.seq DESC LIMIT 1
  ) n ON true
  LEFT JOIN LATERAL (
    SELECT e.act, e.card_version FROM expert_consents e
    WHERE e.practitioner_id = p.id AND e.purpose = 'introduction' ORDER BY e.seq DESC LIMIT 1
  ) i ON true
  LEFT JOIN expert_cards c
    ON c.practitioner_id = p.id AND c.version = i.card_version AND i.act = 'given' AND n.act = 'given';
GRANT SELECT ON report_expert_cards TO xunzhen_app;
