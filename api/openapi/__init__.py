"""The pieces of the OpenAPI document: schemas, parameters and answers of the doors."""
