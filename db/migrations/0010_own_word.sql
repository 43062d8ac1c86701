ALTER TABLE "skill_claim" ADD COLUMN "own_evidence" text;
--> statement-breakpoint
-- What stood beneath a proof was not kept till now: whoever has one is taken to have said so too.
UPDATE skill_claim SET own_evidence = CASE WHEN level = 1 THEN evidence ELSE '' END;
--> statement-breakpoint
ALTER TABLE skill_claim ADD CONSTRAINT skill_claim_own_word CHECK (
  level > 1 OR (own_evidence IS NOT NULL AND own_evidence = evidence)
);
