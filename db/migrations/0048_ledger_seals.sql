CREATE TABLE "ledger_horizon" (
	"id" integer PRIMARY KEY NOT NULL,
	"entry_id" bigint NOT NULL,
	"before_transaction" "xid8" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_seal" (
	"number" bigint PRIMARY KEY NOT NULL,
	"from_entry_id" bigint NOT NULL,
	"up_to_entry_id" bigint NOT NULL,
	"transactions" integer NOT NULL,
	"leaves" "bytea" NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_snapshot" (
	"account_id" text NOT NULL,
	"up_to_entry_id" bigint NOT NULL,
	"from_entry_id" bigint NOT NULL,
	"entries" bigint NOT NULL,
	"balance_minor" bigint NOT NULL,
	"account_version" bigint,
	"earliest_at" timestamp with time zone NOT NULL,
	"latest_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ledger_snapshot_account_id_up_to_entry_id_pk" PRIMARY KEY("account_id","up_to_entry_id")
);
--> statement-breakpoint
CREATE INDEX "ledger_entry_derived" ON "ledger_entry" USING btree ("account_id","id") WHERE account_version is null;--> statement-breakpoint
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_finite" CHECK (isfinite("ledger_transaction"."occurred_at"));