-- Speed of the report chain (RPT-10, docs/decisions/0008): the ledger's months added up once, in the transaction of the act
-- that changes them, so that a province's board and 附件1 need not read every card again. Made from the cards by the views
-- below and from nothing else; `xunzhen ledger check` computes them again and names every difference.
CREATE TABLE ledger_months (
  region_id text COLLATE "C" NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  month text COLLATE "C" NOT NULL,
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  -- A span that holds both takes the row as it is; one that cuts between reads the days themselves.
  first_day date NOT NULL,
  last_day date NOT NULL,
  cards int NOT NULL,
  person_days int NOT NULL,
  whole_days int NOT NULL,
  expenses_fen bigint NOT NULL,
  consultations bigint NOT NULL,
  case_discussions bigint NOT NULL,
  teaching_rounds bigint NOT NULL,
  lectures bigint NOT NULL,
  trainee_visits bigint NOT NULL,
  special_group_services bigint NOT NULL,
  home_visits bigint NOT NULL,
  skill_trainings bigint NOT NULL,
  leaflets bigint NOT NULL,
  notice_clicks bigint NOT NULL,
  screen_notices bigint NOT NULL,
  PRIMARY KEY (region_id, programme_id, month, unit_id, hospital_id)
);
GRANT SELECT, INSERT, DELETE ON ledger_months TO xunzhen_app;
ALTER TABLE ledger_months ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_months FORCE ROW LEVEL SECURITY;
-- Read within the reader's own rows; added up by the system alone, since a doctor sees but her part of a month.
CREATE POLICY scope ON ledger_months FOR SELECT USING (in_scope(region_id, unit_id, hospital_id, NULL));
CREATE POLICY added_up ON ledger_months FOR INSERT WITH CHECK (app_setting('scope') = 'system');
CREATE POLICY struck_out ON ledger_months FOR DELETE USING (app_setting('scope') = 'system');

-- Who served where, and since when: head counts and coverage (TGT-1).
CREATE TABLE ledger_doctors (
  region_id text COLLATE "C" NOT NULL,
  programme_id text COLLATE "C" NOT NULL REFERENCES programmes,
  practitioner_id uuid NOT NULL REFERENCES practitioners,
  unit_id uuid NOT NULL REFERENCES organisations,
  hospital_id uuid NOT NULL REFERENCES organisations,
  first_day date NOT NULL,
  PRIMARY KEY (region_id, programme_id, unit_id, hospital_id, practitioner_id)
);
GRANT SELECT, INSERT, DELETE ON ledger_doctors TO xunzhen_app;
ALTER TABLE ledger_doctors ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_doctors FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON ledger_doctors FOR SELECT USING (in_scope(region_id, unit_id, hospital_id, practitioner_id));
CREATE POLICY added_up ON ledger_doctors FOR INSERT WITH CHECK (app_setting('scope') = 'system');
CREATE POLICY struck_out ON ledger_doctors FOR DELETE USING (app_setting('scope') = 'system');

-- A unit's days of a month without reading its whole county's.
CREATE INDEX day_cards_unit ON day_cards (region_id, programme_id, unit_id, day);
CREATE INDEX federated_days_unit ON federated_days (region_id, programme_id, unit_id, day);

-- The parts of a card are seen by whoever sees the card. Whoever sees a whole division sees it by the county, which the part
-- carries itself: asking for the card of each of a million parts would say the same.
DROP POLICY scope ON day_card_activities;
CREATE POLICY scope ON day_card_activities USING (CASE WHEN app_setting('scope') IN ('system', 'division') THEN in_scope(region_id, NULL, NULL, NULL)
  ELSE EXISTS (SELECT 1 FROM day_cards c WHERE c.region_id = day_card_activities.region_id AND c.id = day_card_activities.day_card_id) END);
DROP POLICY scope ON home_visits;
CREATE POLICY scope ON home_visits USING (CASE WHEN app_setting('scope') IN ('system', 'division') THEN in_scope(region_id, NULL, NULL, NULL)
  ELSE EXISTS (SELECT 1 FROM day_cards c WHERE c.region_id = home_visits.region_id AND c.id = home_visits.day_card_id) END);
DROP POLICY scope ON beneficiaries;
CREATE POLICY scope ON beneficiaries USING (CASE WHEN app_setting('scope') IN ('system', 'division') THEN in_scope(region_id, NULL, NULL, NULL)
  ELSE EXISTS (SELECT 1 FROM day_cards c WHERE c.region_id = beneficiaries.region_id AND c.id = beneficiaries.day_card_id) END);
DROP POLICY scope ON federated_activities;
CREATE POLICY scope ON federated_activities USING (CASE WHEN app_setting('scope') IN ('system', 'division') THEN in_scope(region_id, NULL, NULL, NULL)
  ELSE EXISTS (SELECT 1 FROM federated_days d WHERE d.region_id = federated_activities.region_id AND d.id = federated_activities.day_id) END);

-- One row a counted card with the numbers of 附件3; visits at home are the larger of what was typed and what was recorded.
CREATE VIEW report_card_figures WITH (security_invoker = true) AS
  SELECT c.region_id, c.id, c.programme_id, c.unit_id, c.hospital_id, c.practitioner_id, c.day, c.half, c.status, c.other_services, c.other_work,
    c.transport_fen + c.lodging_fen + c.supplies_fen AS expenses_fen, c.leaflets, c.notice_clicks, c.screen_notices,
    a.consultations, a.case_discussions, a.teaching_rounds, a.lectures, a.trainee_visits, a.special_group_services, a.skill_trainings,
    greatest(a.home_visits, (SELECT count(*) FROM home_visits v WHERE v.region_id = c.region_id AND v.day_card_id = c.id)) AS home_visits
  FROM day_cards c CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.count) FILTER (WHERE x.kind IN ('outpatient', 'wardRound', 'surgery')), 0) AS consultations,
      coalesce(sum(x.count) FILTER (WHERE x.kind = 'caseDiscussion'), 0) AS case_discussions,
      coalesce(sum(x.count) FILTER (WHERE x.kind = 'teachingRound'), 0) AS teaching_rounds,
      coalesce(sum(x.count) FILTER (WHERE x.kind = 'lecture'), 0) AS lectures,
      coalesce(sum(x.participants) FILTER (WHERE x.kind = 'training'), 0) AS trainee_visits,
      coalesce(sum(x.count) FILTER (WHERE x.kind = 'training'), 0) AS skill_trainings,
      coalesce(sum(x.count) FILTER (WHERE x.kind = 'specialGroupService'), 0) AS special_group_services,
      coalesce(sum(x.count) FILTER (WHERE x.kind = 'homeVisit'), 0) AS home_visits
    FROM day_card_activities x WHERE x.region_id = c.region_id AND x.day_card_id = c.id) a
  WHERE c.status IN ('submitted', 'confirmed')
  UNION ALL
  SELECT d.region_id, d.id, d.programme_id, d.unit_id, d.hospital_id, d.practitioner_id, d.day, d.half, d.status, d.other_services, d.other_work,
    d.expenses_fen, d.leaflets, d.notice_clicks, d.screen_notices,
    a.consultations, a.case_discussions, a.teaching_rounds, a.lectures, a.trainee_visits, a.special_group_services, a.skill_trainings,
    greatest(a.home_visits, d.home_visit_records) AS home_visits
  FROM federated_days d CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.count) FILTER (WHERE x.kind IN ('outpatient', 'wardRound', 'surgery')), 0) AS consultations,
      coalesce(sum(x.count) FILTER (WHERE x.kind = 'caseDiscussion'), 0) AS case_discussions,
      coalesce(sum(x.count) FILTER (WHERE x.kind = 'teachingRound'), 0) AS teaching_rounds,
      coalesce(sum(x.count) FILTER (WHERE x.kind = 'lecture'), 0) AS lectures,
      coalesce(sum(x.participants) FILTER (WHERE x.kind = 'training'), 0) AS trainee_visits,
      coalesce(sum(x.count) FILTER (WHERE x.kind = 'training'), 0) AS skill_trainings,
      coalesce(sum(x.count) FILTER (WHERE x.kind = 'specialGroupService'), 0) AS special_group_services,
      coalesce(sum(x.count) FILTER (WHERE x.kind = 'homeVisit'), 0) AS home_visits
    FROM federated_activities x WHERE x.region_id = d.region_id AND x.day_id = d.id) a;
GRANT SELECT ON report_card_figures TO xunzhen_app;

-- One row a doctor's day at a unit (WRK-11: its halves are one day) with all that was done on it.
CREATE VIEW report_ledger_days WITH (security_invoker = true) AS
  SELECT region_id, programme_id, unit_id, hospital_id, practitioner_id, day, min(half) AS half, count(*) AS cards,
    sum(expenses_fen) AS expenses_fen, sum(consultations) AS consultations, sum(case_discussions) AS case_discussions,
    sum(teaching_rounds) AS teaching_rounds, sum(lectures) AS lectures, sum(trainee_visits) AS trainee_visits,
    sum(special_group_services) AS special_group_services, sum(home_visits) AS home_visits, sum(skill_trainings) AS skill_trainings,
    sum(leaflets) AS leaflets, sum(notice_clicks) AS notice_clicks, sum(screen_notices) AS screen_notices
  FROM report_card_figures GROUP BY region_id, programme_id, unit_id, hospital_id, practitioner_id, day;
GRANT SELECT ON report_ledger_days TO xunzhen_app;

CREATE VIEW report_ledger_months WITH (security_invoker = true) AS SELECT * FROM ledger_months;
GRANT SELECT ON report_ledger_months TO xunzhen_app;
CREATE VIEW report_ledger_doctors WITH (security_invoker = true) AS SELECT * FROM ledger_doctors;
GRANT SELECT ON report_ledger_doctors TO xunzhen_app;

-- What was recorded before this table was.
SET LOCAL app.scope = 'system';
INSERT INTO ledger_months
  SELECT region_id, programme_id, to_char(day, 'YYYY-MM'), unit_id, hospital_id, min(day), max(day), sum(cards), count(*),
    count(*) FILTER (WHERE half = 'day'), sum(expenses_fen), sum(consultations), sum(case_discussions), sum(teaching_rounds),
    sum(lectures), sum(trainee_visits), sum(special_group_services), sum(home_visits), sum(skill_trainings), sum(leaflets),
    sum(notice_clicks), sum(screen_notices)
  FROM report_ledger_days GROUP BY 1, 2, 3, 4, 5;
INSERT INTO ledger_doctors
  SELECT region_id, programme_id, practitioner_id, unit_id, hospital_id, min(day)
  FROM report_person_days GROUP BY 1, 2, 3, 4, 5;
RESET app.scope;
