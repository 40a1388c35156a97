"""What a spatial layer is: declaration, vocabularies, flow, history, regions, access, queries."""
