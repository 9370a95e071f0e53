"""The demo world: everything made up in order, from a seed, with the truth that was planted."""

import random
from dataclasses import dataclass

from graph.model.account import PersonKind
from graph.port.batch import Record
from ingest.demo.burst_day import plant_burst
from ingest.demo.business import SOCIAL_CONTACTS, SOCIAL_PROSPECTS, Business
from ingest.demo.cast import Cast, Casting
from ingest.demo.chronicle import Chronicle
from ingest.demo.circles import Circles, befriend, draw_circles
from ingest.demo.escalation import plant_escalation
from ingest.demo.everyday import Everyday
from ingest.demo.figure import Role
from ingest.demo.friends import Friends, hang_loosely
from ingest.demo.loud import shout
from ingest.demo.our_side import OurSide
from ingest.demo.plan import Plan, draw_plan, fans
from ingest.demo.planted import gather
from ingest.demo.tides import turn_tides
from ingest.demo.truth import Burst, Escalation, Truth
from ingest.demo.voices import Voices


@dataclass(frozen=True, slots=True)
class World:
    """All records of a world, in the order in which a source gives them, and its truth."""

    records: tuple[Record, ...]
    truth: Truth


def make_world(seed: int) -> World:
    """Make a world up; the same seed makes the same."""
    rng = random.Random(seed)  # noqa: S311  nothing here is secret
    casting = Casting(rng)
    cast = casting.run()
    plan = draw_plan(rng, cast)
    circles = draw_circles(rng, cast, plan.apart)
    chronicle, voices = Chronicle(rng), Voices(rng)
    chronicle.accounts.extend(a for f in cast.figures for a in f.accounts)
    everyday = Everyday(rng, cast.figures, circles, chronicle, voices)
    burst, escalation = _live(rng, cast, plan, everyday)
    business = Business(rng, chronicle, casting.names, cast.those(Role.COLLEAGUE))
    free = [
        f for f in cast.figures if f.ordinary and f.main.email and f.number not in plan.apart and f not in plan.joined
    ]
    known = rng.sample(free, SOCIAL_PROSPECTS + SOCIAL_CONTACTS)
    organisations = [f for f in cast.figures if f.kind is PersonKind.ORGANISATION and f.role is Role.MEMBER]
    business.run(plan, known[:SOCIAL_PROSPECTS], known[SOCIAL_PROSPECTS:], organisations)
    turn_tides(chronicle)
    return World(tuple(chronicle.records()), gather(cast, plan, business, burst, escalation, chronicle.entries))


def _live(rng: random.Random, cast: Cast, plan: Plan, everyday: Everyday) -> tuple[Burst, Escalation]:
    """Let six months pass; the order is part of the world, since every step takes from the same chance."""
    (owner,) = cast.those(Role.BRAND)
    us = OurSide(rng, everyday.chronicle, everyday.voices, owner, cast.those(Role.COLLEAGUE), fans(rng, cast, plan))
    others = [f for f in cast.figures if f.ordinary and f.number not in plan.apart and f.activity > 0]
    _acquaint(everyday.circles, us, plan)
    ours = us.run()
    burst, burst_entries = plant_burst(rng, us, others)
    everyday.run([*ours, *burst_entries])
    escalation = plant_escalation(rng, us, cast, others)
    friends = Friends(rng, everyday)
    for introduction in plan.introductions:
        friends.introduce(introduction)
        hang_loosely(rng, introduction.loose, [e for e in ours if e.author in (owner, *us.team)], everyday)
    for loud in cast.those(Role.LOUD):
        shout(rng, loud, everyday.circles, everyday.chronicle, everyday.voices)
    return burst, escalation


def _acquaint(circles: Circles, us: OurSide, plan: Plan) -> None:
    """Fans listen to the brand; those who stand between a loose tie and a customer are friends."""
    for fan in us.fans:
        circles[fan][us.owner] = 0.5
    for introduction in plan.introductions:
        for left, right in introduction.pairs:
            befriend(circles, left, right, 1.5)
