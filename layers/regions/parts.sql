-- Which small pieces make up each polygon? Pieces are cheap to test a point against.
INSERT INTO region_parts (region_id, code, level, valid_from, valid_to, geom)
SELECT
    region.id,
    region.code,
    region.level,
    region.valid_from,
    region.valid_to,
    ST_Subdivide(region.geom, :piece_vertices)
FROM regions AS region
WHERE region.geom IS NOT NULL
