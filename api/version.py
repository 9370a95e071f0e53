"""Which version of Kith this is."""

from importlib.metadata import PackageNotFoundError, version


def kith_version() -> str:
    """Version of Kith as it is installed; `unknown` when it runs from a copy that is not."""
    try:
        return version("kith")
    except PackageNotFoundError:
        return "unknown"
