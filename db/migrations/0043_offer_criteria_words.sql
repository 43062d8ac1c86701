-- Offers are found by what their criteria promise: those that are there are indexed anew.
SELECT enqueue('reindex-search', '{}'::json, 'reindex-search', NULL, 12) WHERE EXISTS (SELECT FROM offer);
