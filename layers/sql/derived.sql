-- What do kept copies and counts need of the database besides the triggers made for each layer?

-- A layer emptied at once has no change left to take in; whoever merges finds its parts unbuilt.
-- Counts are read with the queue added, so they must be true even before that.
-- Argument: layer id.
CREATE OR REPLACE FUNCTION atlas_forget_derived() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM change_queue WHERE layer = TG_ARGV[0];
    DELETE FROM derived_state WHERE layer = TG_ARGV[0];
    DELETE FROM kept_counts WHERE layer = TG_ARGV[0];
    RETURN NULL;
END
$$;

-- The codes of a list, each after the same mark.
CREATE OR REPLACE FUNCTION atlas_marked(mark text, codes text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT array(SELECT mark || code FROM unnest(codes) AS listed (code)) $$;
