"""What the REST API takes and gives, as pydantic models: the source of its OpenAPI."""
