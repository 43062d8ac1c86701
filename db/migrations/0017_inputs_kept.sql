ALTER TABLE "contract_input_file" DROP CONSTRAINT "contract_input_file_contract_id_contract_id_fk";
--> statement-breakpoint
ALTER TABLE "contract_input" ADD COLUMN "salt" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "contract_input_file" ADD CONSTRAINT "contract_input_file_contract_id_input_id_contract_input_contract_id_input_id_fk" FOREIGN KEY ("contract_id","input_id") REFERENCES "public"."contract_input"("contract_id","input_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "offer_version_draft" ON "offer_version" USING btree ("offer_id") WHERE published_at is null;