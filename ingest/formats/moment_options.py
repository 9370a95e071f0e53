"""Options about moments, for sources whose files write them in some way or other."""

from ingest.registration import option


def date_format_option() -> str | None:
    """How moments are written; None where they are recognised."""
    return option(
        None,
        "--date-format",
        "How moments are written, such as `%d/%m/%Y %H:%M`, `epoch_s`, `epoch_ms`, `epoch_us` or `serial_days`.",
        placeholder="FORMAT",
    )


def zone_option() -> str | None:
    """The zone of moments that name none; None for UTC."""
    return option(
        None, "--zone", "Zone of moments that name none, such as `Europe/Berlin`; else UTC.", placeholder="ZONE"
    )
