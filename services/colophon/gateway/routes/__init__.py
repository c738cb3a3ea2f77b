"""The REST API's operations: one file a collection."""
