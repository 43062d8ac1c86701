-- What was returned of a part kept back proves nothing any more: search ranks its people, team and
-- offers anew.
CREATE FUNCTION search_proof_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM search_index('person', person_id) FROM portfolio_entry
    WHERE milestone_id = NEW.milestone_id;
  PERFORM search_index('team', team_id) FROM contract WHERE id = NEW.contract_id;
  PERFORM search_index('offer', offer.id) FROM offer
    JOIN contract ON contract.team_id = offer.team_id WHERE contract.id = NEW.contract_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER search_holdback_claim AFTER INSERT OR UPDATE OF state ON holdback_claim
  FOR EACH ROW WHEN (NEW.state = 'refunded') EXECUTE FUNCTION search_proof_changed();
