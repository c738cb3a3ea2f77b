"""The schema that validation's tables stand in, and the wire tables every service has."""

from __future__ import annotations

from sqlalchemy import MetaData

from colophon.common.wiretables import wire_tables

metadata = MetaData(schema="validation")
wire = wire_tables(metadata)
