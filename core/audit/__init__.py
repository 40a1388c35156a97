"""Who did what, when and from where: written with what it tells of, never changed, chained."""
