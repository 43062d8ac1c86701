CREATE TABLE "hand_over" (
	"id" text PRIMARY KEY NOT NULL,
	"contract_id" text NOT NULL,
	"from_position" integer NOT NULL,
	"body" jsonb NOT NULL,
	"canonical" text NOT NULL,
	"sha256" text NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"ended_words" text DEFAULT '' NOT NULL,
	"lapsed_why" text
);
--> statement-breakpoint
CREATE TABLE "hand_over_word" (
	"hand_over_id" text NOT NULL,
	"part" text NOT NULL,
	"person_id" text NOT NULL,
	"typed_name" text DEFAULT '' NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	CONSTRAINT "hand_over_word_hand_over_id_part_person_id_pk" PRIMARY KEY("hand_over_id","part","person_id")
);
--> statement-breakpoint
ALTER TABLE "contract_member" ADD COLUMN "seat_from" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "contract_member" ADD COLUMN "seat_until" integer;--> statement-breakpoint
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_proposed_by_person_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_ended_by_person_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_over_word" ADD CONSTRAINT "hand_over_word_hand_over_id_hand_over_id_fk" FOREIGN KEY ("hand_over_id") REFERENCES "public"."hand_over"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_over_word" ADD CONSTRAINT "hand_over_word_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hand_over_contract" ON "hand_over" USING btree ("contract_id","proposed_at");--> statement-breakpoint
CREATE INDEX "hand_over_deadline" ON "hand_over" USING btree ("state","deadline_at");--> statement-breakpoint
CREATE UNIQUE INDEX "hand_over_open" ON "hand_over" USING btree ("contract_id") WHERE state in ('with_team', 'with_client');--> statement-breakpoint
CREATE UNIQUE INDEX "hand_over_signature" ON "hand_over_word" USING btree ("hand_over_id","part") WHERE part <> 'seat';