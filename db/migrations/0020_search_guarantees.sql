-- Words as search compares them; app/domain/market/search/fold.ts does the same, letter by letter.
CREATE FUNCTION search_fold(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT btrim(regexp_replace(
    lower(replace(replace(replace(replace(replace(
      translate(
        regexp_replace(normalize(given, NFKD),
          '[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u0621]',
          '', 'g'),
        'یىېکہەھٱۃ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ıøØłŁđĐðÐ',
        'يييكهههاة01234567890123456789ioolldddd'),
      'ß', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe') COLLATE "C"),
    '[\u0001-\u0020\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a0\u00a1-\u00bf\u00d7\u00f7\u060c\u061b\u061e\u061f\u066a-\u066d\u06d4\u1680\u2000-\u200a\u2010-\u2029\u202f-\u205f\u2190-\u2bff\u3000-\u3003]+',
    ' ', 'g'), ' ');
$$;
--> statement-breakpoint
CREATE FUNCTION search_configuration(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE language WHEN 'en' THEN 'pg_catalog.english' WHEN 'tr' THEN 'pg_catalog.turkish'
    WHEN 'ar' THEN 'pg_catalog.arabic' ELSE 'pg_catalog.simple' END::regconfig;
$$;
--> statement-breakpoint
-- Facets are lexemes too, so that words and facets are one question to one index.
CREATE FUNCTION search_vector(language text, title text, summary text, body text, facets text[])
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector(search_configuration(language), search_fold(title)), 'A')
    || setweight(to_tsvector(search_configuration(language), search_fold(summary)), 'B')
    || to_tsvector(search_configuration(language), search_fold(left(body, 20000)))
    || array_to_tsvector(facets);
$$;
--> statement-breakpoint
-- Readers wait for the index, the job that writes it does not.
ALTER INDEX search_document_vector SET (fastupdate = off);
--> statement-breakpoint
ALTER INDEX search_word_deletions SET (fastupdate = off);
--> statement-breakpoint

-- Whoever changes a subject puts its indexing into the queue: in the same transaction, and nobody can
-- forget. The key is of this transaction alone, so no writer waits for another.
CREATE FUNCTION search_index(kind text, subject text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public AS $$
  SELECT enqueue('index-document', json_build_object('kind', kind, 'id', subject),
    'index-document:' || subject || ':' || pg_current_xact_id()::text, NULL, 12);
$$;
--> statement-breakpoint
CREATE FUNCTION search_subject_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE subject text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[1]) INTO subject USING OLD;
  ELSE
    EXECUTE format('SELECT ($1).%I', TG_ARGV[1]) INTO subject USING NEW;
  END IF;
  PERFORM search_index(TG_ARGV[0], subject);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION search_claim_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE subject text := CASE TG_OP WHEN 'DELETE' THEN OLD.person_id ELSE NEW.person_id END;
BEGIN
  PERFORM search_index('person', subject);
  PERFORM search_index('team', team_id) FROM team_member WHERE person_id = subject;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION search_organisation_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM search_index('brief', id) FROM brief WHERE organisation_id = NEW.id;
  PERFORM search_index('track', id) FROM track WHERE partner_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Offers say whose they are and are ranked by what their team has proved.
CREATE FUNCTION search_seller_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE subject text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO subject USING OLD;
  ELSE
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO subject USING NEW;
  END IF;
  PERFORM search_index('offer', id) FROM offer WHERE team_id = subject;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER search_offer AFTER INSERT OR UPDATE OR DELETE ON offer
  FOR EACH ROW EXECUTE FUNCTION search_subject_changed('offer', 'id');
--> statement-breakpoint
CREATE TRIGGER search_offer_team AFTER UPDATE OF name, country ON team
  FOR EACH ROW EXECUTE FUNCTION search_seller_changed('id');
--> statement-breakpoint
CREATE TRIGGER search_portfolio_offer AFTER INSERT OR UPDATE OR DELETE ON portfolio_entry
  FOR EACH ROW EXECUTE FUNCTION search_seller_changed('team_id');
--> statement-breakpoint
CREATE TRIGGER search_brief AFTER INSERT OR UPDATE OR DELETE ON brief
  FOR EACH ROW EXECUTE FUNCTION search_subject_changed('brief', 'id');
--> statement-breakpoint
CREATE TRIGGER search_team AFTER INSERT OR UPDATE OR DELETE ON team
  FOR EACH ROW EXECUTE FUNCTION search_subject_changed('team', 'id');
--> statement-breakpoint
CREATE TRIGGER search_team_member AFTER INSERT OR UPDATE OR DELETE ON team_member
  FOR EACH ROW EXECUTE FUNCTION search_subject_changed('team', 'team_id');
--> statement-breakpoint
CREATE TRIGGER search_member AFTER INSERT OR UPDATE OF role OR DELETE ON team_member
  FOR EACH ROW EXECUTE FUNCTION search_subject_changed('person', 'person_id');
--> statement-breakpoint
CREATE TRIGGER search_person
  AFTER INSERT OR UPDATE OF name, headline, about, country, languages, email_confirmed_at OR DELETE ON person
  FOR EACH ROW EXECUTE FUNCTION search_subject_changed('person', 'id');
--> statement-breakpoint
CREATE TRIGGER search_claim AFTER INSERT OR UPDATE OR DELETE ON skill_claim
  FOR EACH ROW EXECUTE FUNCTION search_claim_changed();
--> statement-breakpoint
CREATE TRIGGER search_track AFTER INSERT OR UPDATE OF status ON track_version
  FOR EACH ROW EXECUTE FUNCTION search_subject_changed('track', 'track_id');
--> statement-breakpoint
CREATE TRIGGER search_organisation AFTER UPDATE OF name ON organisation
  FOR EACH ROW EXECUTE FUNCTION search_organisation_changed();
--> statement-breakpoint
CREATE TRIGGER search_portfolio_person AFTER INSERT OR UPDATE OR DELETE ON portfolio_entry
  FOR EACH ROW EXECUTE FUNCTION search_subject_changed('person', 'person_id');
--> statement-breakpoint
CREATE TRIGGER search_portfolio_team AFTER INSERT OR UPDATE OR DELETE ON portfolio_entry
  FOR EACH ROW EXECUTE FUNCTION search_subject_changed('team', 'team_id');
--> statement-breakpoint

-- A database that already has subjects gets them indexed by the worker.
SELECT enqueue('reindex-search', '{}'::json, 'reindex-search', NULL, 12) WHERE EXISTS (SELECT FROM person);
