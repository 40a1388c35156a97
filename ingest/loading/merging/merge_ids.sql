-- Before which id do those of the new rows begin? As many ids as the rows span are taken from the
-- layer's sequence; nobody else takes any, for the table is locked against writing.
SELECT setval(sequence.name, nextval(sequence.name) + :last - :first) - :last
FROM (SELECT CAST(pg_get_serial_sequence('{table}', 'id') AS regclass) AS name) AS sequence
