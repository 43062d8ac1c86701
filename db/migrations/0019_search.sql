CREATE TABLE "saved_search" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"alerts" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"looked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_document" (
	"subject_id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"url" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"language" text NOT NULL,
	"facets" text[] NOT NULL,
	"currency" text,
	"amount_minor" bigint,
	"amount_is_least" boolean DEFAULT false NOT NULL,
	"verified" integer NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"listed_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"words" text[] NOT NULL,
	"vector" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_word" (
	"word" text PRIMARY KEY NOT NULL,
	"shown" text NOT NULL,
	"documents" integer NOT NULL,
	"deletions" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "saved_search" ADD CONSTRAINT "saved_search_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "saved_search_person" ON "saved_search" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "saved_search_due" ON "saved_search" USING btree ("looked_at");--> statement-breakpoint
CREATE INDEX "search_document_vector" ON "search_document" USING gin ("vector");--> statement-breakpoint
CREATE INDEX "search_document_newest" ON "search_document" USING btree ("published_at","subject_id");--> statement-breakpoint
CREATE INDEX "search_document_proven" ON "search_document" USING btree ("verified","published_at","subject_id");--> statement-breakpoint
CREATE INDEX "search_document_cheapest" ON "search_document" USING btree ("currency",(-"amount_minor"),"published_at","subject_id");--> statement-breakpoint
CREATE INDEX "search_document_listed" ON "search_document" USING btree ("listed_at");--> statement-breakpoint
CREATE INDEX "search_word_deletions" ON "search_word" USING gin ("deletions");