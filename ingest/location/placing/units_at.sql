-- In which units do these places lie today? One row a place, in their order.
SELECT chain.oblast_code, chain.district_code, chain.rural_district_code
FROM unnest(
    CAST(:longitudes AS double precision[]),
    CAST(:latitudes AS double precision[])
) WITH ORDINALITY AS place (longitude, latitude, position)
CROSS JOIN LATERAL region_chain(
    ST_SetSRID(ST_MakePoint(place.longitude, place.latitude), 4326),
    atlas_today()
) AS chain
ORDER BY place.position
