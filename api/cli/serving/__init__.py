"""`tuganzher serve` and `tuganzher work`: processes of the web and of the worker."""
