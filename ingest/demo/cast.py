"""The cast: everybody in the demo world, community by community, with the parts they play."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from graph.model.account import Account, PersonKind
from ingest.demo.brand import BRAND
from ingest.demo.figure import Figure, Role, Style
from ingest.demo.hours import END
from ingest.demo.names import Names, address
from ingest.demo.themes import THEMES, Theme

NETWORKS: Final = ("warble", "plaza")
BRAND_DOMAIN: Final = "brightkettle.example"
POST_BOXES: Final = ("postbox.example", "mailhaven.example", "letterly.example")

HUBS: Final = 5
"""People per community who draw the most attention."""

BROKERED: Final = ((0, 2, 4), (1, 3, 0), (5, 2, 3), (4, 5, 1))
"""For each broker the communities it bridges, home first, by their place among the themes."""

LOUD_HOMES: Final = (0, 1)
CENTRAL_HOME: Final = 0
SMALL_VOICE_HOME: Final = 2
LARGE_VOICE_HOME: Final = 5
COLLEAGUES: Final = 5
STRANGERS: Final = 2

SHOWS_EMAIL: Final = 0.3
"""Share of people on one network who show their e-mail there; those on both show it on both."""

ON_BOTH: Final = 0.11
SILENT: Final = 0.12
"""Share of people who are on both networks, and who never post."""

_ACTIVITY: Final = {Role.BROKER: 30.0, Role.CENTRAL: 9.0, Role.SMALL_VOICE: 6.0, Role.LARGE_VOICE: 55.0}
_PULL: Final = {Role.BROKER: 0.12, Role.CENTRAL: 0.05, Role.SMALL_VOICE: 0.03}
_FOLLOWERS: Final = {Role.CENTRAL: 96, Role.SMALL_VOICE: 64, Role.LARGE_VOICE: 48_000}
_VERIFIED: Final = frozenset({Role.BRAND, Role.LARGE_VOICE, Role.LOUD})
_ZONES: Final = (-8, -5, -5, 0, 0, 1, 1, 1, 2, 3, 5, 9)


@dataclass(slots=True)
class Cast:
    """All figures, by number."""

    figures: list[Figure] = field(default_factory=list)

    def those(self, role: Role) -> list[Figure]:
        """Figures that play a part, in order of number."""
        return [f for f in self.figures if f.role is role]

    def members(self, theme: Theme) -> list[Figure]:
        """Figures whose home a community is, in order of number (the most attended first)."""
        return [f for f in self.figures if f.home is theme]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What a figure shall be like; the rest is chance."""

    name: str
    role: Role
    speaks: tuple[Theme, ...]
    networks: tuple[str, ...]
    followers: int
    activity: float
    kind: PersonKind = PersonKind.HUMAN
    home: Theme | None = None
    pull: float = 0.0
    email: str | None = None
    language: str = "en"
    affixes: tuple[str, ...] = ()


class Casting:
    """Makes figures up, one after the other. `names` hands out further names that nobody has."""

    def __init__(self, rng: random.Random) -> None:
        self.names = Names(rng)
        self._rng = rng
        self._natives = dict.fromkeys(NETWORKS, 10_000)
        self._cast = Cast()

    def run(self) -> Cast:
        """Make everybody up."""
        for place, theme in enumerate(THEMES):
            for rank, role in enumerate(_roles(place, theme)):
                self._admit(self._member(theme, role, rank))
            for name in theme.organisations:
                self._admit(self._organisation(theme, name))
        for home in LOUD_HOMES:
            self._admit(self._loud(THEMES[home]))
        for _ in range(STRANGERS):
            self._admit(self._stranger())
        self._admit(self._brand())
        for theme in THEMES[:COLLEAGUES]:
            self._admit(self._colleague(theme))
        self._hide_one()
        return self._cast

    def _member(self, theme: Theme, role: Role, rank: int) -> _Wanted:
        rng = self._rng
        name, language = self.names.person()
        both = role is Role.BROKER or (role is Role.MEMBER and rng.random() < ON_BOTH)
        pull = (rank + 2.0) ** -0.85
        activity = min(rng.lognormvariate(1.45, 0.95), 45.0) + (18.0 if role is Role.HUB else 0.0)
        silent = role is Role.MEMBER and rng.random() < SILENT
        followers = round((120 + 9_000 * pull**1.3) * rng.lognormvariate(0.0, 0.8))
        return _Wanted(
            name=name,
            role=role,
            home=theme,
            speaks=_brokered(theme) if role is Role.BROKER else (theme,),
            networks=(theme.network, *(n for n in NETWORKS if both and n != theme.network)),
            followers=_FOLLOWERS.get(role, followers),
            activity=0.0 if silent else _ACTIVITY.get(role, activity),
            pull=_PULL.get(role, pull),
            email=address(name, rng.choice(POST_BOXES)) if both or rng.random() < SHOWS_EMAIL else None,
            language=language,
            affixes=theme.affixes,
        )

    def _organisation(self, theme: Theme, name: str) -> _Wanted:
        return _Wanted(
            name=name,
            kind=PersonKind.ORGANISATION,
            role=Role.MEMBER,
            home=theme,
            speaks=(theme,),
            networks=(theme.network,),
            followers=self._rng.randrange(400, 4_000),
            activity=9.0,
            pull=0.1,
            email=f"info@{'-'.join(name.casefold().replace('&', 'and').split())}.example",
        )

    def _loud(self, theme: Theme) -> _Wanted:
        return _Wanted(
            name=self.names.person()[0],
            role=Role.LOUD,
            speaks=(theme,),
            networks=(theme.network,),
            followers=self._rng.randrange(160_000, 260_000),
            activity=150.0,
            affixes=("daily", "hacks"),
        )

    def _stranger(self) -> _Wanted:
        followers = self._rng.randrange(5, 40)
        name, _ = self.names.person()
        return _Wanted(name=name, role=Role.STRANGER, speaks=(), networks=("plaza",), followers=followers, activity=6.0)

    def _brand(self) -> _Wanted:
        return _Wanted(
            name=BRAND,
            kind=PersonKind.ORGANISATION,
            role=Role.BRAND,
            speaks=(),
            networks=NETWORKS,
            followers=21_400,
            activity=64.0,
            email=f"kettles@{BRAND_DOMAIN}",
        )

    def _colleague(self, theme: Theme) -> _Wanted:
        name, language = self.names.person()
        return _Wanted(
            name=name,
            role=Role.COLLEAGUE,
            speaks=(theme,),
            networks=NETWORKS,
            followers=self._rng.randrange(150, 900),
            activity=16.0,
            email=address(name, BRAND_DOMAIN),
            language=language,
            affixes=("kettle",),
        )

    def _hide_one(self) -> None:
        """One member on both networks shows no e-mail, so that only a judgement can tell whose accounts these are."""
        figures = self._cast.figures
        figure = self._rng.choice([f for f in figures if f.ordinary and len(f.accounts) > 1 and f.activity > 1])
        figures[figure.number] = replace(figure, accounts=tuple(replace(a, email=None) for a in figure.accounts))

    def _admit(self, member: _Wanted) -> None:
        rng = self._rng
        accounts = tuple(self._account(member, place) for place in range(len(member.networks)))
        style = Style(
            small_letters=member.kind is PersonKind.HUMAN and rng.random() < 0.16,
            marks=rng.choice((0.0, 0.1, 0.3, 0.6)),
            hashtags=rng.choice((0.0, 0.2, 0.4, 0.8)),
            talkative=rng.uniform(0.15, 0.6),
        )
        self._cast.figures.append(
            Figure(
                number=len(self._cast.figures),
                name=member.name,
                kind=member.kind,
                role=member.role,
                home=member.home,
                speaks=member.speaks,
                accounts=accounts,
                language=member.language,
                style=style,
                zone_hours=rng.choice(_ZONES),
                activity=member.activity,
                pull=member.pull,
                warmth=rng.lognormvariate(0.0, 0.8),
            )
        )

    def _account(self, member: _Wanted, place: int) -> Account:
        rng, network = self._rng, member.networks[place]
        self._natives[network] += rng.randrange(3, 90)
        handle = self.names.handle(network, member.name, member.affixes if member.kind is PersonKind.HUMAN else None)
        # The same address in other letters is still the same address.
        email = member.email.title() if member.email and place > 0 and rng.random() < 0.3 else member.email
        return Account(
            id=f"{network}:{self._natives[network]}",
            handle=handle,
            name=member.name,
            kind=member.kind,
            email=email,
            followers=max(1, member.followers // (1 + 2 * place)),
            following=round(20 + 200 * rng.lognormvariate(0.0, 0.8)),
            verified=member.role in _VERIFIED,
            url=f"https://{network}.example/{handle}",
            stated_at=END,
        )


def _brokered(home: Theme) -> tuple[Theme, ...]:
    """Themes of the broker of a community."""
    return next(tuple(THEMES[place] for place in places) for places in BROKERED if THEMES[places[0]] is home)


def _roles(place: int, theme: Theme) -> Iterator[Role]:
    """The parts in a community, from the most attended member down."""
    special = [Role.HUB] * HUBS
    if place == LARGE_VOICE_HOME:
        special[0] = Role.LARGE_VOICE
    special += [Role.BROKER for places in BROKERED if places[0] == place]
    special += [Role.CENTRAL] * (place == CENTRAL_HOME) + [Role.SMALL_VOICE] * (place == SMALL_VOICE_HOME)
    yield from special
    yield from [Role.MEMBER] * (theme.people - len(special) - len(theme.organisations))
