"""What every table is made with: one set of names, rows counted in 64 bits, rows that belong to rows."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    MetaData,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)

# SQLite counts rows by itself in INTEGER columns only; PostgreSQL's rows are counted in 64 bits.
RowId = BigInteger().with_variant(Integer, "sqlite")


def row_id() -> Column[int]:
    return Column("id", RowId, primary_key=True, autoincrement=True)


def of(table: str, *, nullable: bool = False) -> Column[int]:
    """The row of `table` this row belongs to; it goes with it."""
    singular = {"studies": "study"}.get(table, table.removesuffix("s"))
    return Column(
        f"{singular}_id",
        RowId,
        ForeignKey(f"{table}.id", ondelete="CASCADE"),
        nullable=nullable,
        index=True,
    )
