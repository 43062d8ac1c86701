-- public figures: one row, written over and never taken away
ALTER TABLE public_figures ADD CONSTRAINT public_figures_one CHECK (id = 1);
--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON public_figures FROM samar_app;
