CREATE TABLE "cohort_reminder" (
	"cohort_date_id" text NOT NULL,
	"days_before" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cohort_reminder_cohort_date_id_days_before_starts_at_pk" PRIMARY KEY("cohort_date_id","days_before","starts_at")
);
--> statement-breakpoint
CREATE TABLE "learning_choice" (
	"person_id" text PRIMARY KEY NOT NULL,
	"reminders" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "refund_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "refunded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "released_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "cohort_reminder" ADD CONSTRAINT "cohort_reminder_cohort_date_id_cohort_date_id_fk" FOREIGN KEY ("cohort_date_id") REFERENCES "public"."cohort_date"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_choice" ADD CONSTRAINT "learning_choice_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;