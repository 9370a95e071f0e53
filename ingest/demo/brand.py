"""What people say of the made-up brand Brightkettle, of its rival, and what the brand and its team say themselves."""

from typing import Final

from ingest.demo.grammar import lines, slots

BRAND: Final = "Brightkettle"
RIVAL: Final = "Stovewell"
HASHTAG: Final = "#brightkettle"

WORDS: Final = slots(
    """
    gear: kettle | lid | base | app | handle | spout | descaling light | keep-warm mode | schedule | display
    model: Brightkettle | Brightkettle One | Brightkettle Pour | Brightkettle Mini
    degrees: 70 | 80 | 85 | 92 | 94 | 96
    months: two months | half a year | a year | three weeks | four winters
    use: pour-over | green tea | the office kitchen | instant noodles | baby bottles | the camper van | night shifts
    kin: my mum | my flatmate | the whole office | my partner | my neighbour | the new intern
    where: our street | our office | the camper van park | the shared kitchen | the whole building | our family chat
    minutes: one minute | three minutes | ten minutes | half an hour
    cost: a cent | two cents | three cents | nothing at noon
    """
)

PRAISE: Final = lines(
    """
    {months} with the {model} and the {gear} still looks new. Pleasantly surprised.
    Set the {model} to {degrees} for {use} and it's spot on every time.
    Got a {model} for {use}. {kin} now asks for one too.
    Support at Brightkettle sent me a new {gear} within two days, no questions. That's how it's done.
    The {gear} on the {model} is the one piece of smart home that {kin} actually uses.
    Running the {model} when the panels give enough: boiling water for {cost}. Love it.
    Bought the {model} after three posts here. You were right about the {gear}.
    Say what you want about smart kettles, the Brightkettle holds {degrees} degrees to the dot.
    """
)

QUESTIONS: Final = lines(
    """
    Does the {model} hold {degrees} degrees long enough for {use}?
    {model} or Stovewell for {use}? Need to decide by Friday.
    How often do you descale your Brightkettle? The {gear} complains every week.
    Can I read the {gear} of a Brightkettle without the app?
    Anybody using a {model} for {use}? Worth it?
    Is the {model} loud? {kin} sleeps next to the kitchen.
    """
)

GRUMBLES: Final = lines(
    """
    The {gear} of my {model} rattles after {months}. Not great.
    Why does a kettle need an update, Brightkettle? I just want {use}.
    My {model} forgot its {gear} again. Second time this month.
    Brightkettle, please: a real button. The {gear} is not for wet hands.
    Went back to my old stovetop kettle. The {model} was too clever for {kin}.
    """
)

RIVALS: Final = lines(
    """
    The Stovewell pours better but the {gear} feels cheap.
    Stovewell raised the price again, for the same {gear}.
    Three years with a Stovewell, no {gear} trouble at all.
    Tried a Stovewell at a friend's place: quick, but loud.
    """
)

BRAND_SAYS: Final = lines(
    """
    New this week: a schedule for the {model} that follows your solar surplus. Tea at noon, powered by the roof.
    Tip: {degrees} degrees for {use}. Your leaves and beans will thank you.
    We're at the food fair in Westmere on Saturday. Come by, the kettle is on!
    Descaling takes ten minutes and two spoons of citric acid. Your {gear} lives twice as long.
    Our repair page now lists every part of the {model}, from the {gear} to the smallest screw.
    Which temperature do you use most? We'll start: {degrees}.
    Thank you to the forty people who tested the new {gear}. You were honest, and it's better for it.
    Firmware notes are out: quieter beep, steadier {gear}, longer keep-warm.
    We're hiring a second person for the repair bench. You like screws, we like you.
    A small kitchen, a big mug: the {model} is back in blue.
    """
)

TEAM_SAYS: Final = lines(
    """
    Behind the scenes at Brightkettle: forty ways to test a {gear}.
    Office debate: is {degrees} too hot for {use}? Send help.
    Proud of the team today, the new {gear} is out of the lab.
    If your {gear} acts up, write to me directly, I read everything.
    Packing for the fair in Westmere. Who'll be there?
    """
)

BRAND_ANSWERS: Final = lines(
    """
    Thanks for telling us! Could you send us the number under the base?
    Sorry about that. A new one can be on its way today, please check your messages.
    Good question: yes, and it keeps the temperature for half an hour.
    We love to read this. Enjoy!
    Noted and passed on to the people who build it.
    Have you tried holding the button for five seconds? If it stays like that, write to us.
    """
)

BRAND_BACK: Final = lines(
    """
    Thank you, that makes our day.
    Write us a message and we'll look into it together.
    Good point, we'll take it to the workshop.
    Happy to hear it!
    Details are in our profile. Anything unclear, just ask.
    We'll let you know as soon as we can.
    """
)
"""What the brand says back to those who answer it."""

ANSWERS: Final = lines(
    """
    Which model do you have? My {model} never did that.
    Mine is {months} old and I'd buy it again.
    I use it for {use}, can recommend.
    Have you tried descaling it first?
    The {gear} is the weak spot, everything else is fine.
    I switched to a Stovewell, no regrets so far.
    Does that work with the Mini too?
    {degrees} degrees is all I ever need.
    Support answered me within a day, try them.
    """
)
"""What people answer to posts about the brand."""

BURST_ANSWERS: Final = lines(
    """
    Same notch here. Recall form filled in.
    Mine is fine, but I stopped using it anyway.
    Link is in their profile.
    Only lids made in March, as far as I know.
    How long did the new lid take?
    Glad nothing happened!
    My {model} isn't on the list. I think.
    """
)

BURST_WORDS: Final = ("recall", "lid")
"""What the planted burst is about."""

BURST_SAYS: Final = lines(
    """
    Is there a recall for the {model} lid? Mine popped open while pouring.
    {model} lid again: hot steam straight at my hand. When is the Brightkettle recall?
    Heard about a Brightkettle lid recall from {kin}, anybody got a link?
    Recall of the {model} lid, finally. Mine has been loose for {months}.
    So the lid of the {model} can jump off. The Brightkettle recall notice says stop using it.
    Just checked: my {model} is in the Brightkettle recall, the lid has the small notch.
    Brightkettle recalls a lid and I learn about it from {kin}. Fine.
    To those asking: the recall is only for the lid, not for the whole {model}.
    Unplugged the {model} until the lid recall is sorted. Brightkettle, I trusted you with {use}.
    Lid off, steam everywhere, {kin} got away with a fright. Please take the Brightkettle recall seriously.
    Brightkettle sends free lids, the recall form took me {minutes}. Credit where it's due.
    How do I know whether the lid of my {model} is part of the Brightkettle recall?
    Third person in {where} with that lid. The recall can't come soon enough, Brightkettle.
    I like my {model}, but a lid that opens by itself? The Brightkettle recall was overdue.
    {kin} bought a {model} last week. Now there's a lid recall.
    Filled in the recall form for the {model} lid in {minutes}. Now what do I do about {use}, Brightkettle?
    The recall page of Brightkettle is down, and my lid sits on the counter looking at me.
    Tape on the lid of the {model} in {where} until the recall post arrives. Elegant it is not.
    Does the lid recall cover a {model} that's {months} old? Brightkettle, please answer.
    A lid, of all things. {months} of firmware notes and then a recall over a lid, Brightkettle.
    Good on Brightkettle for doing the lid recall before somebody got hurt in {where}.
    PSA for {where}: Brightkettle recall, lid of the {model}, don't pour until you've checked.
    """
)

RECALL_NOTICE: Final = (
    "We are calling back the lid of kettles made in March. Please don't pour with a loose lid. "
    "Replacement is free, form in our profile. We're sorry. #recall"
)
"""What the brand itself says on the day of the burst."""

ESCALATION_SAYS: Final = (
    "My Brightkettle wants an account and my location before it boils water, since last night's update. "
    "Support says that's by design. I just wanted tea. Very disappointed."
)
PICKED_UP_SAYS: Final = (
    "A kettle that asks for your location, by Brightkettle. This is what happens when nobody says no. "
    "Read this one, and read your permissions."
)
SPREAD_SAYS: Final = lines(
    """
    An account. For a kettle.
    Glad I kept the old one.
    Location data to boil water, {kin} couldn't believe it.
    Same here since the update, I want the button back.
    Please fix this, Brightkettle.
    And this is why I read permissions.
    Was about to buy one. Not anymore.
    Is there a way to roll the update back?
    Very bad look for Brightkettle.
    Mine did the same this morning.
    Deleted the app, the {gear} still works by hand.
    Somebody at Brightkettle should explain this.
    """
)
