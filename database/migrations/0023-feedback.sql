-- PUB-7: what residents say without signing in. Nothing is refused for its words: what looks like spam is parked with its
-- reason and can be taken up again. The text stays as it was sent; lists mask numbers in it.
CREATE TABLE feedbacks (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL REFERENCES organisations,
  kind text NOT NULL CHECK (kind IN ('praise', 'complaint', 'noShow', 'wrongInformation')),
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 500),
  -- Kept only with the consent whose wording stood beside the field.
  contact text,
  contact_wording int,
  state text NOT NULL CHECK (state IN ('new', 'answered', 'parked')),
  parked_reason text,
  -- The form it came by: sent twice, it is one.
  form_key text COLLATE "C" NOT NULL,
  -- By which its sender looks up the answer.
  receipt text COLLATE "C" NOT NULL,
  made_at timestamptz NOT NULL,
  answer text,
  answered_by uuid REFERENCES accounts,
  answered_at timestamptz,
  PRIMARY KEY (region_id, id),
  CHECK ((contact IS NULL) = (contact_wording IS NULL)),
  CHECK ((state = 'parked') = (parked_reason IS NOT NULL)),
  CHECK ((state = 'answered') = (answered_at IS NOT NULL))
);
CREATE UNIQUE INDEX feedbacks_form ON feedbacks (region_id, form_key);
CREATE UNIQUE INDEX feedbacks_receipt ON feedbacks (region_id, receipt);
CREATE INDEX feedbacks_made ON feedbacks (region_id, made_at);
GRANT SELECT, INSERT ON feedbacks TO xunzhen_app;
GRANT UPDATE (state, parked_reason, answer, answered_by, answered_at) ON feedbacks TO xunzhen_app;
ALTER TABLE feedbacks ENABLE ROW LEVEL SECURITY;
ALTER TABLE feedbacks FORCE ROW LEVEL SECURITY;
-- Anybody sends; a complaint is read by the bureau alone, never by the body it is about.
CREATE POLICY sending ON feedbacks FOR INSERT WITH CHECK (app_setting('scope') IN ('public', 'system'));
CREATE POLICY reading ON feedbacks FOR SELECT
  USING (in_scope(region_id, unit_id, NULL, NULL) AND (kind <> 'complaint' OR app_setting('scope') <> 'organisations'));
CREATE POLICY answering ON feedbacks FOR UPDATE
  USING (in_scope(region_id, unit_id, NULL, NULL) AND (kind <> 'complaint' OR app_setting('scope') <> 'organisations'));

-- What supervision may build on; no words and no contact.
CREATE VIEW report_feedbacks WITH (security_invoker = true) AS
  SELECT region_id, id, unit_id, kind, state, made_at, answered_at FROM feedbacks;
GRANT SELECT ON report_feedbacks TO xunzhen_app;
