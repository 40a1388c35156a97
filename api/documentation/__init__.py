"""The landing page, the OpenAPI document and its page for readers."""
