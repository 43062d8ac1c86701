CREATE TABLE "exchange_stage" (
	"contract_id" text NOT NULL,
	"milestone_id" text NOT NULL,
	"person_id" text NOT NULL,
	"host_id" text NOT NULL,
	"from_country" text NOT NULL,
	"to_country" text NOT NULL,
	"stage" text NOT NULL,
	"words" text NOT NULL,
	"confirmed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "exchange_stage_milestone_id_person_id_pk" PRIMARY KEY("milestone_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "proposal_seat" ADD COLUMN "exchange" jsonb;--> statement-breakpoint
ALTER TABLE "exchange_stage" ADD CONSTRAINT "exchange_stage_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchange_stage" ADD CONSTRAINT "exchange_stage_milestone_id_milestone_id_fk" FOREIGN KEY ("milestone_id") REFERENCES "public"."milestone"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchange_stage" ADD CONSTRAINT "exchange_stage_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchange_stage" ADD CONSTRAINT "exchange_stage_host_id_person_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exchange_stage_contract" ON "exchange_stage" USING btree ("contract_id");