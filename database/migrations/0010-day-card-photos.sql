-- Photographs of a day card (WRK-18, PUB-2): named by the hash of their bytes when the card is saved, filled in part by
-- part as the network allows (R28). A photograph belongs to its card and is seen by whoever sees the card.
CREATE TABLE day_card_photos (
  region_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  day_card_id uuid NOT NULL,
  sha256 text COLLATE "C" NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size int NOT NULL CHECK (size > 0),
  kind text NOT NULL,
  width int,
  height int,
  added_by uuid NOT NULL,
  added_at timestamptz NOT NULL,
  -- When the last part had come and the whole was found right; until then it is awaited.
  arrived_at timestamptz,
  PRIMARY KEY (region_id, id),
  FOREIGN KEY (region_id, day_card_id) REFERENCES day_cards ON DELETE CASCADE
);
CREATE UNIQUE INDEX day_card_photos_natural ON day_card_photos (region_id, day_card_id, sha256);

CREATE TABLE day_card_photo_parts (
  region_id text COLLATE "C" NOT NULL,
  photo_id uuid NOT NULL,
  part int NOT NULL CHECK (part >= 0),
  content bytea NOT NULL,
  PRIMARY KEY (region_id, photo_id, part),
  FOREIGN KEY (region_id, photo_id) REFERENCES day_card_photos ON DELETE CASCADE
);

GRANT SELECT, INSERT, UPDATE, DELETE ON day_card_photos TO xunzhen_app;
GRANT SELECT, INSERT, DELETE ON day_card_photo_parts TO xunzhen_app;
ALTER TABLE day_card_photos ENABLE ROW LEVEL SECURITY;
ALTER TABLE day_card_photos FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON day_card_photos USING (EXISTS (SELECT 1 FROM day_cards c WHERE c.region_id = day_card_photos.region_id AND c.id = day_card_photos.day_card_id));
ALTER TABLE day_card_photo_parts ENABLE ROW LEVEL SECURITY;
ALTER TABLE day_card_photo_parts FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON day_card_photo_parts USING (EXISTS (SELECT 1 FROM day_card_photos p WHERE p.region_id = day_card_photo_parts.region_id AND p.id = day_card_photo_parts.photo_id));
