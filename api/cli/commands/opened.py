"""Opening what a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.settings import Settings, read_settings
from api.workspace.kernel_cache import prepare_kernel_cache
from graph.opening import open_store

if TYPE_CHECKING:
    from api.workspace.workspace import Workspace
    from graph.ledger.store import LedgerStore
    from graph.port.store import GraphStore


@contextmanager
def opened_store(
    url: str | None, *, create: bool = False, may_migrate: bool = True
) -> Iterator[tuple["LedgerStore", Settings]]:
    """Open the store of the settings, or the one at `url`. Only what brings data in may `create` one.

    A store of an older schema is brought up to date, or with `may_migrate` False refused.

    Raises StoreUnavailable and BadSetting.
    """
    settings = read_settings(store=url)
    with _open(settings, create=create, may_migrate=may_migrate) as store:
        yield store, settings


@contextmanager
def store_to_load(url: str | None) -> Iterator["GraphStore"]:
    """The store to load into: a server is asked at once whether it lets us in, a file is made when it is needed."""
    from api.workspace.store_on_demand import StoreOnDemand

    settings = read_settings(store=url)
    with StoreOnDemand(lambda: _open(settings, create=True)) as store:
        if not settings.store.startswith("sqlite:"):
            store.view()
        yield store


def _open(settings: Settings, *, create: bool, may_migrate: bool = True) -> "LedgerStore":
    password = settings.neo4j_password
    return open_store(
        settings.store,
        state=settings.state,
        user=settings.neo4j_user,
        password=password.get_secret_value() if password else None,
        database=settings.neo4j_database,
        create=create,
        may_migrate=may_migrate,
    )


@contextmanager
def opened_workspace(url: str | None) -> Iterator["Workspace"]:
    """Open the store at `url`, which must be there, with its snapshot and findings. Raises as `opened_store` does."""
    with opened_store(url) as (store, settings):
        prepare_kernel_cache(store.state_folder)
        from api.workspace.workspace import (
            Workspace,  # compiles and imports much: only for those who need it, after all checks
        )

        with Workspace(settings, create=False) as workspace:
            yield workspace
