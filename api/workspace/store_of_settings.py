"""Opening the store that the settings name: the one place where settings become a store."""

from api.settings import Settings
from graph import opening
from graph.ledger.store import LedgerStore


def store_of_settings(
    settings: Settings, *, create: bool, may_migrate: bool = True, restoring: bool = False
) -> LedgerStore:
    """Open the store; with `create` False a SQLite file that is not there is refused.

    A store of an older schema is brought up to date, or with `may_migrate` False refused. One that holds part of a
    backup is opened for `restoring` alone. Raises StoreUnavailable.
    """
    password, key = settings.neo4j_password, settings.tombstone_key
    return opening.open_store(
        settings.store,
        state=settings.state,
        user=settings.neo4j_user,
        password=password.get_secret_value() if password else None,
        database=settings.neo4j_database,
        create=create,
        may_migrate=may_migrate,
        restoring=restoring,
        tombstone_key=bytes.fromhex(key.get_secret_value()) if key else None,
    )
