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
REVOKE UPDATE, DELETE, TRUNCATE ON sealed_dataset, endpoint FROM samar_app;
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
RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT 'acc_' || left(encode(sha256(convert_to(
    kind || '|' || length(reference) || '|' || reference || '|' || owner || '|' || currency, 'UTF8')), 'hex'), 26)
$$;
--> statement-breakpoint
-- The entries of a transaction are born together, whole and balanced, in the database transaction
-- that made it; nothing can join them later, not even a pair that sums to zero.
CREATE FUNCTION ledger_check_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM born LEFT JOIN ledger_account account ON account.id = born.account_id
    WHERE born.database_transaction <> pg_current_xact_id()
      OR account.currency IS DISTINCT FROM born.currency
  ) THEN
    RAISE EXCEPTION 'an entry is born with its transaction, in its account''s currency' USING ERRCODE = 'SM003';
  END IF;
  IF EXISTS (SELECT FROM born GROUP BY transaction_id, currency HAVING sum(amount_minor) <> 0) THEN
    RAISE EXCEPTION 'the entries of a transaction sum to zero in each currency' USING ERRCODE = 'SM004';
  END IF;
  IF EXISTS (
    SELECT FROM born GROUP BY transaction_id
    HAVING count(*) <> (SELECT count(*) FROM ledger_entry entry WHERE entry.transaction_id = born.transaction_id)
  ) THEN
    RAISE EXCEPTION 'the entries of a transaction are inserted together' USING ERRCODE = 'SM003';
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
  IF (SELECT count(*) FROM ledger_entry WHERE transaction_id = NEW.id) < 2 OR EXISTS (
    SELECT FROM ledger_entry WHERE transaction_id = NEW.id GROUP BY currency HAVING sum(amount_minor) <> 0
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
  parameters constant text := encode(sha256(convert_to(
    (posting - 'id' - 'idempotencyKey' - 'occurredAt')::text, 'UTF8')), 'hex');
  floors constant text[] := '{escrow,escrow_frozen,holdback,payable,refund_payable}';
  derived constant text[] := '{psp_cash,transfer_clearing,fee_revenue,psp_fee}';
  others constant text[] := '{clawback,dispute_receivable,chargeback_loss,fx_position}';
  ids text[]; kinds text[]; refs text[]; owners text[]; currencies text[]; amounts bigint[];
  locked text[];
  moved int;
  earlier ledger_transaction;
BEGIN
  SELECT array_agg(ledger_account_id(e.kind, e.reference, e.owner, e.currency) ORDER BY e.position),
    array_agg(e.kind ORDER BY e.position), array_agg(e.reference ORDER BY e.position),
    array_agg(e.owner ORDER BY e.position), array_agg(e.currency ORDER BY e.position),
    array_agg(e.amount ORDER BY e.position)
  INTO ids, kinds, refs, owners, currencies, amounts
  FROM (
    SELECT value->>'kind' AS kind, coalesce(value->>'reference', '') AS reference,
      coalesce(value->>'owner', '') AS owner, value->>'currency' AS currency,
      (value->>'amountMinor')::bigint AS amount, position
    FROM jsonb_array_elements(posting->'entries') WITH ORDINALITY AS listed(value, position)
  ) e;

  IF coalesce(cardinality(ids), 0) < 2 OR array_position(ids, NULL) IS NOT NULL
    OR array_position(amounts, NULL) IS NOT NULL OR 0 = ANY(amounts)
    OR NOT kinds <@ (floors || derived || others)
    OR EXISTS (SELECT FROM unnest(currencies, amounts) AS l(currency, amount)
               GROUP BY currency HAVING sum(amount) <> 0)
  THEN
    RAISE EXCEPTION 'a posting has two entries or more, of known accounts, and sums to zero' USING ERRCODE = 'SM004';
  END IF;

  SET CONSTRAINTS ledger_transaction_balanced DEFERRED;
  INSERT INTO ledger_transaction
    (id, kind, reference, idempotency_key, parameters_hash, reverses_id, occurred_at, database_transaction)
  VALUES (made_id, posting->>'kind', posting->>'reference', posting->>'idempotencyKey', parameters,
    posting->>'reversesId', (posting->>'occurredAt')::timestamptz, pg_current_xact_id())
  ON CONFLICT (idempotency_key) DO NOTHING;
  IF NOT FOUND THEN
    SELECT * INTO STRICT earlier FROM ledger_transaction WHERE idempotency_key = posting->>'idempotencyKey';
    IF earlier.parameters_hash <> parameters THEN
      RAISE EXCEPTION 'idempotency key % was used with other parameters', earlier.idempotency_key USING ERRCODE = 'SM001';
    END IF;
    RETURN jsonb_build_object('transactionId', earlier.id, 'replayed', true);
  END IF;

  IF posting ? 'reversesId' AND EXISTS (
    SELECT FROM (
      SELECT account_id, amount_minor FROM ledger_entry WHERE transaction_id = posting->>'reversesId'
      UNION ALL SELECT * FROM unnest(ids, amounts)
    ) AS pair(account_id, amount) GROUP BY account_id HAVING sum(amount) <> 0
  ) THEN
    RAISE EXCEPTION 'a reversal undoes exactly what it reverses' USING ERRCODE = 'SM004';
  END IF;

  INSERT INTO ledger_account (id, kind, reference, owner, currency)
  SELECT DISTINCT ON (l.id) l.* FROM unnest(ids, kinds, refs, owners, currencies) AS l(id, kind, reference, owner, currency)
  WHERE NOT EXISTS (SELECT FROM ledger_account known WHERE known.id = l.id)
  ORDER BY l.id
  ON CONFLICT DO NOTHING;

  SELECT array_agg(DISTINCT l.id) INTO locked
  FROM unnest(ids, kinds) AS l(id, kind) WHERE l.kind <> ALL(derived);
  PERFORM FROM ledger_account WHERE id = ANY(locked) ORDER BY id FOR NO KEY UPDATE;
  UPDATE ledger_account account
  SET balance_minor = account.balance_minor + l.total, version = account.version + l.entries
  FROM (SELECT id, sum(amount)::bigint AS total, count(*) AS entries
        FROM unnest(ids, amounts) AS u(id, amount) WHERE id = ANY(locked) GROUP BY id) l
  WHERE account.id = l.id AND (account.kind <> ALL(floors) OR account.balance_minor + l.total <= 0);
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved < coalesce(cardinality(locked), 0) THEN
    RAISE EXCEPTION 'an account would owe less than nothing' USING ERRCODE = 'SM002';
  END IF;

  INSERT INTO ledger_entry (transaction_id, database_transaction, position, account_id, currency,
    amount_minor, balance_after_minor, account_version)
  SELECT made_id, pg_current_xact_id(), l.position, l.id, l.currency, l.amount,
    account.balance_minor - sum(l.amount) OVER (PARTITION BY l.id)
      + sum(l.amount) OVER (PARTITION BY l.id ORDER BY l.position),
    account.version - count(*) OVER (PARTITION BY l.id) + row_number() OVER (PARTITION BY l.id ORDER BY l.position)
  FROM unnest(ids, currencies, amounts) WITH ORDINALITY AS l(id, currency, amount, position)
  LEFT JOIN ledger_account account ON account.id = l.id AND account.id = ANY(locked)
  ORDER BY l.position;
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
