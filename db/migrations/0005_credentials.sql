CREATE TABLE "achievement" (
	"id" text PRIMARY KEY NOT NULL,
	"issuer_id" text NOT NULL,
	"key" text NOT NULL,
	"digest" text NOT NULL,
	"level" integer NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"criteria" text NOT NULL,
	"language" text NOT NULL,
	"skills" text[] NOT NULL,
	"results" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credential" (
	"id" text PRIMARY KEY NOT NULL,
	"issuer_id" text NOT NULL,
	"achievement_id" text NOT NULL,
	"person_id" text NOT NULL,
	"reference" text NOT NULL,
	"level" integer NOT NULL,
	"skills" text[] NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"status" text NOT NULL,
	"visibility" text NOT NULL,
	"document" text NOT NULL,
	"jwt" text NOT NULL,
	"ed25519_key_id" text NOT NULL,
	"rsa_key_id" text NOT NULL,
	"list_number" integer NOT NULL,
	"list_index" integer NOT NULL,
	"renews_id" text,
	"issued_at" timestamp with time zone NOT NULL,
	"expiry_told_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "credential_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "credential_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"credential_id" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"person_id" text,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "issuer" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text,
	"slug" text NOT NULL,
	"did" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "issuer_key" (
	"id" text PRIMARY KEY NOT NULL,
	"issuer_id" text NOT NULL,
	"kind" text NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"private_sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	"compromised_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "status_list" (
	"id" text PRIMARY KEY NOT NULL,
	"issuer_id" text NOT NULL,
	"purpose" text NOT NULL,
	"number" integer NOT NULL,
	"length" integer NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"signed" text,
	"signed_version" integer,
	"signed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "achievement" ADD CONSTRAINT "achievement_issuer_id_issuer_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_issuer_id_issuer_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_achievement_id_achievement_id_fk" FOREIGN KEY ("achievement_id") REFERENCES "public"."achievement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_ed25519_key_id_issuer_key_id_fk" FOREIGN KEY ("ed25519_key_id") REFERENCES "public"."issuer_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_rsa_key_id_issuer_key_id_fk" FOREIGN KEY ("rsa_key_id") REFERENCES "public"."issuer_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_renews_id_credential_id_fk" FOREIGN KEY ("renews_id") REFERENCES "public"."credential"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_event" ADD CONSTRAINT "credential_event_credential_id_credential_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."credential"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_event" ADD CONSTRAINT "credential_event_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issuer" ADD CONSTRAINT "issuer_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issuer_key" ADD CONSTRAINT "issuer_key_issuer_id_issuer_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_list" ADD CONSTRAINT "status_list_issuer_id_issuer_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "achievement_content" ON "achievement" USING btree ("issuer_id","key","digest");--> statement-breakpoint
CREATE UNIQUE INDEX "credential_reference" ON "credential" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "credential_place" ON "credential" USING btree ("issuer_id","list_number","list_index");--> statement-breakpoint
CREATE UNIQUE INDEX "credential_renews" ON "credential" USING btree ("renews_id");--> statement-breakpoint
CREATE INDEX "credential_person" ON "credential" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "credential_ends" ON "credential" USING btree ("valid_until");--> statement-breakpoint
CREATE INDEX "credential_event_credential" ON "credential_event" USING btree ("credential_id");--> statement-breakpoint
CREATE UNIQUE INDEX "issuer_slug" ON "issuer" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "issuer_did" ON "issuer" USING btree ("did");--> statement-breakpoint
CREATE UNIQUE INDEX "issuer_organisation" ON "issuer" USING btree (coalesce("organisation_id", 'platform'));--> statement-breakpoint
CREATE UNIQUE INDEX "issuer_key_current" ON "issuer_key" USING btree ("issuer_id","kind") WHERE "issuer_key"."retired_at" is null;--> statement-breakpoint
CREATE INDEX "issuer_key_issuer" ON "issuer_key" USING btree ("issuer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "status_list_name" ON "status_list" USING btree ("issuer_id","purpose","number");