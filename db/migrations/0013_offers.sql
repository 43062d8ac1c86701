CREATE TABLE "contract_input" (
	"contract_id" text NOT NULL,
	"input_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"link" text DEFAULT '' NOT NULL,
	"handed_in_by" text,
	"handed_in_at" timestamp with time zone,
	"missing" text DEFAULT '' NOT NULL,
	"rounds" integer DEFAULT 0 NOT NULL,
	"deadline_at" timestamp with time zone,
	"confirmed_at" timestamp with time zone,
	"confirmed_how" text,
	CONSTRAINT "contract_input_contract_id_input_id_pk" PRIMARY KEY("contract_id","input_id")
);
--> statement-breakpoint
CREATE TABLE "contract_input_file" (
	"id" text PRIMARY KEY NOT NULL,
	"contract_id" text NOT NULL,
	"input_id" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"uploaded_by" text NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offer" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_by" text NOT NULL,
	"status" text NOT NULL,
	"current" integer,
	"created_at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "offer_seat" (
	"version_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"share_bps" integer NOT NULL,
	"agreed_at" timestamp with time zone,
	CONSTRAINT "offer_seat_version_id_person_id_pk" PRIMARY KEY("version_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "offer_version" (
	"id" text PRIMARY KEY NOT NULL,
	"offer_id" text NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"sectors" text[] NOT NULL,
	"classes" text[] NOT NULL,
	"currency" text NOT NULL,
	"least_minor" bigint NOT NULL,
	"content" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"asked_at" timestamp with time zone,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "milestone" ADD COLUMN "awaits_inputs" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "milestone" ADD COLUMN "inputs_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "brief" ADD COLUMN "offer_version_id" text;--> statement-breakpoint
ALTER TABLE "brief" ADD COLUMN "offer_tier" text;--> statement-breakpoint
ALTER TABLE "contract_input" ADD CONSTRAINT "contract_input_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_input_file" ADD CONSTRAINT "contract_input_file_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_seat" ADD CONSTRAINT "offer_seat_version_id_offer_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."offer_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_seat" ADD CONSTRAINT "offer_seat_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_version" ADD CONSTRAINT "offer_version_offer_id_offer_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_version" ADD CONSTRAINT "offer_version_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contract_input_deadline" ON "contract_input" USING btree ("state","deadline_at");--> statement-breakpoint
CREATE INDEX "contract_input_file_input" ON "contract_input_file" USING btree ("contract_id","input_id");--> statement-breakpoint
CREATE INDEX "offer_team" ON "offer" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "offer_status" ON "offer" USING btree ("status","published_at");--> statement-breakpoint
CREATE INDEX "offer_seat_person" ON "offer_seat" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "offer_version_number" ON "offer_version" USING btree ("offer_id","number");--> statement-breakpoint
CREATE INDEX "offer_version_price" ON "offer_version" USING btree ("currency","least_minor");--> statement-breakpoint
ALTER TABLE "brief" ADD CONSTRAINT "brief_offer_version_id_offer_version_id_fk" FOREIGN KEY ("offer_version_id") REFERENCES "public"."offer_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "brief_offer" ON "brief" USING btree ("offer_version_id");