-- Where are the objects of the batch now?
INSERT INTO {table}
{rows}
ON CONFLICT (key, id) DO UPDATE SET {assignments}
