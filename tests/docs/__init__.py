"""What the documentation tells is done: commands run, addresses answer, links lead somewhere."""
