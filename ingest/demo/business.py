"""Business: the CRM with its records, meetings and messages, and the deals; network `crm`, beside the social people."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from graph.model.account import Account, PersonKind, Relation
from graph.model.ids import account_id, transaction_id
from graph.model.interaction import InteractionKind
from graph.model.transaction import Transaction, TransactionStatus
from ingest.demo.chronicle import Chronicle
from ingest.demo.companies import COMPANIES, CURRENCIES, KINDS
from ingest.demo.figure import Figure
from ingest.demo.hours import DAYS, END, START, moment_on
from ingest.demo.names import Names, address, plain
from ingest.demo.plan import Plan
from ingest.demo.themes import THEMES
from ingest.demo.truth import SamePerson

CRM: Final = "crm"
CRM_ONLY: Final = {Relation.CUSTOMER: 8, Relation.PROSPECT: 5, Relation.CONTACT: 4}
SOCIAL_PROSPECTS: Final = 9
SOCIAL_CONTACTS: Final = 6

_USUAL: Final = {Relation.CUSTOMER: (2, 5), Relation.PROSPECT: (2, 5), Relation.CONTACT: (1, 2)}
"""Fewest and most dealings with a record, by relation."""


@dataclass(slots=True)
class Business:
    """Fills the CRM. `records` holds its accounts by id, `names` makes up people who are nowhere else."""

    rng: random.Random
    chronicle: Chronicle
    names: Names
    team: list[Figure]
    customers: list[str] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    judged: list[SamePerson] = field(default_factory=list)
    shared: dict[str, list[str]] = field(default_factory=dict)
    _records: int = 1000

    def run(self, plan: Plan, prospects: list[Figure], contacts: list[Figure], organisations: list[Figure]) -> None:
        """Enter everybody: colleagues as users, customers, prospects and contacts, with their dealings and deals."""
        for colleague in self.team:
            self._user(colleague)
        for figure in plan.joined:
            self._enter_known(figure, Relation.CUSTOMER)
        for figure in plan.judged:
            self._enter_judged(figure)
        for figure in prospects:
            self._enter_known(figure, Relation.PROSPECT)
        for figure in contacts:
            self._enter_known(figure, Relation.CONTACT)
        for relation, count in CRM_ONLY.items():
            for place in range(count):
                self._enter_unknown(relation, organisations[place % len(organisations)] if place < 2 else None)

    def _user(self, colleague: Figure) -> None:
        account = self._add(
            f"user-{plain(colleague.name)}", colleague.name, colleague.main.email, "Brightkettle", Relation.UNKNOWN
        )
        self.joined.append((colleague.main.id, account.id))

    def _enter_known(self, figure: Figure, relation: Relation) -> None:
        """A record with the e-mail the person shows on a network, so that the two are joined."""
        email = figure.main.email
        record = self._record(
            figure.name, email.lower() if email else None, self.rng.choice((None, *COMPANIES)), relation
        )
        self.joined.append((figure.main.id, record.id))
        self._deal_with(record, relation, THEMES.index(figure.home) if figure.home else 0)

    def _enter_judged(self, figure: Figure) -> None:
        """A record with a work e-mail and no dealings: nothing but a judgement tells whose it is."""
        company = self.rng.choice(COMPANIES)
        first, _, last = figure.name.partition(" ")
        record = self._record(f"{first[0]}. {last}", address(figure.name, _domain(company)), company, Relation.CUSTOMER)
        self._deals(record.id, Relation.CUSTOMER)
        why = f"{first} showed us @{figure.main.handle} at the fair in Westmere"
        self.judged.append(SamePerson(figure.main.id, record.id, why))

    def _enter_unknown(self, relation: Relation, organisation: Figure | None) -> None:
        """Somebody who is on no network; a few give the shared mailbox of an organisation that is."""
        name, _ = self.names.person()
        company = organisation.name if organisation else self.rng.choice(COMPANIES)
        email = organisation.main.email if organisation and organisation.main.email else address(name, _domain(company))
        record = self._record(name, email, company, relation)
        if organisation:
            self.shared.setdefault(email, [organisation.main.id]).append(record.id)
        self._deal_with(record, relation, self.rng.randrange(len(THEMES)))

    def _deal_with(self, record: Account, relation: Relation, home: int) -> None:
        user = self._user_of(self.team[home % len(self.team)])
        self._dealings(user, record.id, relation)
        self._deals(record.id, relation)

    def _record(self, name: str, email: str | None, company: str | None, relation: Relation) -> Account:
        self._records += 1
        return self._add(str(self._records), name, email, company, relation)

    def _add(self, native: str, name: str, email: str | None, company: str | None, relation: Relation) -> Account:
        account = Account(
            id=account_id(CRM, native),
            name=name,
            kind=PersonKind.HUMAN,
            email=email,
            company=company,
            relation=relation,
            stated_at=END,
        )
        self.chronicle.accounts.append(account)
        return account

    def _user_of(self, colleague: Figure) -> str:
        return account_id(CRM, f"user-{plain(colleague.name)}")

    def _dealings(self, user: str, record: str, relation: Relation) -> None:
        """Meetings and messages, ours mostly answered; some are known to a colleague from before."""
        rng = self.rng
        for _ in range(rng.randint(*_USUAL[relation])):
            at = self._office_moment()
            self.chronicle.act(user, record, InteractionKind.MESSAGE, at)
            if rng.random() < 0.7:
                self.chronicle.act(record, user, InteractionKind.MESSAGE, at + timedelta(hours=rng.uniform(0.2, 60)))
            if rng.random() < 0.35:
                self.chronicle.act(user, record, InteractionKind.MEETING, at + timedelta(days=rng.randrange(2, 9)))
        if rng.random() < 0.3:
            self.chronicle.act(user, record, InteractionKind.KNOWS, START)

    def _deals(self, record: str, relation: Relation) -> None:
        """A customer has a WON deal, some have more; a prospect an OPEN or LOST one; a contact none."""
        rng, statuses = self.rng, list[TransactionStatus]()
        if relation is Relation.CUSTOMER:
            self.customers.append(record)
            statuses = [TransactionStatus.WON]
            statuses += rng.choices(list(TransactionStatus), (3, 4, 1, 1), k=rng.choice((0, 0, 1, 1, 2, 3)))
        elif relation is Relation.PROSPECT:
            statuses = [rng.choice((TransactionStatus.OPEN, TransactionStatus.OPEN, TransactionStatus.LOST))]
        currency = rng.choice(CURRENCIES)
        for status in statuses:
            native = f"D-{len(self.chronicle.transactions) + 5001}"
            amount = Decimal(round(rng.lognormvariate(6.6, 0.9) * 100)) / 100
            at = self._office_moment()
            self.chronicle.transactions.append(
                Transaction(
                    id=transaction_id(CRM, native),
                    account=record,
                    kind=rng.choice(KINDS),
                    status=status,
                    amount=amount,
                    currency=currency,
                    at=at,
                    stated_at=at,
                )
            )

    def _office_moment(self) -> datetime:
        day = self.rng.randrange(5, DAYS - 10)
        at = moment_on(self.rng, day)
        return at.replace(hour=8 + at.hour % 9)


def _domain(company: str) -> str:
    return f"{plain(company).replace('_', '-')}.example"
