-- The day card: one record a doctor and duty day, which feeds every form (WRK-1..18), and the person-day ledger (WRK-11).
CREATE TABLE day_cards (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  duty_id uuid,
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  day date NOT NULL,
  half text NOT NULL CHECK (half IN ('day', 'am', 'pm')),
  status text NOT NULL CHECK (status IN ('draft', 'submitted', 'confirmed', 'duplicate', 'merged')),
  duplicate_of uuid,
  other_services text NOT NULL DEFAULT '',
  other_work text NOT NULL DEFAULT '',
  leaflets int NOT NULL DEFAULT 0 CHECK (leaflets >= 0),
  notice_clicks int NOT NULL DEFAULT 0 CHECK (notice_clicks >= 0),
  screen_notices int NOT NULL DEFAULT 0 CHECK (screen_notices >= 0),
  transport_fen bigint NOT NULL DEFAULT 0 CHECK (transport_fen >= 0),
  lodging_fen bigint NOT NULL DEFAULT 0 CHECK (lodging_fen >= 0),
  supplies_fen bigint NOT NULL DEFAULT 0 CHECK (supplies_fen >= 0),
  answers jsonb NOT NULL DEFAULT '{}',
  version int NOT NULL DEFAULT 1,
  created_by uuid NOT NULL,
  device_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  confirmed_by uuid,
  confirmed_at timestamptz,
  PRIMARY KEY (region_id, id)
);
-- P13: one card counts for a doctor, unit and day; a second stays beside it as a duplicate until a person merges them.
CREATE UNIQUE INDEX day_cards_natural ON day_cards (region_id, programme_id, practitioner_id, unit_id, day) WHERE status IN ('draft', 'submitted', 'confirmed');
CREATE INDEX day_cards_month ON day_cards (region_id, programme_id, day);

CREATE TABLE day_card_activities (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  day_card_id uuid NOT NULL,
  kind text NOT NULL,
  count int NOT NULL CHECK (count >= 0),
  title text NOT NULL DEFAULT '',
  participants int NOT NULL DEFAULT 0 CHECK (participants >= 0),
  online boolean NOT NULL DEFAULT false,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, day_card_id) REFERENCES day_cards ON DELETE CASCADE
);
CREATE INDEX day_card_activities_card ON day_card_activities (region_id, day_card_id);

CREATE TABLE home_visits (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  day_card_id uuid NOT NULL,
  special_group text NOT NULL,
  place text NOT NULL,
  service text NOT NULL,
  next_step text NOT NULL DEFAULT '',
  home_bed boolean NOT NULL DEFAULT false,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, day_card_id) REFERENCES day_cards ON DELETE CASCADE
);
CREATE INDEX home_visits_card ON home_visits (region_id, day_card_id);

CREATE TABLE beneficiaries (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  day_card_id uuid NOT NULL,
  name text NOT NULL,
  phone text,
  special_group text,
  survey_consent boolean NOT NULL,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, day_card_id) REFERENCES day_cards ON DELETE CASCADE
);
CREATE INDEX beneficiaries_card ON beneficiaries (region_id, day_card_id);

GRANT SELECT, INSERT, UPDATE ON day_cards TO xunzhen_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON day_card_activities TO xunzhen_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON home_visits TO xunzhen_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON beneficiaries TO xunzhen_app;

ALTER TABLE day_cards ENABLE ROW LEVEL SECURITY;
ALTER TABLE day_cards FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON day_cards USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));

-- The parts of a card are seen by whoever sees the card.
ALTER TABLE day_card_activities ENABLE ROW LEVEL SECURITY;
ALTER TABLE day_card_activities FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON day_card_activities USING (EXISTS (SELECT 1 FROM day_cards c WHERE c.region_id = day_card_activities.region_id AND c.id = day_card_activities.day_card_id));
ALTER TABLE home_visits ENABLE ROW LEVEL SECURITY;
ALTER TABLE home_visits FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON home_visits USING (EXISTS (SELECT 1 FROM day_cards c WHERE c.region_id = home_visits.region_id AND c.id = home_visits.day_card_id));
ALTER TABLE beneficiaries ENABLE ROW LEVEL SECURITY;
ALTER TABLE beneficiaries FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON beneficiaries USING (EXISTS (SELECT 1 FROM day_cards c WHERE c.region_id = beneficiaries.region_id AND c.id = beneficiaries.day_card_id));

-- What the reports room may read of this room: one row a counted card.
CREATE VIEW report_day_cards WITH (security_invoker = true) AS
  SELECT c.region_id, c.id, c.programme_id, c.unit_id, c.hospital_id, c.practitioner_id, c.day, c.half, c.status,
    c.other_services, c.other_work, c.leaflets, c.notice_clicks, c.screen_notices,
    c.transport_fen + c.lodging_fen + c.supplies_fen AS expenses_fen,
    (SELECT count(*)::int FROM home_visits v WHERE v.region_id = c.region_id AND v.day_card_id = c.id) AS home_visit_records
  FROM day_cards c WHERE c.status IN ('submitted', 'confirmed');
CREATE VIEW report_day_card_activities WITH (security_invoker = true) AS
  SELECT a.region_id, a.day_card_id, a.kind, sum(a.count)::int AS count, sum(a.participants)::int AS participants
  FROM day_card_activities a GROUP BY a.region_id, a.day_card_id, a.kind;
CREATE VIEW report_beneficiaries WITH (security_invoker = true) AS
  SELECT b.region_id, b.day_card_id, b.id, b.name, b.phone, b.survey_consent FROM beneficiaries b;
-- WRK-11: each doctor's day at a unit counts once; halves of one day are one day (the programme says whether a lone half counts).
CREATE VIEW report_person_days WITH (security_invoker = true) AS
  SELECT region_id, programme_id, unit_id, hospital_id, practitioner_id, day, to_char(day, 'YYYY-MM') AS month, min(half) AS half, min(id::text)::uuid AS day_card_id
  FROM day_cards WHERE status IN ('submitted', 'confirmed')
  GROUP BY region_id, programme_id, unit_id, hospital_id, practitioner_id, day;
GRANT SELECT ON report_day_cards TO xunzhen_app;
GRANT SELECT ON report_day_card_activities TO xunzhen_app;
GRANT SELECT ON report_beneficiaries TO xunzhen_app;
GRANT SELECT ON report_person_days TO xunzhen_app;
