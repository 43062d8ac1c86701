-- portfolio: an entry of a contract is proof; its person adds words, hides it or gives it a place, and no more
REVOKE UPDATE, DELETE, TRUNCATE ON portfolio_entry FROM samar_app;
--> statement-breakpoint
GRANT UPDATE (words, hidden, position) ON portfolio_entry TO samar_app;
--> statement-breakpoint
ALTER TABLE portfolio
  ADD CONSTRAINT portfolio_visibility CHECK (visibility IN ('public', 'link', 'private')),
  ADD CONSTRAINT portfolio_linked CHECK (visibility <> 'link' OR length(link_code) >= 40);
--> statement-breakpoint
ALTER TABLE portfolio_artefact
  ADD CONSTRAINT portfolio_artefact_place CHECK (
    (kind IN ('link', 'repository') AND url LIKE 'https://%' AND storage_key IS NULL)
    OR (kind IN ('file', 'picture') AND url IS NULL AND storage_key IS NOT NULL
      AND file_name IS NOT NULL AND media_type IS NOT NULL AND size_bytes BETWEEN 1 AND 10000000)),
  ADD CONSTRAINT portfolio_artefact_repository CHECK (
    (kind = 'repository') = (repository IS NOT NULL AND repository_origin IS NOT NULL AND read_at IS NOT NULL));
--> statement-breakpoint
ALTER TABLE contract_naming
  ADD CONSTRAINT contract_naming_known CHECK (naming IN ('nothing', 'title', 'client'));
