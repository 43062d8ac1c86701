-- What a name looks like: names with the same key are hard to tell apart. Letters of other alphabets
-- and digits that pass for Latin ones count as those; spaces and points count for nothing.
CREATE FUNCTION name_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(nullif(
    translate(
      lower(translate(
        regexp_replace(normalize(name, NFKC), '[][[:space:].,:;''’"()/&+*!?_–—·-]+', '', 'g'),
        'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορυνικАВЕЗКМНОРСТУХІЈЅаеорсухіјѕԁӏһ',
        'ABEZHIKMNOPTYXaopuvikABE3KMHOPCTYXIJSaeopcyxijsdlh'
      )),
      '01i',
      'oll'
    ), ''), name)
$$;
--> statement-breakpoint
CREATE INDEX team_name_key ON team (name_key(name));
--> statement-breakpoint
CREATE INDEX organisation_name_key ON organisation (name_key(name));
