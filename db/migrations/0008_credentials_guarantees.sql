-- credentials: what was issued stays as it was issued; only its standing and who finds it may change
REVOKE UPDATE, DELETE, TRUNCATE ON issuer, issuer_key, achievement, status_list, credential, credential_event FROM samar_app;
--> statement-breakpoint
GRANT UPDATE (retired_at, compromised_at) ON issuer_key TO samar_app;
--> statement-breakpoint
GRANT UPDATE (signed, signed_version, signed_at) ON status_list TO samar_app;
--> statement-breakpoint
GRANT UPDATE (status, visibility, expiry_told_at) ON credential TO samar_app;
--> statement-breakpoint
CREATE TRIGGER issuer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON issuer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER achievement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON achievement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER credential_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credential_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER credential_kept BEFORE DELETE OR TRUNCATE ON credential
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER issuer_key_kept BEFORE DELETE OR TRUNCATE ON issuer_key
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE credential
  ADD CONSTRAINT credential_level CHECK (level BETWEEN 1 AND 4),
  ADD CONSTRAINT credential_status CHECK (status IN ('active', 'suspended', 'revoked')),
  ADD CONSTRAINT credential_visibility CHECK (visibility IN ('public', 'link', 'private')),
  ADD CONSTRAINT credential_dates CHECK (valid_until > valid_from),
  ADD CONSTRAINT credential_place CHECK (list_index >= 0 AND list_number > 0);
--> statement-breakpoint
ALTER TABLE achievement ADD CONSTRAINT achievement_level CHECK (level BETWEEN 1 AND 4);
--> statement-breakpoint
ALTER TABLE status_list
  ADD CONSTRAINT status_list_length CHECK (length >= 131072 AND length % 8 = 0),
  ADD CONSTRAINT status_list_purpose CHECK (purpose IN ('revocation', 'suspension'));
--> statement-breakpoint
ALTER TABLE issuer_key ADD CONSTRAINT issuer_key_kind CHECK (kind IN ('Ed25519', 'RSA'));
--> statement-breakpoint
-- A revoked credential stays revoked, and a key that is retired or compromised stays so. Every change
-- of a standing makes the lists of its issuer stale in the same transaction: none is served afterwards
-- that does not tell it.
CREATE FUNCTION credential_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.status = 'revoked' AND NEW.status <> 'revoked' THEN
    RAISE EXCEPTION 'a revoked credential stays revoked' USING ERRCODE = 'SM003';
  END IF;
  IF NEW.status <> OLD.status THEN
    UPDATE status_list SET version = version + 1
    WHERE issuer_id = NEW.issuer_id AND number = NEW.list_number;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER credential_moves BEFORE UPDATE OF status ON credential
  FOR EACH ROW EXECUTE FUNCTION credential_moved();
--> statement-breakpoint
CREATE FUNCTION issuer_key_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.retired_at IS DISTINCT FROM OLD.retired_at AND OLD.retired_at IS NOT NULL THEN
    RAISE EXCEPTION 'a retired key stays retired' USING ERRCODE = 'SM003';
  END IF;
  IF OLD.compromised_at IS NOT NULL AND (NEW.compromised_at IS NULL OR NEW.compromised_at > OLD.compromised_at) THEN
    RAISE EXCEPTION 'a compromised key stays compromised' USING ERRCODE = 'SM003';
  END IF;
  IF NEW.compromised_at IS NOT NULL AND NEW.retired_at IS NULL THEN
    RAISE EXCEPTION 'a compromised key is retired' USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER issuer_key_ends BEFORE UPDATE ON issuer_key
  FOR EACH ROW EXECUTE FUNCTION issuer_key_ended();
