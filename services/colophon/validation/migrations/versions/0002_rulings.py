"""rulings; the order in which checks hold; which rules a venue is judged by"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCHEMA = "validation"


def upgrade() -> None:
    for name, kind in (
        ("status_version", sa.BigInteger()),
        ("counts", sa.Integer()),
        ("newest", sa.Integer()),
    ):
        op.add_column("papers", sa.Column(name, kind, server_default="0", nullable=False), schema=SCHEMA)
    op.execute(sa.schema.CreateSequence(sa.Sequence("check_sequence", schema=SCHEMA, start=1_000_000)))
    op.add_column(
        "checks", sa.Column("sequence", sa.BigInteger(), server_default="0", nullable=False), schema=SCHEMA
    )
    op.create_table(
        "rulings",
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.Column("finding", sa.Text(), server_default="", nullable=False),
        sa.Column("message", sa.Text(), server_default="", nullable=False),
        sa.Column("page", sa.Integer(), server_default="0", nullable=False),
        sa.Column("counts_as", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), server_default="", nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), server_default="", nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("answered", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Text(), server_default="", nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("venue", "paper", "number"),
        schema=SCHEMA,
    )
    op.create_index("rulings_of_file", "rulings", ["venue", "paper", "sha256"], schema=SCHEMA)
    op.create_table(
        "venue_rules",
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("venue"),
        schema=SCHEMA,
    )
    op.create_table(
        "shadows",
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("rules", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("revision"),
        schema=SCHEMA,
    )
    op.create_table(
        "seen",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        schema=SCHEMA,
    )


def downgrade() -> None:
    for table in ("seen", "shadows", "venue_rules", "rulings"):
        op.drop_table(table, schema=SCHEMA)
    op.drop_column("checks", "sequence", schema=SCHEMA)
    op.execute(sa.schema.DropSequence(sa.Sequence("check_sequence", schema=SCHEMA)))
    for name in ("newest", "counts", "status_version"):
        op.drop_column("papers", name, schema=SCHEMA)
