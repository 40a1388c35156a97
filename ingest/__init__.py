"""Files and feeds into layers, with a report on every row that was not taken as it came."""
