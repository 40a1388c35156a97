-- In which units does a place lie on a day?
-- The deepest unit that holds it decides (on a shared border the lowest code); its ancestors
-- follow from the stored parents, never from the code itself. One row; all NULL outside.

CREATE OR REPLACE FUNCTION region_chain(place geometry, on_date date)
RETURNS TABLE (oblast_code text, district_code text, rural_district_code text)
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    unit_code text;
    unit record;
BEGIN
    SELECT part.code INTO unit_code
    FROM region_parts AS part
    WHERE ST_Intersects(part.geom, place)
        AND daterange(part.valid_from, part.valid_to) @> on_date
    ORDER BY part.level DESC, part.code
    LIMIT 1;

    FOR step IN 1..3 LOOP
        EXIT WHEN unit_code IS NULL;
        SELECT region.level, region.parent_code INTO unit
        FROM regions AS region
        WHERE region.code = unit_code
            AND daterange(region.valid_from, region.valid_to) @> on_date;
        EXIT WHEN NOT FOUND;
        CASE unit.level
            WHEN 1 THEN oblast_code := unit_code;
            WHEN 2 THEN district_code := unit_code;
            ELSE rural_district_code := unit_code;
        END CASE;
        unit_code := unit.parent_code;
    END LOOP;
    RETURN NEXT;
END
$$;

-- The chain of every unit that is valid on a day, by the stored parents.
CREATE OR REPLACE FUNCTION region_chains(on_date date)
RETURNS TABLE (
    region_id bigint,
    oblast_code text,
    district_code text,
    rural_district_code text
)
LANGUAGE sql STABLE
AS $$
    WITH valid AS MATERIALIZED (
        SELECT region.id, region.code, region.parent_code, region.level
        FROM regions AS region
        WHERE daterange(region.valid_from, region.valid_to) @> on_date
    )
    SELECT
        unit.id,
        CASE 1 WHEN unit.level THEN unit.code WHEN parent.level THEN parent.code
            WHEN top.level THEN top.code END,
        CASE 2 WHEN unit.level THEN unit.code WHEN parent.level THEN parent.code END,
        CASE 3 WHEN unit.level THEN unit.code END
    FROM valid AS unit
    LEFT JOIN valid AS parent ON parent.code = unit.parent_code
    LEFT JOIN valid AS top ON top.code = parent.parent_code
$$;
