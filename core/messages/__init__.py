"""Messages to people: written with what they tell of, sent by a worker."""
