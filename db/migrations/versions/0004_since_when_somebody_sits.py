"""since when somebody sits

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seats", sa.Column("seated_at", db.columns.Instant(timezone=True), nullable=True))
    # Nobody knows any more who of them waited first.
    op.execute("UPDATE seats SET seated_at = joined_at WHERE state <> 'waiting'")


def downgrade() -> None:
    op.drop_column("seats", "seated_at")
