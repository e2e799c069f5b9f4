"""The tables. Discord's ids are 64 bits; what is a list of small facts is kept as JSON."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)

from db.columns import Instant

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)

# SQLite counts rows by itself in INTEGER columns only; PostgreSQL's rows are counted in 64 bits.
RowId = BigInteger().with_variant(Integer, "sqlite")


def _row_id() -> Column[int]:
    return Column("id", RowId, primary_key=True, autoincrement=True)


def _of(table: str, *, nullable: bool = False) -> Column[int]:
    """The row of `table` this row belongs to; it goes with it."""
    singular = {"studies": "study"}.get(table, table.removesuffix("s"))
    return Column(
        f"{singular}_id",
        RowId,
        ForeignKey(f"{table}.id", ondelete="CASCADE"),
        nullable=nullable,
        index=True,
    )


servers = Table(
    "servers",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(2), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("organiser_role_id", BigInteger),
    Column("channel_id", BigInteger),
    # Where organisers and mentors hear what is not for everybody; without it the organiser gets a DM.
    Column("staff_channel_id", BigInteger),
    Column("country", String(8)),
    Column("set_up_at", Instant),
)

books = Table(
    "books",
    metadata,
    _row_id(),
    Column("key", String(64), nullable=False, unique=True),
    # The seed's digest: an unchanged file is not read into the tables again.
    Column("digest", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("title_ko", Text),
    Column("short", String(32)),
    Column("authors", JSON, nullable=False),
    Column("year", Integer),
    Column("publisher", Text),
    Column("isbn", String(20)),
    Column("korean_edition", Text),
)

chapters = Table(
    "chapters",
    metadata,
    _row_id(),
    _of("books"),
    Column("position", Integer, nullable=False),
    Column("number", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("title_ko", Text),
    Column("first_page", Integer),
    Column("last_page", Integer),
    Column("exercises_page", Integer),
    # Unknown and none are two things: NULL for exercises nobody knows, rows of `exercises` otherwise.
    Column("exercises_known", Boolean, nullable=False),
    Column("exercises_at_least", Integer),
    Column("year", Integer),
    Column("link", Text),
    UniqueConstraint("book_id", "number"),
)

sections = Table(
    "sections",
    metadata,
    _row_id(),
    _of("chapters"),
    Column("position", Integer, nullable=False),
    Column("number", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("title_ko", Text),
    Column("page", Integer),
    UniqueConstraint("chapter_id", "number"),
)

exercises = Table(
    "exercises",
    metadata,
    _row_id(),
    _of("chapters"),
    Column("position", Integer, nullable=False),
    Column("number", String(16), nullable=False),
    Column("title", Text),
    Column("stars", Integer),
    Column("solution_public", Boolean),
    UniqueConstraint("chapter_id", "number"),
)

studies = Table(
    "studies",
    metadata,
    _row_id(),
    Column("server_id", BigInteger, nullable=False, index=True),
    # A book with studies stays.
    Column("book_id", RowId, ForeignKey("books.id", ondelete="RESTRICT"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("language", String(2), nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("start_on", Date, nullable=False),
    Column("pages_per_session", Integer, nullable=False),
    Column("join_short_chapters", Boolean, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("organiser_id", BigInteger, nullable=False),
    Column("country", String(8)),
    Column("revision", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("finished_at", Instant),
)

seats = Table(
    "seats",
    metadata,
    _row_id(),
    _of("studies"),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("joined_at", Instant, nullable=False),
    Column("left_at", Instant),
    Column("language", String(2), nullable=False),
    Column("reach", String(16), nullable=False),
    Column("first_time", Boolean, nullable=False),
    Column("wants", JSON, nullable=False),
    Column("avoids", JSON, nullable=False),
    # Nobody sits twice in one study; who comes back takes the old row.
    UniqueConstraint("study_id", "user_id"),
)

sessions = Table(
    "sessions",
    metadata,
    _row_id(),
    _of("studies"),
    Column("number", Integer, nullable=False),
    Column("starts_at", Instant, nullable=False),
    # The pages themselves, not a pointer into the book: a corrected seed never moves a running study.
    Column("parts", JSON, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("stars", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("materials", Text),
    Column("held_at", Instant),
    UniqueConstraint("study_id", "number"),
)

turns = Table(
    "turns",
    metadata,
    _row_id(),
    _of("sessions"),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("role", String(8), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", JSON, nullable=False),
)
# One lead and one backup a session; a passed turn stays as history beside the one that took over.
Index(
    "uq_turns_standing",
    turns.c.session_id,
    turns.c.role,
    unique=True,
    sqlite_where=text("state <> 'passed'"),
    postgresql_where=text("state <> 'passed'"),
)

pleas = Table(
    "pleas",
    metadata,
    _row_id(),
    _of("turns"),
    Column("user_id", BigInteger, nullable=False),
    Column("words", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
)

plan_drafts = Table(
    "plan_drafts",
    metadata,
    _row_id(),
    _of("studies"),
    Column("revision", Integer, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("body", JSON, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    _row_id(),
    Column("kind", String(32), nullable=False),
    Column("subject", BigInteger, nullable=False),
    Column("target_kind", String(8), nullable=False),
    Column("target_id", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("try_at", Instant, nullable=False),
    # 0 urgent, 1 normal, 2 bulk: small goes first.
    Column("lane", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("server_id", BigInteger),
    Column("study_id", BigInteger),
    Column("claimed_at", Instant),
    Column("claimed_by", String(64)),
    # The wordings that may have arrived since then; NULL while nothing of this row can be on Discord.
    Column("unsure_since", Instant),
    Column("fingerprint", String(64)),
    Column("fallback_of", RowId, ForeignKey("notices.id", ondelete="SET NULL")),
    Column("message_id", BigInteger),
    Column("sent_at", Instant),
    Column("error", Text),
    UniqueConstraint("kind", "subject", "target_kind", "target_id", "revision"),
    Index("ix_notices_due", "state", "lane", "try_at"),
    Index("ix_notices_study_id_kind", "study_id", "kind"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Instant, nullable=False),
)
