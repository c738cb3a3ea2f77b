"""The local stack: PostgreSQL, S3 and a Kafka-protocol broker from PyPI wheels, and Colophon's services.

``python -m deploy.local up|down|status|clean`` from the top of the repository. The core is
:func:`deploy.local.servers.servers`, the three servers on a folder, which the tests use too.
"""
