"""Where rows lie: coordinates, reference systems, and the regions that rows claim."""
