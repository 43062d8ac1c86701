-- A seat is kept in the version that it leaves and in the one that it comes to.
CREATE OR REPLACE FUNCTION keep_published_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM offer_version
    WHERE id IN (NEW.version_id, OLD.version_id) AND published_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'a seat of a published offer is kept: % is refused', TG_OP USING ERRCODE = 'SM003';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
-- The weeks of every milestone wait, not of the first alone.
UPDATE milestone SET awaits_inputs = true
WHERE status IN ('unfunded', 'funding') AND NOT awaits_inputs AND contract_id IN (
  SELECT contract_id FROM milestone WHERE awaits_inputs
);
