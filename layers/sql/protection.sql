-- After which changes may a copy that was given away no longer be served?

-- Notes that rows of a layer became secret, once a transaction: the setting is the transaction's
-- own, and is undone with the note where a savepoint is. Argument: layer id.
CREATE OR REPLACE FUNCTION atlas_note_protection() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    noted text := 'atlas.protected_' || TG_ARGV[0];
BEGIN
    IF COALESCE(current_setting(noted, TRUE), '') = '' THEN
        INSERT INTO protections (layer) VALUES (TG_ARGV[0]);
        PERFORM set_config(noted, 'on', TRUE);
    END IF;
    RETURN NULL;
END
$$;
