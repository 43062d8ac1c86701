-- offers: what was published stays as it was, for everybody who ordered it; nothing is sold for nothing.
ALTER TABLE offer_version ADD CONSTRAINT offer_version_priced CHECK (published_at IS NULL OR least_minor > 0);
--> statement-breakpoint
ALTER TABLE offer ADD CONSTRAINT offer_on_sale CHECK (status NOT IN ('published', 'paused') OR current IS NOT NULL);
--> statement-breakpoint
CREATE FUNCTION keep_published_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'a published version of an offer is kept: % is refused', TG_OP USING ERRCODE = 'SM003';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER offer_version_kept BEFORE UPDATE OR DELETE ON offer_version
  FOR EACH ROW EXECUTE FUNCTION keep_published_offer();
--> statement-breakpoint
CREATE FUNCTION keep_published_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM offer_version
    WHERE id = coalesce(NEW.version_id, OLD.version_id) AND published_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'a seat of a published offer is kept: % is refused', TG_OP USING ERRCODE = 'SM003';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER offer_seat_kept BEFORE INSERT OR UPDATE OR DELETE ON offer_seat
  FOR EACH ROW EXECUTE FUNCTION keep_published_seat();
--> statement-breakpoint
-- A brief orders a tier of a version, or nothing.
ALTER TABLE brief ADD CONSTRAINT brief_order CHECK ((offer_version_id IS NULL) = (offer_tier IS NULL));
