CREATE TABLE "package_report" (
	"enrolment_id" text NOT NULL,
	"item_key" text NOT NULL,
	"elements" jsonb NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	CONSTRAINT "package_report_enrolment_id_item_key_pk" PRIMARY KEY("enrolment_id","item_key")
);
--> statement-breakpoint
ALTER TABLE "package_report" ADD CONSTRAINT "package_report_enrolment_id_enrolment_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolment"("id") ON DELETE no action ON UPDATE no action;