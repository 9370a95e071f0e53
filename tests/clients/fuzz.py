"""Asks a server what Schemathesis makes up from its schema, and prints how often, and what went wrong, as JSON.

Run by the environment of tests/clients, with the address of GraphQL and the number of cases a root field.
"""

import json
import sys
from importlib import import_module
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings


def main(url: str, cases_a_field: int) -> None:
    """Ask, and print what came of it."""
    schemathesis = import_module("schemathesis")  # which is in that environment alone
    cases, fields, wrong = 0, [], []

    def ask(case: Any) -> None:
        nonlocal cases
        cases += 1
        answer = case.call()
        if answer.status_code >= 500 or b"INTERNAL_SERVER_ERROR" in answer.content:
            wrong.append({"query": case.body, "status": answer.status_code, "answer": answer.text[:500]})

    calm = settings(
        max_examples=cases_a_field,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for found in schemathesis.graphql.from_url(url).get_all_operations():
        operation = found.ok()
        fields.append(operation.label)
        calm(given(case=operation.as_strategy())(ask))()
    sys.stdout.write(json.dumps({"cases": cases, "fields": fields, "wrong": wrong}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
