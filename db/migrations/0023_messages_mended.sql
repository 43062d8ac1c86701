DROP INDEX "message_thread_subject";--> statement-breakpoint
DROP INDEX "thread_reading_person";--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "salt" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "message_thread_subject" ON "message_thread" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "thread_reading_person" ON "thread_reading" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "message_thread" DROP COLUMN "audience";--> statement-breakpoint
ALTER TABLE "thread_reading" DROP COLUMN "last_at";