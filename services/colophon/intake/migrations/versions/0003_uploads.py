"""resumable uploads and what lies beside a paper"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("metadata", sa.Text(), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offset", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("message", sa.Text(), server_default="", nullable=False),
        sa.Column("remedy", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema="intake",
    )
    op.create_index("uploads_of_paper", "uploads", ["venue", "paper", "actor"], schema="intake")
    op.create_index("uploads_expire", "uploads", ["expires"], schema="intake")
    op.create_table(
        "upload_parts",
        sa.Column("upload", sa.String(length=26), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("upload", "start"),
        schema="intake",
    )
    op.create_table(
        "attachments",
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on_time", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("bucket", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("entries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unpacked", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("remarks", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("venue", "paper", "number"),
        schema="intake",
    )
    # What a receipt says: when the upload was opened. Until now that was when it was received.
    op.add_column(
        "revisions", sa.Column("opened", sa.DateTime(timezone=True), nullable=True), schema="intake"
    )
    op.execute("update intake.revisions set opened = received")
    op.alter_column("revisions", "opened", nullable=False, schema="intake")


def downgrade() -> None:
    op.drop_column("revisions", "opened", schema="intake")
    op.drop_table("attachments", schema="intake")
    op.drop_table("upload_parts", schema="intake")
    op.drop_index("uploads_expire", table_name="uploads", schema="intake")
    op.drop_index("uploads_of_paper", table_name="uploads", schema="intake")
    op.drop_table("uploads", schema="intake")
