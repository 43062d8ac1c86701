-- Which kinds are which: floors are owed to somebody and never go below nothing, the balance of a
-- derived kind is the sum of its entries. The code's table is app/domain/ledger/account.ts.
CREATE FUNCTION ledger_kind_derived(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT kind IN ('psp_cash', 'transfer_clearing', 'fee_revenue', 'psp_fee')
$$;
--> statement-breakpoint
-- As before; and an entry on an account that has a history continues it: its version is the next one,
-- its balance is the one before it and its amount, and the account's row does not say otherwise.
CREATE OR REPLACE FUNCTION ledger_check_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM born b GROUP BY b.transaction_id
    HAVING min(b.position) <> 1 OR max(b.position) <> count(*)
      OR bool_or(b.database_transaction <> pg_current_xact_id())
      OR bool_or((
        SELECT a.currency = b.currency AND CASE
          WHEN ledger_kind_derived(a.kind) THEN b.account_version IS NULL AND b.balance_after_minor IS NULL
          ELSE b.account_version <= a.version
            AND (b.account_version < a.version OR b.balance_after_minor = a.balance_minor)
            AND b.balance_after_minor - b.amount_minor = CASE b.account_version WHEN 1 THEN 0 ELSE (
              SELECT p.balance_after_minor FROM ledger_entry p
              WHERE p.account_id = b.account_id AND p.account_version = b.account_version - 1) END
        END FROM ledger_account a WHERE a.id = b.account_id
      ) IS NOT TRUE)
  ) THEN
    RAISE EXCEPTION 'the entries of a transaction are born together with it, each continuing its account'
      USING ERRCODE = 'SM003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint

-- sealing: what is final is closed into batches, each with the hash of the one before it
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ledger_seal, ledger_snapshot, ledger_horizon FROM samar_app;
--> statement-breakpoint
CREATE TRIGGER ledger_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_snapshot_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_snapshot
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
INSERT INTO ledger_horizon (id, entry_id, before_transaction) VALUES (1, 0, '0');
--> statement-breakpoint
ALTER TABLE ledger_horizon ADD CONSTRAINT ledger_horizon_one CHECK (id = 1);
--> statement-breakpoint
-- A field is its length in bytes, a colon, its bytes in UTF-8 and a comma; nothing is a hyphen and a comma.
CREATE FUNCTION ledger_field(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN value IS NULL THEN '-,' ELSE octet_length(value)::text || ':' || value || ',' END
$$;
--> statement-breakpoint
CREATE FUNCTION ledger_microseconds(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (extract(epoch FROM moment) * 1000000)::bigint::text
$$;
--> statement-breakpoint
-- SHA-256 of a transaction with its entries, in the form that app/domain/ledger/seal.ts describes.
CREATE FUNCTION ledger_leaf(sealed ledger_transaction) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(
    ledger_field(sealed.id) || ledger_field(sealed.kind) || ledger_field(sealed.reference)
    || ledger_field(sealed.idempotency_key) || ledger_field(sealed.parameters_hash)
    || ledger_field(sealed.reverses_id)
    || ledger_field(ledger_microseconds(sealed.occurred_at)) || ledger_field(ledger_microseconds(sealed.posted_at))
    || string_agg(
      ledger_field(e.id::text) || ledger_field(e.account_id) || ledger_field(e.currency)
      || ledger_field(e.amount_minor::text) || ledger_field(e.balance_after_minor::text)
      || ledger_field(e.account_version::text), '' ORDER BY e.position), 'UTF8'))
  FROM ledger_entry e WHERE e.transaction_id = sealed.id
$$;
--> statement-breakpoint
CREATE FUNCTION ledger_seal_hash(sealed ledger_seal) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(
    ledger_field('samar-ledger-seal-1') || ledger_field(sealed.number::text)
    || ledger_field(sealed.from_entry_id::text) || ledger_field(sealed.up_to_entry_id::text)
    || ledger_field(sealed.transactions::text) || ledger_field(encode(sha256(sealed.leaves), 'hex'))
    || ledger_field(sealed.previous_hash) || ledger_field(ledger_microseconds(sealed.sealed_at)), 'UTF8')), 'hex')
$$;
--> statement-breakpoint
CREATE FUNCTION ledger_check_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last ledger_seal;
BEGIN
  SELECT * INTO last FROM ledger_seal ORDER BY number DESC LIMIT 1;
  IF NEW.number <> coalesce(last.number, 0) + 1 OR NEW.from_entry_id <> coalesce(last.up_to_entry_id, 0)
    OR NEW.up_to_entry_id <= NEW.from_entry_id OR length(NEW.leaves) <> 32 * NEW.transactions
    OR NEW.previous_hash <> coalesce(last.hash, repeat('0', 64)) OR NEW.hash <> ledger_seal_hash(NEW) THEN
    RAISE EXCEPTION 'a seal follows the last one' USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_seal_linked BEFORE INSERT ON ledger_seal
  FOR EACH ROW EXECUTE FUNCTION ledger_check_seal();
--> statement-breakpoint
-- Gives an account a snapshot once 256 entries lie beyond its last one; called for each sealed batch.
-- On an account that keeps its balance, versions count the entries and stand in the order of the ids.
CREATE FUNCTION ledger_fold(from_id bigint, up_to_id bigint) RETURNS int LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  derived int;
  kept int;
BEGIN
  INSERT INTO ledger_snapshot
  SELECT touched.account_id, up_to_id, coalesce(last.up_to_entry_id, 0), more.entries,
    coalesce(last.balance_minor, 0) + more.amount, NULL, more.earliest, greatest(last.latest_at, more.latest)
  FROM (SELECT DISTINCT account_id FROM ledger_entry
        WHERE id > from_id AND id <= up_to_id AND account_version IS NULL) touched
  LEFT JOIN LATERAL (SELECT * FROM ledger_snapshot s WHERE s.account_id = touched.account_id
    ORDER BY s.up_to_entry_id DESC LIMIT 1) last ON true
  CROSS JOIN LATERAL (
    SELECT count(*) AS entries, sum(e.amount_minor) AS amount, min(t.occurred_at) AS earliest, max(t.occurred_at) AS latest
    FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
    WHERE e.account_id = touched.account_id AND e.account_version IS NULL
      AND e.id > coalesce(last.up_to_entry_id, 0) AND e.id <= up_to_id) more
  WHERE more.entries >= 256;
  GET DIAGNOSTICS derived = ROW_COUNT;

  INSERT INTO ledger_snapshot
  SELECT touched.account_id, up_to_id, coalesce(last.up_to_entry_id, 0), more.entries,
    coalesce(last.balance_minor, 0) + more.amount, more.version, more.earliest, greatest(last.latest_at, more.latest)
  FROM (SELECT DISTINCT account_id FROM ledger_entry
        WHERE id > from_id AND id <= up_to_id AND account_version % 256 = 0) touched
  LEFT JOIN LATERAL (SELECT * FROM ledger_snapshot s WHERE s.account_id = touched.account_id
    ORDER BY s.up_to_entry_id DESC LIMIT 1) last ON true
  CROSS JOIN LATERAL (
    SELECT count(*) AS entries, sum(e.amount_minor) AS amount, max(e.account_version) AS version,
      min(t.occurred_at) AS earliest, max(t.occurred_at) AS latest
    FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
    WHERE e.account_id = touched.account_id AND e.account_version > coalesce(last.account_version, 0)
      AND e.id <= up_to_id) more;
  GET DIAGNOSTICS kept = ROW_COUNT;
  RETURN derived + kept;
END $$;
--> statement-breakpoint
-- Seals at most `most` transactions that are final, and folds the accounts that they touched. What is
-- final: ids of entries are drawn after their database transaction has its own id, so once every
-- transaction with an id below X has ended, nothing below an id that was drawn before X can appear.
-- One call marks that pair, a later one finds that it has come true. Answers {number, transactions,
-- hash, snapshots}, {transactions: 0} when nothing more is final, null when somebody else is sealing.
CREATE FUNCTION ledger_seal_next(most int) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  drawn bigint;
  mark ledger_horizon;
  last ledger_seal;
  made ledger_seal;
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RAISE EXCEPTION 'sealing begins its own database transaction' USING ERRCODE = 'SM003';
  END IF;
  SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END INTO drawn FROM ledger_entry_id_seq;
  SELECT * INTO mark FROM ledger_horizon FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT * INTO last FROM ledger_seal s ORDER BY s.number DESC LIMIT 1;
  IF mark.before_transaction <= pg_snapshot_xmin(pg_current_snapshot()) THEN
    SELECT coalesce(last.number, 0) + 1, coalesce(last.up_to_entry_id, 0), max(first.id), count(*),
      string_agg(ledger_leaf(t), '' ORDER BY first.id), coalesce(last.hash, repeat('0', 64)), '', clock_timestamp()
    INTO made
    FROM (
      SELECT e.id, e.transaction_id FROM ledger_entry e
      WHERE e.id > coalesce(last.up_to_entry_id, 0) AND e.id <= mark.entry_id AND e.position = 1
      ORDER BY e.id LIMIT greatest(most, 1)
    ) first JOIN ledger_transaction t ON t.id = first.transaction_id;
  END IF;
  IF made.transactions > 0 THEN
    made.hash := ledger_seal_hash(made);
    INSERT INTO ledger_seal SELECT made.*;
    RETURN jsonb_build_object('number', made.number::text, 'transactions', made.transactions, 'hash', made.hash,
      'snapshots', ledger_fold(made.from_entry_id, made.up_to_entry_id));
  END IF;
  -- The mark is spent; or it speaks of transactions of another server, from which this database was restored.
  IF made.transactions = 0 OR mark.before_transaction > pg_current_xact_id() THEN
    UPDATE ledger_horizon SET entry_id = drawn, before_transaction = pg_current_xact_id()
    WHERE entry_id <> drawn OR before_transaction > pg_current_xact_id();
  END IF;
  RETURN jsonb_build_object('transactions', 0);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION ledger_fold(bigint, bigint), ledger_seal_next(int) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION ledger_seal_next(int) TO samar_app;
