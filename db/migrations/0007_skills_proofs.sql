-- skills: one's own word is a claim and no more. What was called assessed on the strength of a link
-- becomes a claim with that link; what a contract without a met verdict showed says that it did.
UPDATE skill_claim SET level = 1 WHERE level = 2 AND evidence_kind IN ('claimed', 'link');
--> statement-breakpoint
UPDATE skill_claim SET evidence_kind = 'contract' WHERE level = 3 AND evidence_kind = 'verdict';
--> statement-breakpoint
-- Each level has its own kind of proof; nobody stands higher than what they can show.
ALTER TABLE skill_claim ADD CONSTRAINT skill_claim_proof CHECK (
  (level = 1 AND (evidence_kind = 'link' AND evidence <> '' OR evidence_kind = 'claimed' AND evidence = ''))
  OR (level = 2 AND evidence_kind = 'credential' AND evidence <> '')
  OR (level = 3 AND evidence_kind = 'contract' AND evidence <> '')
  OR (level = 4 AND evidence_kind = 'verdict' AND evidence <> '')
);
--> statement-breakpoint
-- A check is shared with a code to take it back, or it is somebody's own; otherwise nobody asked to keep it.
ALTER TABLE exposure_check ADD CONSTRAINT exposure_check_wanted CHECK (
  (share_code IS NULL) = (delete_code_hash IS NULL)
  AND (share_code IS NOT NULL OR person_id IS NOT NULL)
);
