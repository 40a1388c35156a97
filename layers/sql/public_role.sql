-- Lets strangers' connections read a table in which everything is for everyone. Nothing happens
-- where the database has no role for them.
CREATE OR REPLACE FUNCTION atlas_open_to_strangers(name text) RETURNS void
LANGUAGE plpgsql AS $open$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'atlas_public')
        AND NOT has_table_privilege('atlas_public', name, 'SELECT')
    THEN
        EXECUTE format('GRANT SELECT ON %I TO atlas_public', name);
    END IF;
END
$open$;
