"""People, their roles and their organisations, as those see and change them who administer."""
