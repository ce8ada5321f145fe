-- How notices leave the house. Nothing here: nothing leaves. Addresses, passwords and texts stand sealed by a key that is
-- kept beside the data (keys/); `shown` is the masked address.

-- A county's mail server and its SMS gateway.
CREATE TABLE notice_transports (
  region_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('mail', 'sms')),
  settings jsonb NOT NULL,
  sealed bytea NOT NULL,
  updated_by uuid NOT NULL REFERENCES accounts,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, kind)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_transports TO xunzhen_app;
ALTER TABLE notice_transports ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_transports FORCE ROW LEVEL SECURITY;
-- Whoever acts learns whether there is a gateway, since a text to a resident is part of the act; what is secret is sealed.
CREATE POLICY reading ON notice_transports FOR SELECT
  USING (app_setting('scope') IN ('system', 'division', 'organisations', 'practitioner'));
CREATE POLICY adding ON notice_transports FOR INSERT WITH CHECK (in_scope(region_id, NULL, NULL, NULL));
CREATE POLICY changing ON notice_transports FOR UPDATE USING (in_scope(region_id, NULL, NULL, NULL));
CREATE POLICY removing ON notice_transports FOR DELETE USING (in_scope(region_id, NULL, NULL, NULL));

-- Where a body (a role of an organisation or of a division) is told besides the desk: none or more of each kind.
CREATE TABLE notice_channels (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  role text COLLATE "C" NOT NULL,
  organisation_id uuid REFERENCES organisations,
  division_code text COLLATE "C" REFERENCES divisions,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('mail', 'wecom', 'dingtalk', 'sms')),
  label text NOT NULL,
  shown text NOT NULL,
  -- A mark of the address by a key of the installation: the same address twice is one, without being readable here.
  address_mark bytea NOT NULL,
  sealed bytea NOT NULL,
  -- Kinds of notices that this channel does not tell.
  kinds_off text[] NOT NULL DEFAULT '{}',
  active boolean NOT NULL DEFAULT true,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (region_id, id),
  CHECK (num_nonnulls(organisation_id, division_code) = 1)
);
CREATE UNIQUE INDEX notice_channels_address ON notice_channels
  (region_id, role, organisation_id, division_code, kind, address_mark) NULLS NOT DISTINCT WHERE removed_at IS NULL;
GRANT SELECT, INSERT ON notice_channels TO xunzhen_app;
GRANT UPDATE (label, kinds_off, active, removed_at) ON notice_channels TO xunzhen_app;
ALTER TABLE notice_channels ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_channels FORCE ROW LEVEL SECURITY;
-- Telling is part of the act, so whoever acts sees which channels there are; the addresses in them are sealed.
CREATE POLICY reading ON notice_channels FOR SELECT
  USING (app_setting('scope') IN ('system', 'division', 'organisations', 'practitioner'));
CREATE POLICY adding ON notice_channels FOR INSERT WITH CHECK (in_scope(region_id, NULL, NULL, NULL));
CREATE POLICY changing ON notice_channels FOR UPDATE USING (in_scope(region_id, NULL, NULL, NULL));

-- What is to be sent, written in the transaction of the act: one for each event and address, however often it is told.
CREATE TABLE outbox_messages (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  event_key text COLLATE "C" NOT NULL,
  about_event text COLLATE "C",
  kind text COLLATE "C" NOT NULL,
  -- Values of the notice's sentence; a text to one person stands sealed, together with the number.
  params jsonb NOT NULL,
  channel_kind text COLLATE "C" NOT NULL CHECK (channel_kind IN ('mail', 'wecom', 'dingtalk', 'sms')),
  channel_id uuid,
  address_mark bytea NOT NULL,
  shown text NOT NULL,
  sealed bytea,
  urgent boolean NOT NULL,
  subject_type text COLLATE "C" NOT NULL,
  subject_id uuid NOT NULL,
  programme_id text COLLATE "C" REFERENCES programmes,
  made_at timestamptz NOT NULL,
  made_by uuid NOT NULL,
  state text COLLATE "C" NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'sending', 'sent', 'parked', 'cancelled', 'givenUp')),
  attempts int NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL,
  claim uuid,
  claimed_until timestamptz,
  -- An attempt may have arrived although nobody said so.
  unclear boolean NOT NULL DEFAULT false,
  reason jsonb,
  settled_at timestamptz,
  settled_by uuid REFERENCES accounts,
  note text,
  PRIMARY KEY (region_id, id),
  CHECK ((state = 'sending') = (claim IS NOT NULL)),
  CHECK (num_nonnulls(channel_id, sealed) >= 1 OR state IN ('sent', 'cancelled', 'givenUp')),
  UNIQUE (region_id, event_key, channel_kind, address_mark)
);
CREATE INDEX outbox_messages_due ON outbox_messages (next_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_messages_list ON outbox_messages (region_id, made_at);
GRANT SELECT, INSERT ON outbox_messages TO xunzhen_app;
GRANT UPDATE (state, attempts, next_at, claim, claimed_until, unclear, reason, sealed, settled_at, settled_by, note)
  ON outbox_messages TO xunzhen_app;
ALTER TABLE outbox_messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_messages FORCE ROW LEVEL SECURITY;
CREATE POLICY reading ON outbox_messages FOR SELECT USING (in_scope(region_id, NULL, NULL, NULL));
CREATE POLICY changing ON outbox_messages FOR UPDATE USING (in_scope(region_id, NULL, NULL, NULL));
CREATE POLICY telling ON outbox_messages FOR INSERT
  WITH CHECK (app_setting('scope') IN ('system', 'division', 'organisations', 'practitioner'));

-- Events that were taken back: written by whoever takes back, who may not see what is addressed to others.
CREATE TABLE outbox_takebacks (
  region_id text COLLATE "C" NOT NULL,
  event_key text COLLATE "C" NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, event_key)
);
GRANT SELECT, INSERT ON outbox_takebacks TO xunzhen_app;
ALTER TABLE outbox_takebacks ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_takebacks FORCE ROW LEVEL SECURITY;
CREATE POLICY reading ON outbox_takebacks FOR SELECT USING (in_scope(region_id, NULL, NULL, NULL));
CREATE POLICY telling ON outbox_takebacks FOR INSERT
  WITH CHECK (app_setting('scope') IN ('system', 'division', 'organisations', 'practitioner'));
