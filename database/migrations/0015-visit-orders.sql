-- ORD-1 (S1): what a village clinic asks for, seen by its township's unit. A name or a number only with the consent to be
-- told when and where; every move of an order stays on record.
CREATE TABLE visit_orders (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  village_id uuid NOT NULL REFERENCES organisations,
  unit_id uuid NOT NULL REFERENCES organisations,
  state text NOT NULL CHECK (state IN ('recorded', 'returned', 'accepted', 'dispatched', 'merged', 'withdrawn', 'closed')),
  patient_group text NOT NULL,
  initials text NOT NULL DEFAULT '',
  problem text NOT NULL,
  specialty text COLLATE "C",
  urgency text NOT NULL CHECK (urgency IN ('routine', 'soon', 'urgent')),
  wish text NOT NULL CHECK (wish IN ('clinic', 'homeVisit', 'remote')),
  contact_name text,
  contact_phone text,
  contact_way text CHECK (contact_way IN ('oral', 'signed', 'guardian')),
  contact_version int,
  day date NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL,
  device_at timestamptz,
  PRIMARY KEY (region_id, id),
  CHECK ((contact_name IS NULL AND contact_phone IS NULL) OR contact_way IS NOT NULL)
);
CREATE INDEX visit_orders_unit ON visit_orders (region_id, unit_id, state, day);
CREATE INDEX visit_orders_village ON visit_orders (region_id, village_id, day);
GRANT SELECT, INSERT ON visit_orders TO xunzhen_app;
GRANT UPDATE (state, contact_name, contact_phone) ON visit_orders TO xunzhen_app;

CREATE TABLE visit_order_moves (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  state text NOT NULL,
  reason text NOT NULL DEFAULT '',
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL,
  device_at timestamptz,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, order_id) REFERENCES visit_orders
);
CREATE INDEX visit_order_moves_order ON visit_order_moves (region_id, order_id);
GRANT SELECT, INSERT ON visit_order_moves TO xunzhen_app;

ALTER TABLE visit_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON visit_orders USING (in_scope(region_id, unit_id, village_id, NULL));
ALTER TABLE visit_order_moves ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit_order_moves FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON visit_order_moves USING (EXISTS (SELECT 1 FROM visit_orders o WHERE o.region_id = visit_order_moves.region_id AND o.id = visit_order_moves.order_id));
