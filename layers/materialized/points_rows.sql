-- Which point does each row make that everyone may read?
SELECT
    atlas_morton(known.x, known.y) AS key, known.id, known.day, known.kind, known.state,
    known.synthetic, known.oblast, known.district, known.rural_district, known.fields,
    known.x, known.y
FROM (
    SELECT
        feature.id,
        {day} AS day,
        {kind} AS kind,
        {state} AS state,
        feature.synthetic,
        atlas_kato(feature.oblast_code) AS oblast,
        atlas_kato(feature.district_code) AS district,
        atlas_kato(feature.rural_district_code) AS rural_district,
        {fields} AS fields,
        {x} AS x,
        {y} AS y
    FROM {table} AS feature
    {inside}
    WHERE NOT ({hidden})
        AND NOT ST_IsEmpty({place})
        AND {condition}
    OFFSET 0
) AS known
