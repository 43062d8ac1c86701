CREATE TABLE "change_request" (
	"id" text PRIMARY KEY NOT NULL,
	"milestone_id" text NOT NULL,
	"criterion_id" text NOT NULL,
	"wanted" text NOT NULL,
	"round" integer NOT NULL,
	"person_id" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contract" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"brief_id" text NOT NULL,
	"proposal_id" text NOT NULL,
	"organisation_id" text NOT NULL,
	"team_id" text NOT NULL,
	"workload_class" text NOT NULL,
	"rules_version" integer NOT NULL,
	"dataset_id" text NOT NULL,
	"currency" text NOT NULL,
	"price_minor" bigint NOT NULL,
	"terms_version" integer NOT NULL,
	"endpoint_id" text,
	"status" text NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"signed_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"delete_data_at" timestamp with time zone,
	"data_deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "contract_member" (
	"contract_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"share_bps" integer NOT NULL,
	"lead" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "contract_member_contract_id_person_id_pk" PRIMARY KEY("contract_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "contract_terms" (
	"contract_id" text NOT NULL,
	"version" integer NOT NULL,
	"body" jsonb NOT NULL,
	"canonical" text NOT NULL,
	"sha256" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "contract_terms_contract_id_version_pk" PRIMARY KEY("contract_id","version")
);
--> statement-breakpoint
CREATE TABLE "deadline_notice" (
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"deadline_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deadline_notice_subject_kind_deadline_at_pk" PRIMARY KEY("subject","kind","deadline_at")
);
--> statement-breakpoint
CREATE TABLE "delivery_file" (
	"id" text PRIMARY KEY NOT NULL,
	"milestone_id" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"uploaded_by" text NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "milestone" (
	"id" text PRIMARY KEY NOT NULL,
	"contract_id" text NOT NULL,
	"position" integer NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"criterion_ids" text[] NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"weeks" integer NOT NULL,
	"status" text NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone,
	"attempts_used" integer DEFAULT 0 NOT NULL,
	"change_rounds" integer DEFAULT 0 NOT NULL,
	"payment_id" text,
	"evaluation_id" text,
	"verdict_id" text,
	"outcome" text,
	"delivery_note" text DEFAULT '' NOT NULL,
	"funded_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"accepted_how" text,
	"released_at" timestamp with time zone,
	"paid_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "milestone_event" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"milestone_id" text NOT NULL,
	"event" text NOT NULL,
	"from_status" text NOT NULL,
	"to_status" text NOT NULL,
	"actor" text NOT NULL,
	"person_id" text,
	"note" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signature" (
	"contract_id" text NOT NULL,
	"version" integer NOT NULL,
	"side" text NOT NULL,
	"person_id" text NOT NULL,
	"typed_name" text NOT NULL,
	"sha256" text NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "signature_contract_id_version_side_pk" PRIMARY KEY("contract_id","version","side")
);
--> statement-breakpoint
CREATE TABLE "funding" (
	"payment_id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"funder" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"charge_id" text NOT NULL,
	"rail" text NOT NULL,
	"charged_at" timestamp with time zone NOT NULL,
	"ledger_transaction_id" text NOT NULL,
	"used_for" text,
	"used_at" timestamp with time zone,
	"refusals" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holdback" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"shares" jsonb NOT NULL,
	"sources" jsonb NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"released_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "payable" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"person_id" text NOT NULL,
	"reason" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"share_bps" integer NOT NULL,
	"charge_id" text NOT NULL,
	"ledger_transaction_id" text NOT NULL,
	"released_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"status" text NOT NULL,
	"refusals" integer DEFAULT 0 NOT NULL,
	"asked_at" timestamp with time zone,
	"paid_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "one_time_code" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"purpose" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"country" text NOT NULL,
	"website" text DEFAULT '' NOT NULL,
	"about" text DEFAULT '' NOT NULL,
	"verified_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organisation_invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "organisation_member" (
	"organisation_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	CONSTRAINT "organisation_member_organisation_id_person_id_pk" PRIMARY KEY("organisation_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"email_confirmed_at" timestamp with time zone,
	"locale" text NOT NULL,
	"time_zone" text NOT NULL,
	"country" text NOT NULL,
	"headline" text DEFAULT '' NOT NULL,
	"about" text DEFAULT '' NOT NULL,
	"languages" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_agent" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_account" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"owner" text DEFAULT '' NOT NULL,
	"currency" text NOT NULL,
	"balance_minor" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "ledger_account_identity" UNIQUE("kind","reference","owner","currency"),
	CONSTRAINT "ledger_account_currency" CHECK ("ledger_account"."currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "ledger_account_floor" CHECK ("ledger_account"."kind" not in ('escrow', 'escrow_frozen', 'holdback', 'payable', 'refund_payable') or "ledger_account"."balance_minor" <= 0),
	CONSTRAINT "ledger_account_derived" CHECK ("ledger_account"."kind" not in ('psp_cash', 'transfer_clearing', 'fee_revenue', 'psp_fee') or ("ledger_account"."balance_minor" = 0 and "ledger_account"."version" = 0))
);
--> statement-breakpoint
CREATE TABLE "ledger_entry" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_entry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"transaction_id" text NOT NULL,
	"database_transaction" "xid8" NOT NULL,
	"position" integer NOT NULL,
	"account_id" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"balance_after_minor" bigint,
	"account_version" bigint,
	CONSTRAINT "ledger_entry_account_version" UNIQUE("account_id","account_version"),
	CONSTRAINT "ledger_entry_position" UNIQUE("transaction_id","position"),
	CONSTRAINT "ledger_entry_amount" CHECK ("ledger_entry"."amount_minor" <> 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_transaction" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"parameters_hash" text NOT NULL,
	"reverses_id" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"posted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"database_transaction" "xid8" NOT NULL,
	CONSTRAINT "ledger_transaction_birth" UNIQUE("id","database_transaction")
);
--> statement-breakpoint
CREATE TABLE "brief" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"created_by" text NOT NULL,
	"title" text NOT NULL,
	"statement" text NOT NULL,
	"sector" text NOT NULL,
	"country" text NOT NULL,
	"currency" text NOT NULL,
	"budget_minor" bigint NOT NULL,
	"weeks" integer NOT NULL,
	"workload_class" text NOT NULL,
	"criteria" jsonb NOT NULL,
	"data" jsonb NOT NULL,
	"dataset_id" text,
	"status" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone,
	"deadline_at" timestamp with time zone,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "proposal" (
	"id" text PRIMARY KEY NOT NULL,
	"brief_id" text NOT NULL,
	"team_id" text NOT NULL,
	"created_by" text NOT NULL,
	"approach" text NOT NULL,
	"currency" text NOT NULL,
	"price_minor" bigint NOT NULL,
	"weeks" integer NOT NULL,
	"milestones" jsonb NOT NULL,
	"manifest" jsonb NOT NULL,
	"holdback_bps" integer DEFAULT 0 NOT NULL,
	"review_days" integer DEFAULT 14 NOT NULL,
	"status" text NOT NULL,
	"decline_reason" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"submitted_at" timestamp with time zone,
	"deadline_at" timestamp with time zone,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "proposal_seat" (
	"proposal_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"share_bps" integer NOT NULL,
	"agreed_at" timestamp with time zone,
	CONSTRAINT "proposal_seat_proposal_id_person_id_pk" PRIMARY KEY("proposal_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "notification" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"facts" jsonb NOT NULL,
	"url" text NOT NULL,
	"your_turn" boolean NOT NULL,
	"dedupe_key" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "endpoint" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"url" text NOT NULL,
	"header_names" jsonb NOT NULL,
	"headers_sealed" "bytea" NOT NULL,
	"request_template" text NOT NULL,
	"answer_pointer" text NOT NULL,
	"commitment" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "endpoint_trial" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"endpoint_id" text NOT NULL,
	"rows" integer NOT NULL,
	"answered" integer NOT NULL,
	"tried_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evaluation" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"contract_reference" text NOT NULL,
	"dataset_id" text NOT NULL,
	"endpoint_id" text NOT NULL,
	"criteria" jsonb NOT NULL,
	"plan" jsonb NOT NULL,
	"draw" jsonb NOT NULL,
	"draw_hash" text NOT NULL,
	"more_rows" boolean NOT NULL,
	"attempt" integer NOT NULL,
	"attempts_allowed" integer NOT NULL,
	"state" text NOT NULL,
	"failure" text,
	"counted" boolean DEFAULT false NOT NULL,
	"overall" text,
	"rows_total" integer NOT NULL,
	"rows_done" integer DEFAULT 0 NOT NULL,
	"rows_failed" integer DEFAULT 0 NOT NULL,
	"latency_p50_us" integer DEFAULT 0 NOT NULL,
	"latency_p95_us" integer DEFAULT 0 NOT NULL,
	"active_ms" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"lease_token" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "evaluation_row" (
	"evaluation_id" text NOT NULL,
	"position" integer NOT NULL,
	"opaque_id" text NOT NULL,
	"kind" text NOT NULL,
	"draw_order" integer NOT NULL,
	"row_number" integer NOT NULL,
	"salt" text NOT NULL,
	"sends" integer DEFAULT 0 NOT NULL,
	"done" boolean DEFAULT false NOT NULL,
	"output" text,
	"problem" text,
	"latency_us" integer,
	CONSTRAINT "evaluation_row_evaluation_id_position_pk" PRIMARY KEY("evaluation_id","position"),
	CONSTRAINT "evaluation_row_opaque" UNIQUE("opaque_id")
);
--> statement-breakpoint
CREATE TABLE "evidence_entry" (
	"contract_reference" text NOT NULL,
	"sequence" integer NOT NULL,
	"kind" text NOT NULL,
	"at" text NOT NULL,
	"body" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "evidence_entry_contract_reference_sequence_pk" PRIMARY KEY("contract_reference","sequence")
);
--> statement-breakpoint
CREATE TABLE "sealed_dataset" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"organisation_id" text NOT NULL,
	"workload_class" text NOT NULL,
	"label_column" text NOT NULL,
	"columns" jsonb NOT NULL,
	"labels" jsonb NOT NULL,
	"row_count" integer NOT NULL,
	"sample_rows" integer NOT NULL,
	"canary_rows" integer NOT NULL,
	"duplicates" integer NOT NULL,
	"merkle_root" text NOT NULL,
	"wrapped_key" "bytea",
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sealed_row" (
	"dataset_id" text NOT NULL,
	"row_number" integer NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"canary" boolean NOT NULL,
	"spent_in" text,
	CONSTRAINT "sealed_row_dataset_id_row_number_pk" PRIMARY KEY("dataset_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "signing_key" (
	"id" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"private_sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "verdict" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"reference" text NOT NULL,
	"contract_reference" text NOT NULL,
	"overall" text NOT NULL,
	"body" text NOT NULL,
	"jws" text NOT NULL,
	"key_id" text NOT NULL,
	"measured_at" timestamp with time zone NOT NULL,
	"signed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "verdict_evaluation_id_unique" UNIQUE("evaluation_id")
);
--> statement-breakpoint
CREATE TABLE "operation" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"party" text NOT NULL,
	"ledger_transaction_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"request" jsonb NOT NULL,
	"status" text NOT NULL,
	"provider_id" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone NOT NULL,
	"first_sent_at" timestamp with time zone,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "payment" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"funder" text NOT NULL,
	"started_by" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"status" text NOT NULL,
	"rail" text,
	"checkout_request" jsonb,
	"session_id" text,
	"checkout_url" text,
	"charge_id" text,
	"fee_minor" bigint,
	"charged_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payout_account" (
	"person_id" text PRIMARY KEY NOT NULL,
	"provider_account_id" text,
	"status" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_event" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"object_id" text NOT NULL,
	"payload" jsonb NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"processed_at" timestamp with time zone,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" text,
	"act" text NOT NULL,
	"subject" text NOT NULL,
	"facts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "business_clock" (
	"id" smallint PRIMARY KEY NOT NULL,
	"offset_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" text PRIMARY KEY NOT NULL,
	"to_address" text NOT NULL,
	"locale" text NOT NULL,
	"template" text NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"effective_at" timestamp with time zone NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "setting_key_effective_at_set_at_pk" PRIMARY KEY("key","effective_at","set_at")
);
--> statement-breakpoint
CREATE TABLE "worker_process" (
	"id" text PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"beat_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "portfolio_entry" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"milestone_id" text NOT NULL,
	"contract_id" text NOT NULL,
	"team_id" text NOT NULL,
	"title" text NOT NULL,
	"role" text NOT NULL,
	"verdict_id" text,
	"verified" integer NOT NULL,
	"delivered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review" (
	"id" text PRIMARY KEY NOT NULL,
	"contract_id" text NOT NULL,
	"side" text NOT NULL,
	"person_id" text NOT NULL,
	"clarity" integer NOT NULL,
	"reliability" integer NOT NULL,
	"communication" integer NOT NULL,
	"words" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"revealed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "skill_claim" (
	"person_id" text NOT NULL,
	"skill_id" text NOT NULL,
	"level" integer NOT NULL,
	"evidence_kind" text NOT NULL,
	"evidence" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "skill_claim_person_id_skill_id_pk" PRIMARY KEY("person_id","skill_id")
);
--> statement-breakpoint
CREATE TABLE "team" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"headline" text DEFAULT '' NOT NULL,
	"about" text DEFAULT '' NOT NULL,
	"country" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "team_invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"invited_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"declined_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "team_member" (
	"team_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"lead" integer DEFAULT 0 NOT NULL,
	"share_bps" integer NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	CONSTRAINT "team_member_team_id_person_id_pk" PRIMARY KEY("team_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_milestone_id_milestone_id_fk" FOREIGN KEY ("milestone_id") REFERENCES "public"."milestone"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_brief_id_brief_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."brief"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_proposal_id_proposal_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_member" ADD CONSTRAINT "contract_member_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_member" ADD CONSTRAINT "contract_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_terms" ADD CONSTRAINT "contract_terms_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_file" ADD CONSTRAINT "delivery_file_milestone_id_milestone_id_fk" FOREIGN KEY ("milestone_id") REFERENCES "public"."milestone"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestone_event" ADD CONSTRAINT "milestone_event_milestone_id_milestone_id_fk" FOREIGN KEY ("milestone_id") REFERENCES "public"."milestone"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature" ADD CONSTRAINT "signature_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature" ADD CONSTRAINT "signature_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_code" ADD CONSTRAINT "one_time_code_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_invitation" ADD CONSTRAINT "organisation_invitation_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_invitation" ADD CONSTRAINT "organisation_invitation_invited_by_person_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_member" ADD CONSTRAINT "organisation_member_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_member" ADD CONSTRAINT "organisation_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_birth" FOREIGN KEY ("transaction_id","database_transaction") REFERENCES "public"."ledger_transaction"("id","database_transaction") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brief" ADD CONSTRAINT "brief_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brief" ADD CONSTRAINT "brief_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_brief_id_brief_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."brief"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_seat" ADD CONSTRAINT "proposal_seat_proposal_id_proposal_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_seat" ADD CONSTRAINT "proposal_seat_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoint_trial" ADD CONSTRAINT "endpoint_trial_endpoint_id_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_dataset_id_sealed_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."sealed_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_endpoint_id_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluation_row" ADD CONSTRAINT "evaluation_row_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealed_row" ADD CONSTRAINT "sealed_row_dataset_id_sealed_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."sealed_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolio_entry" ADD CONSTRAINT "portfolio_entry_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolio_entry" ADD CONSTRAINT "portfolio_entry_milestone_id_milestone_id_fk" FOREIGN KEY ("milestone_id") REFERENCES "public"."milestone"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolio_entry" ADD CONSTRAINT "portfolio_entry_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_claim" ADD CONSTRAINT "skill_claim_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team" ADD CONSTRAINT "team_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_invitation" ADD CONSTRAINT "team_invitation_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_invitation" ADD CONSTRAINT "team_invitation_invited_by_person_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_request_milestone" ON "change_request" USING btree ("milestone_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contract_proposal" ON "contract" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "contract_organisation" ON "contract" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "contract_team" ON "contract" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "contract_deadline" ON "contract" USING btree ("deadline_at");--> statement-breakpoint
CREATE INDEX "contract_member_person" ON "contract_member" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "delivery_file_milestone" ON "delivery_file" USING btree ("milestone_id");--> statement-breakpoint
CREATE UNIQUE INDEX "milestone_position" ON "milestone" USING btree ("contract_id","position");--> statement-breakpoint
CREATE INDEX "milestone_deadline" ON "milestone" USING btree ("deadline_at");--> statement-breakpoint
CREATE INDEX "milestone_status" ON "milestone" USING btree ("status");--> statement-breakpoint
CREATE INDEX "milestone_event_milestone" ON "milestone_event" USING btree ("milestone_id");--> statement-breakpoint
CREATE INDEX "funding_reference" ON "funding" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "holdback_reference" ON "holdback" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "holdback_due" ON "holdback" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "payable_reference" ON "payable" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "payable_person" ON "payable" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "payable_due" ON "payable" USING btree ("status","due_at");--> statement-breakpoint
CREATE INDEX "one_time_code_person" ON "one_time_code" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "organisation_slug" ON "organisation" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "organisation_invitation_token" ON "organisation_invitation" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "organisation_invitation_organisation" ON "organisation_invitation" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "organisation_member_person" ON "organisation_member" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_email_key" ON "person" USING btree ("email_key");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_transaction_idempotency" ON "ledger_transaction" USING btree ("idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_transaction_reverses" ON "ledger_transaction" USING btree ("reverses_id") WHERE reverses_id is not null;--> statement-breakpoint
CREATE INDEX "ledger_transaction_reference" ON "ledger_transaction" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "brief_status" ON "brief" USING btree ("status","published_at");--> statement-breakpoint
CREATE INDEX "brief_organisation" ON "brief" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "brief_deadline" ON "brief" USING btree ("deadline_at");--> statement-breakpoint
CREATE INDEX "proposal_brief" ON "proposal" USING btree ("brief_id","submitted_at");--> statement-breakpoint
CREATE INDEX "proposal_team" ON "proposal" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "proposal_deadline" ON "proposal" USING btree ("deadline_at");--> statement-breakpoint
CREATE INDEX "proposal_seat_person" ON "proposal_seat" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "notification_person" ON "notification" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notification_dedupe" ON "notification" USING btree ("person_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "endpoint_reference" ON "endpoint" USING btree ("reference","created_at");--> statement-breakpoint
CREATE INDEX "endpoint_trial_endpoint" ON "endpoint_trial" USING btree ("endpoint_id");--> statement-breakpoint
CREATE INDEX "evaluation_reference" ON "evaluation" USING btree ("reference","started_at");--> statement-breakpoint
CREATE INDEX "evaluation_contract" ON "evaluation" USING btree ("contract_reference");--> statement-breakpoint
CREATE INDEX "evaluation_open" ON "evaluation" USING btree ("state","lease_until");--> statement-breakpoint
CREATE INDEX "sealed_dataset_reference" ON "sealed_dataset" USING btree ("reference","created_at");--> statement-breakpoint
CREATE INDEX "sealed_row_spent" ON "sealed_row" USING btree ("spent_in");--> statement-breakpoint
CREATE INDEX "verdict_reference" ON "verdict" USING btree ("reference","measured_at");--> statement-breakpoint
CREATE UNIQUE INDEX "operation_idempotency" ON "operation" USING btree ("idempotency_key");--> statement-breakpoint
CREATE INDEX "operation_reference" ON "operation" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "operation_provider" ON "operation" USING btree ("provider_id");--> statement-breakpoint
CREATE INDEX "operation_status" ON "operation" USING btree ("status");--> statement-breakpoint
CREATE INDEX "payment_reference" ON "payment" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_open" ON "payment" USING btree ("reference") WHERE status in ('started', 'processing');--> statement-breakpoint
CREATE UNIQUE INDEX "payment_session" ON "payment" USING btree ("session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_charge" ON "payment" USING btree ("charge_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_account_provider" ON "payout_account" USING btree ("provider_account_id");--> statement-breakpoint
CREATE INDEX "webhook_event_received" ON "webhook_event" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "audit_entry_subject" ON "audit_entry" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "mail_created" ON "mail" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "portfolio_entry_part" ON "portfolio_entry" USING btree ("person_id","milestone_id");--> statement-breakpoint
CREATE INDEX "portfolio_entry_team" ON "portfolio_entry" USING btree ("team_id");--> statement-breakpoint
CREATE UNIQUE INDEX "review_side" ON "review" USING btree ("contract_id","side");--> statement-breakpoint
CREATE INDEX "skill_claim_skill" ON "skill_claim" USING btree ("skill_id");--> statement-breakpoint
CREATE UNIQUE INDEX "team_slug" ON "team" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "team_invitation_token" ON "team_invitation" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "team_invitation_team" ON "team_invitation" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "team_invitation_email" ON "team_invitation" USING btree ("email_key");--> statement-breakpoint
CREATE INDEX "team_member_person" ON "team_member" USING btree ("person_id");