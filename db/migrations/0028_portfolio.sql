CREATE TABLE "contract_naming" (
	"contract_id" text PRIMARY KEY NOT NULL,
	"naming" text NOT NULL,
	"person_id" text NOT NULL,
	"allowed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "portfolio" (
	"person_id" text PRIMARY KEY NOT NULL,
	"visibility" text NOT NULL,
	"link_code" text,
	"headline" text DEFAULT '' NOT NULL,
	"about" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "portfolio_artefact" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"entry_id" text,
	"title" text NOT NULL,
	"part" text NOT NULL,
	"url" text,
	"file_name" text,
	"media_type" text,
	"size_bytes" integer,
	"sha256" text,
	"storage_key" text,
	"repository" jsonb,
	"repository_origin" text,
	"read_at" timestamp with time zone,
	"position" integer,
	"added_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repository_list" (
	"person_id" text PRIMARY KEY NOT NULL,
	"origin" text NOT NULL,
	"repositories" jsonb NOT NULL,
	"read_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "portfolio_entry" ADD COLUMN "words" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "portfolio_entry" ADD COLUMN "hidden" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "portfolio_entry" ADD COLUMN "position" integer;--> statement-breakpoint
ALTER TABLE "contract_naming" ADD CONSTRAINT "contract_naming_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_naming" ADD CONSTRAINT "contract_naming_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolio" ADD CONSTRAINT "portfolio_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolio_artefact" ADD CONSTRAINT "portfolio_artefact_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolio_artefact" ADD CONSTRAINT "portfolio_artefact_entry_id_portfolio_entry_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."portfolio_entry"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repository_list" ADD CONSTRAINT "repository_list_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "portfolio_link_code" ON "portfolio" USING btree ("link_code");--> statement-breakpoint
CREATE INDEX "portfolio_artefact_person" ON "portfolio_artefact" USING btree ("person_id");