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
CREATE TABLE "appeal" (
	"attempt_id" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"filed_at" timestamp with time zone NOT NULL,
	"operator_told_at" timestamp with time zone,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"outcome" text,
	"words" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"id" text PRIMARY KEY NOT NULL,
	"enrolment_id" text NOT NULL,
	"version_id" text NOT NULL,
	"item_key" text NOT NULL,
	"number" integer NOT NULL,
	"status" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"submitted_at" timestamp with time zone,
	"graded_at" timestamp with time zone,
	"final_at" timestamp with time zone,
	"shown" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"answers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"evaluation_id" text,
	"points" integer,
	"max_points" integer,
	"passed" boolean,
	"verdict_public_at" timestamp with time zone,
	"reviewers_missing_at" timestamp with time zone,
	CONSTRAINT "attempt_number" UNIQUE("enrolment_id","item_key","number")
);
--> statement-breakpoint
CREATE TABLE "attempt_file" (
	"id" text PRIMARY KEY NOT NULL,
	"attempt_id" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"file_key" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempt_review" (
	"id" text PRIMARY KEY NOT NULL,
	"attempt_id" text NOT NULL,
	"seat" integer NOT NULL,
	"reviewer_id" text NOT NULL,
	"assigned_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"marks" jsonb,
	"words" text DEFAULT '' NOT NULL,
	"submitted_at" timestamp with time zone,
	"reminded" integer DEFAULT 0 NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_because" text,
	CONSTRAINT "attempt_review_reviewer" UNIQUE("attempt_id","reviewer_id")
);
--> statement-breakpoint
CREATE TABLE "cohort" (
	"id" text PRIMARY KEY NOT NULL,
	"track_id" text NOT NULL,
	"name" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"seats" integer,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "cohort_date" (
	"id" text PRIMARY KEY NOT NULL,
	"cohort_id" text NOT NULL,
	"title" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"minutes" integer NOT NULL,
	"item_key" text,
	"place" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cohort_reminder" (
	"cohort_date_id" text NOT NULL,
	"days_before" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cohort_reminder_cohort_date_id_days_before_starts_at_pk" PRIMARY KEY("cohort_date_id","days_before","starts_at")
);
--> statement-breakpoint
CREATE TABLE "course" (
	"version_id" text NOT NULL,
	"key" text NOT NULL,
	"position" integer NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	CONSTRAINT "course_version_id_key_pk" PRIMARY KEY("version_id","key")
);
--> statement-breakpoint
CREATE TABLE "enrolment" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"track_id" text NOT NULL,
	"version_id" text NOT NULL,
	"cohort_id" text,
	"status" text NOT NULL,
	"funding" text NOT NULL,
	"sponsorship_id" text,
	"currency" text,
	"amount_minor" bigint,
	"enrolled_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"refund_until" timestamp with time zone,
	"refunded_at" timestamp with time zone,
	"released_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"left_at" timestamp with time zone,
	"last_active_at" timestamp with time zone NOT NULL,
	"reminded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "exercise_dataset" (
	"version_id" text NOT NULL,
	"item_key" text NOT NULL,
	"dataset_id" text NOT NULL,
	CONSTRAINT "exercise_dataset_version_id_item_key_pk" PRIMARY KEY("version_id","item_key")
);
--> statement-breakpoint
CREATE TABLE "item" (
	"version_id" text NOT NULL,
	"key" text NOT NULL,
	"course_key" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"minutes" integer NOT NULL,
	"content" jsonb NOT NULL,
	"rendered" jsonb,
	"content_hash" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by_itself" boolean DEFAULT false NOT NULL,
	CONSTRAINT "item_version_id_key_pk" PRIMARY KEY("version_id","key")
);
--> statement-breakpoint
CREATE TABLE "item_progress" (
	"enrolment_id" text NOT NULL,
	"item_key" text NOT NULL,
	"content_hash" text NOT NULL,
	"done_at" timestamp with time zone NOT NULL,
	CONSTRAINT "item_progress_enrolment_id_item_key_pk" PRIMARY KEY("enrolment_id","item_key")
);
--> statement-breakpoint
CREATE TABLE "item_revision" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"version_id" text NOT NULL,
	"item_key" text NOT NULL,
	"revision" integer NOT NULL,
	"title" text NOT NULL,
	"minutes" integer DEFAULT 0 NOT NULL,
	"content" jsonb NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "item_revision_number" UNIQUE("version_id","item_key","revision")
);
--> statement-breakpoint
CREATE TABLE "learning_choice" (
	"person_id" text PRIMARY KEY NOT NULL,
	"reminders" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sponsorship" (
	"id" text PRIMARY KEY NOT NULL,
	"track_id" text NOT NULL,
	"funder_id" text NOT NULL,
	"cohort_id" text,
	"seats" integer NOT NULL,
	"currency" text NOT NULL,
	"seat_minor" bigint NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"funded_at" timestamp with time zone,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "track" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"slug" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "track_import" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"format" text NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" integer NOT NULL,
	"file_key" text NOT NULL,
	"plan" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"version_id" text,
	"confirmed_at" timestamp with time zone,
	"discarded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "track_version" (
	"id" text PRIMARY KEY NOT NULL,
	"track_id" text NOT NULL,
	"number" integer NOT NULL,
	"status" text NOT NULL,
	"language" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"description" text NOT NULL,
	"description_html" text DEFAULT '' NOT NULL,
	"licence" text NOT NULL,
	"hours" integer NOT NULL,
	"skills" text[] NOT NULL,
	"roles" text[] NOT NULL,
	"leads_from" text[] NOT NULL,
	"prerequisites" jsonb NOT NULL,
	"translation_of" text,
	"currency" text,
	"price_minor" bigint,
	"revision" integer DEFAULT 1 NOT NULL,
	"review_note" text DEFAULT '' NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"submitted_by" text,
	"submitted_at" timestamp with time zone,
	"decided_by" text,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "version_file" (
	"version_id" text NOT NULL,
	"path" text NOT NULL,
	"file_key" text NOT NULL,
	"sha256" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"secret" boolean NOT NULL,
	CONSTRAINT "version_file_version_id_path_pk" PRIMARY KEY("version_id","path")
);
--> statement-breakpoint
CREATE TABLE "esco_skill" (
	"uri" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"alt_labels" jsonb NOT NULL,
	"description" text NOT NULL,
	"skill_type" text NOT NULL,
	"broader" jsonb NOT NULL,
	"imported_at" timestamp with time zone NOT NULL,
	"vanished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "exposure_check" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text,
	"share_code" text,
	"delete_code_hash" text,
	"answers" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "exposure_check_share_code_unique" UNIQUE("share_code")
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
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_enrolment_id_enrolment_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_version_id_item_key_item_version_id_key_fk" FOREIGN KEY ("version_id","item_key") REFERENCES "public"."item"("version_id","key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt_file" ADD CONSTRAINT "attempt_file_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt_review" ADD CONSTRAINT "attempt_review_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt_review" ADD CONSTRAINT "attempt_review_reviewer_id_person_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort" ADD CONSTRAINT "cohort_track_id_track_id_fk" FOREIGN KEY ("track_id") REFERENCES "public"."track"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_date" ADD CONSTRAINT "cohort_date_cohort_id_cohort_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohort"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_reminder" ADD CONSTRAINT "cohort_reminder_cohort_date_id_cohort_date_id_fk" FOREIGN KEY ("cohort_date_id") REFERENCES "public"."cohort_date"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course" ADD CONSTRAINT "course_version_id_track_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."track_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_track_id_track_id_fk" FOREIGN KEY ("track_id") REFERENCES "public"."track"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_version_id_track_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."track_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_cohort_id_cohort_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohort"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_sponsorship_id_sponsorship_id_fk" FOREIGN KEY ("sponsorship_id") REFERENCES "public"."sponsorship"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exercise_dataset" ADD CONSTRAINT "exercise_dataset_dataset_id_sealed_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."sealed_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exercise_dataset" ADD CONSTRAINT "exercise_dataset_version_id_item_key_item_version_id_key_fk" FOREIGN KEY ("version_id","item_key") REFERENCES "public"."item"("version_id","key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_version_id_course_key_course_version_id_key_fk" FOREIGN KEY ("version_id","course_key") REFERENCES "public"."course"("version_id","key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_progress" ADD CONSTRAINT "item_progress_enrolment_id_enrolment_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_revision" ADD CONSTRAINT "item_revision_version_id_track_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."track_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_choice" ADD CONSTRAINT "learning_choice_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sponsorship" ADD CONSTRAINT "sponsorship_track_id_track_id_fk" FOREIGN KEY ("track_id") REFERENCES "public"."track"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sponsorship" ADD CONSTRAINT "sponsorship_funder_id_organisation_id_fk" FOREIGN KEY ("funder_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sponsorship" ADD CONSTRAINT "sponsorship_cohort_id_cohort_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohort"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "track" ADD CONSTRAINT "track_partner_id_organisation_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "track_import" ADD CONSTRAINT "track_import_partner_id_organisation_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "track_import" ADD CONSTRAINT "track_import_version_id_track_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."track_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "track_version" ADD CONSTRAINT "track_version_track_id_track_id_fk" FOREIGN KEY ("track_id") REFERENCES "public"."track"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_file" ADD CONSTRAINT "version_file_version_id_track_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."track_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exposure_check" ADD CONSTRAINT "exposure_check_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
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
CREATE UNIQUE INDEX "status_list_name" ON "status_list" USING btree ("issuer_id","purpose","number");--> statement-breakpoint
CREATE UNIQUE INDEX "attempt_unfinished" ON "attempt" USING btree ("enrolment_id","item_key") WHERE status in ('open', 'submitted', 'in_review');--> statement-breakpoint
CREATE UNIQUE INDEX "attempt_evaluation" ON "attempt" USING btree ("evaluation_id");--> statement-breakpoint
CREATE INDEX "attempt_item" ON "attempt" USING btree ("version_id","item_key");--> statement-breakpoint
CREATE INDEX "attempt_file_attempt" ON "attempt_file" USING btree ("attempt_id");--> statement-breakpoint
CREATE UNIQUE INDEX "attempt_review_seat" ON "attempt_review" USING btree ("attempt_id","seat") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "attempt_review_waits" ON "attempt_review" USING btree ("reviewer_id","submitted_at");--> statement-breakpoint
CREATE INDEX "cohort_track" ON "cohort" USING btree ("track_id");--> statement-breakpoint
CREATE INDEX "cohort_date_cohort" ON "cohort_date" USING btree ("cohort_id","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "enrolment_open" ON "enrolment" USING btree ("person_id","track_id") WHERE status in ('awaiting_payment', 'active');--> statement-breakpoint
CREATE INDEX "enrolment_track" ON "enrolment" USING btree ("track_id");--> statement-breakpoint
CREATE INDEX "enrolment_cohort" ON "enrolment" USING btree ("cohort_id");--> statement-breakpoint
CREATE INDEX "sponsorship_track" ON "sponsorship" USING btree ("track_id");--> statement-breakpoint
CREATE UNIQUE INDEX "track_slug" ON "track" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "track_partner" ON "track" USING btree ("partner_id");--> statement-breakpoint
CREATE INDEX "track_import_partner" ON "track_import" USING btree ("partner_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "track_version_number" ON "track_version" USING btree ("track_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "track_version_open" ON "track_version" USING btree ("track_id") WHERE status in ('draft', 'in_review');--> statement-breakpoint
CREATE UNIQUE INDEX "track_version_published" ON "track_version" USING btree ("track_id") WHERE status = 'published';--> statement-breakpoint
CREATE INDEX "track_version_status" ON "track_version" USING btree ("status");--> statement-breakpoint
CREATE INDEX "exposure_check_person" ON "exposure_check" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "evaluation_dataset" ON "evaluation" USING btree ("dataset_id");