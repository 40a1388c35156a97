"""What OpenAPI says of the routes that read their requests and write their answers by hand."""
