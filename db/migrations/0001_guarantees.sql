-- What the database itself guarantees. drizzle-kit knows tables; this file holds the rest:
-- rights, the queue's door, and each module's functions and triggers in a section of its own.

-- access
GRANT USAGE ON SCHEMA public TO samar_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO samar_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO samar_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO samar_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO samar_app;
--> statement-breakpoint
REVOKE UPDATE, DELETE ON audit_entry, milestone_event, signature, contract_terms FROM samar_app;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'SM003';
END $$;
--> statement-breakpoint
CREATE TRIGGER contract_terms_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contract_terms
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER signature_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON signature
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER milestone_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON milestone_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- queue: the worker's tables have row-level security, so the application enters through this door
CREATE FUNCTION enqueue(task text, payload json, job_key text, run_at timestamptz, max_attempts int)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT graphile_worker.add_job(task, payload, NULL::text, run_at, max_attempts, job_key, NULL::int, NULL::text[], 'replace');
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION enqueue(text, json, text, timestamptz, int) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION enqueue(text, json, text, timestamptz, int) TO samar_app;
--> statement-breakpoint

-- outcomes: what was measured and signed stays as it was
REVOKE UPDATE, DELETE, TRUNCATE ON verdict, evidence_entry FROM samar_app;
--> statement-breakpoint
CREATE TRIGGER verdict_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON verdict
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER evidence_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Rows go in while the file is read; the dataset's own row follows, when its facts are known.
ALTER TABLE sealed_row ALTER CONSTRAINT sealed_row_dataset_id_sealed_dataset_id_fk
  DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
-- A sealed row changes only to be marked as spent, or to be emptied when its dataset is deleted.
REVOKE UPDATE, DELETE, TRUNCATE ON sealed_row, signing_key FROM samar_app;
--> statement-breakpoint
GRANT UPDATE (spent_in, sealed) ON sealed_row TO samar_app;
--> statement-breakpoint
CREATE FUNCTION check_sealed_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sealed IS DISTINCT FROM OLD.sealed AND length(NEW.sealed) > 0 THEN
    RAISE EXCEPTION 'a sealed row cannot be replaced' USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER sealed_row_kept BEFORE UPDATE OF sealed ON sealed_row
  FOR EACH ROW EXECUTE FUNCTION check_sealed_row();
--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON sealed_dataset, endpoint, endpoint_trial FROM samar_app;
--> statement-breakpoint
GRANT UPDATE (wrapped_key, deleted_at) ON sealed_dataset TO samar_app;
--> statement-breakpoint
CREATE FUNCTION check_evidence_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last evidence_entry;
BEGIN
  SELECT * INTO last FROM evidence_entry
    WHERE contract_reference = NEW.contract_reference ORDER BY sequence DESC LIMIT 1;
  IF NEW.sequence <> coalesce(last.sequence, 0) + 1
    OR NEW.previous_hash <> coalesce(last.hash, repeat('0', 64)) THEN
    RAISE EXCEPTION 'evidence of % does not follow its last entry', NEW.contract_reference
      USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER evidence_entry_linked BEFORE INSERT ON evidence_entry
  FOR EACH ROW EXECUTE FUNCTION check_evidence_link();
--> statement-breakpoint

-- ledger: the application's role reads, and posts through one function; the rest is refused to all
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ledger_account, ledger_transaction, ledger_entry FROM samar_app;
--> statement-breakpoint
REVOKE USAGE ON SEQUENCE ledger_entry_id_seq FROM samar_app;
--> statement-breakpoint
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_transaction_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- An account's balance and version move; what it is does not, and it is never removed.
CREATE TRIGGER ledger_account_kept BEFORE DELETE OR TRUNCATE ON ledger_account
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_account_identity_kept BEFORE UPDATE OF id, kind, reference, owner, currency ON ledger_account
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- An account's id follows from what it is, so that accounts can be locked in id order before they are read.
CREATE FUNCTION ledger_account_id(kind text, reference text, owner text, currency text)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT 'acc_' || left(encode(sha256(convert_to(
    kind || '|' || length(reference) || '|' || reference || '|' || owner || '|' || currency, 'UTF8')), 'hex'), 26)
$$;
--> statement-breakpoint
-- The entries of a transaction are born together in the database transaction that made it. Their
-- places are 1 to n and each place exists once, so nothing can join them later, not even a pair that
-- sums to zero. Accounts are read by subselect, one index look-up each: a join would read them all.
CREATE FUNCTION ledger_check_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM born GROUP BY transaction_id
    HAVING min(position) <> 1 OR max(position) <> count(*)
      OR bool_or(database_transaction <> pg_current_xact_id())
      OR bool_or(currency IS DISTINCT FROM (SELECT a.currency FROM ledger_account a WHERE a.id = account_id))
  ) THEN
    RAISE EXCEPTION 'the entries of a transaction are born together with it, each in its account''s currency'
      USING ERRCODE = 'SM003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_entry_whole AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS born
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_entries();
--> statement-breakpoint
CREATE FUNCTION ledger_check_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.database_transaction <> pg_current_xact_id() THEN
    RAISE EXCEPTION 'a ledger transaction belongs to the database transaction that makes it' USING ERRCODE = 'SM003';
  END IF;
  IF (
    SELECT coalesce(sum(entries), 0) < 2 OR bool_or(total <> 0)
    FROM (SELECT count(*) AS entries, sum(amount_minor) AS total
          FROM ledger_entry WHERE transaction_id = NEW.id GROUP BY currency) each_currency
  ) THEN
    RAISE EXCEPTION 'a ledger transaction has two entries or more and sums to zero' USING ERRCODE = 'SM004';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ledger_transaction_balanced AFTER INSERT ON ledger_transaction
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_check_transaction();
--> statement-breakpoint
-- Posts one transaction: {id, kind, reference, idempotencyKey, occurredAt, reversesId?,
-- entries: [{kind, reference, owner, currency, amountMinor}]}, amounts as text, debits positive.
-- Answers {transactionId, replayed}. SM001 the key was used for something else, SM002 an account
-- would owe less than nothing, SM004 not a balanced transaction.
CREATE FUNCTION ledger_post(posting jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  made_id constant text := posting->>'id';
  key constant text := posting->>'idempotencyKey';
  parameters constant text := encode(sha256(convert_to(
    (posting - 'id' - 'idempotencyKey' - 'occurredAt')::text, 'UTF8')), 'hex');
  floors constant text[] := '{escrow,escrow_frozen,holdback,payable,refund_payable}';
  derived constant text[] := '{psp_cash,transfer_clearing,fee_revenue,psp_fee}';
  others constant text[] := '{clawback,dispute_receivable,chargeback_loss,fx_position}';
  leg record;
  moved record;
  earlier ledger_transaction;
  positions int[]; ids text[]; currencies text[]; amounts bigint[]; balances bigint[]; versions bigint[];
BEGIN
  SET CONSTRAINTS ledger_transaction_balanced DEFERRED;
  INSERT INTO ledger_transaction
    (id, kind, reference, idempotency_key, parameters_hash, reverses_id, occurred_at, database_transaction)
  VALUES (made_id, posting->>'kind', posting->>'reference', key, parameters,
    posting->>'reversesId', (posting->>'occurredAt')::timestamptz, pg_current_xact_id())
  ON CONFLICT (idempotency_key) DO NOTHING;
  IF NOT FOUND THEN
    SELECT * INTO STRICT earlier FROM ledger_transaction WHERE idempotency_key = key;
    IF earlier.parameters_hash <> parameters THEN
      RAISE EXCEPTION 'idempotency key % was used with other parameters', key USING ERRCODE = 'SM001';
    END IF;
    RETURN jsonb_build_object('transactionId', earlier.id, 'replayed', true);
  END IF;

  -- In the order of the accounts' ids: two postings never wait for each other.
  FOR leg IN
    SELECT ledger_account_id(e.kind, coalesce(e.reference, ''), coalesce(e.owner, ''), e.currency) AS id, e.*
    FROM ROWS FROM (jsonb_to_recordset(posting->'entries')
      AS (kind text, reference text, owner text, currency text, "amountMinor" bigint))
      WITH ORDINALITY AS e(kind, reference, owner, currency, amount, position)
    ORDER BY 1, e.position
  LOOP
    IF leg.id IS NULL OR coalesce(leg.amount, 0) = 0 OR leg.kind <> ALL(floors || derived || others) THEN
      RAISE EXCEPTION 'an entry names a known account and an amount' USING ERRCODE = 'SM004';
    END IF;
    FOR try IN 1..2 LOOP
      IF leg.kind = ANY(derived) THEN
        SELECT NULL::bigint AS balance_minor, NULL::bigint AS version INTO moved FROM ledger_account WHERE id = leg.id;
      ELSE
        UPDATE ledger_account SET balance_minor = balance_minor + leg.amount, version = version + 1
        WHERE id = leg.id AND (leg.kind <> ALL(floors) OR balance_minor + leg.amount <= 0)
        RETURNING balance_minor, version INTO moved;
      END IF;
      EXIT WHEN FOUND;
      IF try = 2 THEN
        RAISE EXCEPTION 'an account would owe less than nothing' USING ERRCODE = 'SM002';
      END IF;
      INSERT INTO ledger_account (id, kind, reference, owner, currency)
      VALUES (leg.id, leg.kind, coalesce(leg.reference, ''), coalesce(leg.owner, ''), leg.currency)
      ON CONFLICT DO NOTHING;
    END LOOP;
    positions := positions || leg.position::int; ids := ids || leg.id; currencies := currencies || leg.currency;
    amounts := amounts || leg.amount; balances := balances || moved.balance_minor; versions := versions || moved.version;
  END LOOP;

  IF posting ? 'reversesId' AND EXISTS (
    SELECT FROM (
      SELECT account_id, amount_minor FROM ledger_entry WHERE transaction_id = posting->>'reversesId'
      UNION ALL SELECT * FROM unnest(ids, amounts)
    ) AS both_ways(account_id, amount) GROUP BY account_id HAVING sum(amount) <> 0
  ) THEN
    RAISE EXCEPTION 'a reversal undoes exactly what it reverses' USING ERRCODE = 'SM004';
  END IF;

  INSERT INTO ledger_entry (transaction_id, database_transaction, position, account_id, currency,
    amount_minor, balance_after_minor, account_version)
  SELECT made_id, pg_current_xact_id(), l.* FROM unnest(positions, ids, currencies, amounts, balances, versions) l;

  SET CONSTRAINTS ledger_transaction_balanced IMMEDIATE;
  RETURN jsonb_build_object('transactionId', made_id, 'replayed', false);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION ledger_post(jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION ledger_post(jsonb) TO samar_app;
--> statement-breakpoint

-- desk: the operator sees the worker's tables through these doors, and may give a failed job another try
CREATE FUNCTION queue_state() RETURNS TABLE (
  task text, waiting bigint, running bigint, failed bigint, oldest_run_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT task_identifier,
    count(*) FILTER (WHERE attempts < max_attempts AND locked_at IS NULL),
    count(*) FILTER (WHERE locked_at IS NOT NULL),
    count(*) FILTER (WHERE attempts >= max_attempts AND locked_at IS NULL),
    min(run_at) FILTER (WHERE attempts < max_attempts AND locked_at IS NULL)
  FROM graphile_worker.jobs GROUP BY task_identifier ORDER BY task_identifier;
$$;
--> statement-breakpoint
CREATE FUNCTION queue_troubles() RETURNS TABLE (
  id bigint, task text, attempts int, max_attempts int, run_at timestamptz, last_error text, given_up boolean
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT id, task_identifier, attempts::int, max_attempts::int, run_at, left(last_error, 300),
    attempts >= max_attempts AND locked_at IS NULL
  FROM graphile_worker.jobs WHERE last_error IS NOT NULL ORDER BY updated_at DESC LIMIT 100;
$$;
--> statement-breakpoint
CREATE FUNCTION queue_retry(job_id bigint) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT count(*) > 0 FROM graphile_worker.reschedule_jobs(ARRAY[job_id], run_at => now(), attempts => 0);
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION queue_state(), queue_troubles(), queue_retry(bigint) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION queue_state(), queue_troubles(), queue_retry(bigint) TO samar_app;
