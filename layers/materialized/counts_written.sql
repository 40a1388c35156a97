-- What are the counts of a unit as the members of a JSON array?
-- {{members}} writes the axes of a row, {{order}} is theirs. The values of an axis are joined as
-- they are to be written, with their places, so that no row compares or writes a text anew. The
-- version is that of the same moment.

SELECT
    string_agg(
        '{{' || {members} || ',"count":' || counted.number || ',"synthetic":' || counted.synthetic || '}}',
        ',' ORDER BY {order}
    ) AS rows,
    ({version}) AS version
FROM ({counted}) AS counted
{joins}
WHERE counted.code = :code
