ALTER TABLE "evaluation" ADD COLUMN "announced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE "evaluation" SET "announced" = "sent"."end" FROM (
  SELECT "evaluation_id", max("position") + 1 AS "end" FROM "evaluation_row"
  WHERE "sends" > 0 GROUP BY "evaluation_id"
) AS "sent" WHERE "evaluation"."id" = "sent"."evaluation_id";--> statement-breakpoint
ALTER TABLE "evaluation_row" DROP COLUMN "sends";
