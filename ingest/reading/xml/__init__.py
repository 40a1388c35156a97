"""KML, GPX and Open311 out of XML as people's programs write it."""
