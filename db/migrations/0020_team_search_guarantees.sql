ALTER TABLE team_invitation
  ADD CONSTRAINT team_invitation_share CHECK (share_bps BETWEEN 0 AND 10000),
  ADD CONSTRAINT team_invitation_hours CHECK (hours BETWEEN 1 AND 10000);
--> statement-breakpoint
-- Who was shown to whom, and why, stays as it was until it is forgotten; only an invitation is added.
REVOKE UPDATE, TRUNCATE ON team_search, matching_consideration FROM samar_app;
--> statement-breakpoint
GRANT UPDATE (invitation_id) ON matching_consideration TO samar_app;
