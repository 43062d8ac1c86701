CREATE TABLE "dispute" (
	"id" text PRIMARY KEY NOT NULL,
	"milestone_id" text NOT NULL,
	"contract_id" text NOT NULL,
	"side" text NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"words" text NOT NULL,
	"asks_minor" bigint NOT NULL,
	"of_minor" bigint NOT NULL,
	"left_ms" bigint NOT NULL,
	"came_from" text NOT NULL,
	"state" text NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone,
	"answer" text DEFAULT '' NOT NULL,
	"answered_by" text,
	"answered_at" timestamp with time zone,
	"answers_minor" bigint,
	"decision" text DEFAULT '' NOT NULL,
	"decided_by" text,
	"ended_at" timestamp with time zone,
	"ended_how" text,
	"released_minor" bigint
);
--> statement-breakpoint
CREATE TABLE "settlement_offer" (
	"id" text PRIMARY KEY NOT NULL,
	"milestone_id" text NOT NULL,
	"contract_id" text NOT NULL,
	"side" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"release_minor" bigint NOT NULL,
	"of_minor" bigint NOT NULL,
	"words" text NOT NULL,
	"answered_by" text,
	"answered_at" timestamp with time zone,
	"answer" text
);
--> statement-breakpoint
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_milestone_id_milestone_id_fk" FOREIGN KEY ("milestone_id") REFERENCES "public"."milestone"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_opened_by_person_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_answered_by_person_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement_offer" ADD CONSTRAINT "settlement_offer_milestone_id_milestone_id_fk" FOREIGN KEY ("milestone_id") REFERENCES "public"."milestone"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement_offer" ADD CONSTRAINT "settlement_offer_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement_offer" ADD CONSTRAINT "settlement_offer_made_by_person_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement_offer" ADD CONSTRAINT "settlement_offer_answered_by_person_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dispute_contract" ON "dispute" USING btree ("contract_id");--> statement-breakpoint
CREATE INDEX "dispute_deadline" ON "dispute" USING btree ("state","deadline_at");--> statement-breakpoint
CREATE UNIQUE INDEX "dispute_live" ON "dispute" USING btree ("milestone_id") WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX "settlement_offer_milestone" ON "settlement_offer" USING btree ("milestone_id");--> statement-breakpoint
CREATE UNIQUE INDEX "settlement_offer_open" ON "settlement_offer" USING btree ("milestone_id","side") WHERE answer is null;