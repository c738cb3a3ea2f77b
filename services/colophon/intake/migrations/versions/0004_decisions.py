"""decisions, changes, baselines"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    """What was imported before is its own baseline."""
    op.create_table(
        "decisions",
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("lifted_by"),
        _text("lifted_by_name"),
        _text("lifted_reason"),
        sa.Column("lifted", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("venue", "paper", "number"),
        schema="intake",
    )
    op.create_table(
        "changes",
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("grounds", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("told", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("decided_by"),
        _text("decided_reason"),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("venue", "paper", "number"),
        schema="intake",
    )
    op.create_table(
        "paper_releases",
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("venue", "paper", "release"),
        schema="intake",
    )
    json = postgresql.JSONB(astext_type=sa.Text())
    op.add_column("papers", sa.Column("baseline", json, nullable=True), schema="intake")
    op.execute("update intake.papers set baseline = record")
    op.alter_column("papers", "baseline", nullable=False, schema="intake")
    op.add_column(
        "papers",
        sa.Column("decisions_version", sa.BigInteger(), server_default="0", nullable=False),
        schema="intake",
    )
    op.add_column(
        "papers",
        sa.Column("disposition", sa.Text(), server_default="expected", nullable=False),
        schema="intake",
    )
    op.add_column("papers", _text("counts_why"), schema="intake")
    op.add_column(
        "checks", sa.Column("pages", sa.Integer(), server_default="0", nullable=False), schema="intake"
    )
    op.add_column("checks", sa.Column("rules", json, server_default="[]", nullable=False), schema="intake")
    op.add_column("revisions", _text("timing"), schema="intake")
    op.execute("update intake.revisions set timing = case when on_time then 'on_time' else 'late' end")
    op.add_column("revisions", _text("actor_name"), schema="intake")
    op.add_column(
        "revisions", sa.Column("based_on", sa.Integer(), server_default="0", nullable=False), schema="intake"
    )
    op.add_column(
        "revisions", sa.Column("deadline", sa.DateTime(timezone=True), nullable=True), schema="intake"
    )


def downgrade() -> None:
    """Back to where nothing was decided."""
    for column in ("deadline", "based_on", "actor_name", "timing"):
        op.drop_column("revisions", column, schema="intake")
    for column in ("rules", "pages"):
        op.drop_column("checks", column, schema="intake")
    for column in ("counts_why", "disposition", "decisions_version", "baseline"):
        op.drop_column("papers", column, schema="intake")
    for table in ("paper_releases", "changes", "decisions"):
        op.drop_table(table, schema="intake")
