"""ids are never given twice

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rebuild(autoincrement=True)


def downgrade() -> None:
    _rebuild(autoincrement=False)


def _rebuild(*, autoincrement: bool) -> None:
    """SQLite alone gives the id of a deleted row again; no other table's rows hang on these, so none go with them."""
    if op.get_bind().dialect.name == "sqlite":
        kwargs = {"sqlite_autoincrement": autoincrement}
        with op.batch_alter_table("plan_drafts", recreate="always", table_kwargs=kwargs):
            pass
