"""What every door shares: addresses, bodies, negotiation, pages, parameters, and who is let in."""
