ALTER TABLE "message" ADD COLUMN "answers_id" text;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_answers_id_message_id_fk" FOREIGN KEY ("answers_id") REFERENCES "public"."message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "message_answers" ON "message" USING btree ("answers_id");