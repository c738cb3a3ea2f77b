"""The servers of an installation, Apache Kafka and MinIO, beside PostgreSQL, for the integration tests.

``python -m deploy.real fetch`` gets them from Maven Central and Go's module proxy, once, into the user's
cache folder; COLOPHON_TEST_STACK=real then has the tests start these instead of the local stack's.
"""
