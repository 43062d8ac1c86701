CREATE TABLE "exchange_asking" (
	"id" text PRIMARY KEY NOT NULL,
	"opening_id" text NOT NULL,
	"person_id" text NOT NULL,
	"words" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"taken_back_at" timestamp with time zone,
	"declined_at" timestamp with time zone,
	"invitation_id" text
);
--> statement-breakpoint
CREATE TABLE "exchange_opening" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"host_id" text NOT NULL,
	"brief_id" text,
	"role" text NOT NULL,
	"share_bps" integer NOT NULL,
	"hours" integer NOT NULL,
	"from_stage" text NOT NULL,
	"to_stage" text NOT NULL,
	"words" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "exchange_asking" ADD CONSTRAINT "exchange_asking_opening_id_exchange_opening_id_fk" FOREIGN KEY ("opening_id") REFERENCES "public"."exchange_opening"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchange_asking" ADD CONSTRAINT "exchange_asking_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchange_asking" ADD CONSTRAINT "exchange_asking_invitation_id_team_invitation_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."team_invitation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchange_opening" ADD CONSTRAINT "exchange_opening_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchange_opening" ADD CONSTRAINT "exchange_opening_host_id_person_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchange_opening" ADD CONSTRAINT "exchange_opening_brief_id_brief_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."brief"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchange_opening" ADD CONSTRAINT "exchange_opening_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "exchange_asking_once" ON "exchange_asking" USING btree ("opening_id","person_id");--> statement-breakpoint
CREATE INDEX "exchange_asking_person" ON "exchange_asking" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "exchange_asking_invitation" ON "exchange_asking" USING btree ("invitation_id");--> statement-breakpoint
CREATE INDEX "exchange_opening_closes" ON "exchange_opening" USING btree ("closes_at","id");--> statement-breakpoint
CREATE INDEX "exchange_opening_team" ON "exchange_opening" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "exchange_opening_brief" ON "exchange_opening" USING btree ("brief_id");