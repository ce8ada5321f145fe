-- SUP-8: what concerns a body is told to it in the very transaction of the act: one row for each recipient, seen or unseen
-- apart. A recipient is a role, of an organisation or of a division. `event_key` names what happened: told twice, it is one.
CREATE TABLE notices (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  event_key text COLLATE "C" NOT NULL,
  -- A later notice that takes an earlier one back names its event.
  about_event text COLLATE "C",
  kind text COLLATE "C" NOT NULL,
  -- Values of the sentence, rendered in words when it is read (domain/notices/texts.ts).
  params jsonb NOT NULL,
  role text COLLATE "C" NOT NULL,
  organisation_id uuid REFERENCES organisations,
  division_code text COLLATE "C" REFERENCES divisions,
  subject_type text COLLATE "C" NOT NULL,
  subject_id uuid NOT NULL,
  programme_id text COLLATE "C" REFERENCES programmes,
  made_at timestamptz NOT NULL,
  made_by uuid NOT NULL,
  read_at timestamptz,
  read_by uuid REFERENCES accounts,
  PRIMARY KEY (region_id, id),
  CHECK (num_nonnulls(organisation_id, division_code) = 1),
  CHECK ((read_at IS NULL) = (read_by IS NULL)),
  UNIQUE NULLS NOT DISTINCT (region_id, event_key, role, organisation_id, division_code)
);
CREATE INDEX notices_organisation ON notices (organisation_id, role, made_at);
CREATE INDEX notices_division ON notices (division_code, role, made_at);
GRANT SELECT, INSERT ON notices TO xunzhen_app;
GRANT UPDATE (read_at, read_by) ON notices TO xunzhen_app;
ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices FORCE ROW LEVEL SECURITY;
-- Only the recipient reads it; whoever acts may address anybody, since telling is part of the act.
CREATE FUNCTION in_notice_scope(organisation uuid, division text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE app_setting('scope')
    WHEN 'system' THEN true
    WHEN 'division' THEN coalesce(division = app_setting('division'), false)
    WHEN 'organisations' THEN coalesce(organisation = ANY (string_to_array(app_setting('organisations'), ',')::uuid[]), false)
    ELSE false END
$$;
CREATE POLICY reading ON notices FOR SELECT USING (in_notice_scope(organisation_id, division_code));
CREATE POLICY marking ON notices FOR UPDATE USING (in_notice_scope(organisation_id, division_code));
CREATE POLICY telling ON notices FOR INSERT
  WITH CHECK (app_setting('scope') IN ('system', 'division', 'organisations', 'practitioner'));

-- R7: when a mark was made by the server's reckoning, which for a phone without signal is earlier than its arrival.
ALTER TABLE presence_marks ADD COLUMN happened_at timestamptz;
ALTER TABLE presence_marks NO FORCE ROW LEVEL SECURITY;
UPDATE presence_marks SET happened_at = made_at;
ALTER TABLE presence_marks FORCE ROW LEVEL SECURITY;
ALTER TABLE presence_marks ALTER COLUMN happened_at SET NOT NULL;
-- SUP-8: what this word of the unit told the two bodies, and by which mark the no-show had been told.
ALTER TABLE presence_marks ADD COLUMN told text CHECK (told IN ('no-show', 'no-show-withdrawn'));
ALTER TABLE presence_marks ADD COLUMN told_opened uuid;
