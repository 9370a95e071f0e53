"""Specialty coffee: home brewers, baristas and roasters."""

from typing import Final

from ingest.demo.grammar import lines, listed, slots
from ingest.demo.themes.theme import Theme

COFFEE: Final = Theme(
    name="specialty coffee",
    people=125,
    network="warble",
    words=slots(
        """
        gear: hand grinder | gooseneck kettle | flat-bottom dripper | refractometer | portafilter | milk jug | burr set
        | scale | cupping spoon | moka pot | tamper | server
        craft: bloom | ratio | grind size | water recipe | pour height | puck prep | roast curve | swirl | contact time
        | brew log
        origin: Sidama | Huila | Nyeri | Nariño | Yirgacheffe | Tarrazú | Chiapas | Rwanda | Burundi | Sumatra | Guji
        | Cajamarca | Santa Bárbara
        process: washed | natural | honey | anaerobic | wet-hulled | carbonic | double-washed
        note: blackcurrant | bergamot | ripe peach | dark honey | lime zest | cocoa nib | jasmine | quince
        | brown sugar | strawberry jam | black tea | hazelnut | rhubarb | candied orange
        dose: 15 g | 16 g | 18 g | 18.5 g | 20 g | 22 g | 30 g
        water: 240 g | 250 g | 270 g | 300 g | 320 g | 500 g
        degrees: 88 | 90 | 92 | 93 | 94 | 96
        time: 2:30 | 2:45 | 3:00 | 3:20 | 3:40 | 4:10
        clicks: two clicks | three clicks | half a turn | one click | a whole notch
        drinker: my father-in-law | the night shift | my flatmate | our new hire | the plumber | my sister
        place: the corner bar | the stall at the station | the roastery | the Saturday market | our kitchen
        """
    ),
    openers=lines(
        """
        This {process} {origin} is all {note} and {note}.
        First cup of the {origin}: {note} up front, {note} when it cools.
        {dose} in, {water} out, {degrees} degrees, done at {time}.
        Went {clicks} finer and suddenly there it is, {note}.
        Spent the morning dialling in espresso at {place}. Down to {dose} and finally happy with the {craft}.
        Unpopular opinion: your {gear} matters less than your water.
        ~I keep blaming the {gear} when it was the water all along.
        New bag of {origin} on the counter, resting it until Thursday.
        Does anybody else check the {craft} before every single brew?
        Cupping at {place} tonight, six tables, a {process} {origin} I cannot stop thinking about.
        Made a pour-over for {drinker} and got asked why it tastes of {note}.
        Cleaned the {gear} properly for the first time this year. I am not going to describe it.
        What do you do with beans that roasted too dark? I have a kilo of {origin} here.
        Three brews, one change each: only the {craft} made a difference.
        ~The {gear} broke. Back to the old one, and honestly the cup is fine.
        My extraction went from thin to {note} just by dropping to {degrees} degrees.
        Brewing a {process} {origin} at {degrees} and stopping at {time}. Too sweet if I go longer.
        ~Roasted 4 kg last night, first crack far too late, and the {note} is gone.
        Question for the filter people: how coarse do you go for a {process} {origin}?
        Somebody at {place} asked for a flat white with {note} syrup. I said yes. I have changed.
        Writing down every brew for a month. Week two, and the {craft} is the only thing I never touch.
        ~Green prices again. The {origin} we wanted is up a third since spring.
        If you descale your kettle you will taste it. If you don't, you are tasting that too.
        Espresso before eight, filter after lunch, decaf after five. That is the whole system.
        Blind tasting at home: {drinker} picked the supermarket beans over my {origin}. Twice.
        Finally bought a {gear}, let's see if it is worth the counter space.
        Got a sample of {process} {origin} in the post, no notes on the bag. I say {note} and {note}.
        The trick with this {origin} is a longer bloom and no stirring at all.
        ~Milk foam keeps collapsing on me since the new {gear}. Ideas?
        Iced filter weather: {dose}, {water} of which half is ice, and plenty of {note}.
        Taught {drinker} to make a decent filter today. One less reason to call me at seven.
        Is a {gear} really worth three times the price, or are we all fooling ourselves?
        Guest espresso at {place} this week: {process} {origin}, {note}, gone by Friday I'd guess.
        ~Dropped the {gear} on the tiles. A moment of silence, please.
        Two {origin} lots side by side, same farm, one {process}, one not. Night and day.
        I moved the {gear} to the other side of the sink and the kitchen feels twice as large.
        Home roast number nineteen: {origin}, a bit baked, still more {note} than anything I can buy here.
        How long do you rest a {process} coffee? I've heard three days and I've heard six weeks.
        Competition prep: {craft}, {craft}, {craft}, sleep, repeat.
        ~The water in this town is so hard that every {origin} tastes of chalk.
        Latte art update: it's a swan if you squint, {drinker} says it's a snail.
        Changed nothing but the paper filter and the cup went from flat to {note}. Filters matter.
        Opening {place} at six tomorrow. First ten filters are on me.
        Reading about {craft} until midnight so you don't have to. Summary: grind finer.
        Decaf {origin} that actually tastes of {note}. I'd not have believed it either.
        """
    ),
    asides=lines(
        """
        Happy to share the recipe.
        Notes say {note}, I say {note}.
        Worth getting up for.
        Next one at {degrees} degrees.
        The crema was a lie though.
        Barista hands, ask me anything.
        And no, sugar does not fix it.
        Tasted it again cold: even better.
        Neighbours heard the grinder, again.
        I may need a second {gear}.
        Roast date was eleven days ago.
        Ratio is one to sixteen, as always.
        Same beans at {place}, very different cup.
        Two more bags left.
        """
    ),
    answers=lines(
        """
        Try {clicks} coarser and {degrees} degrees.
        I get {note} from that one every time.
        Which water do you use? Mine kills anything {process}.
        How many days off roast?
        Drop the dose to {dose}, it opens up.
        The {origin} does that. Longer bloom helped me.
        Paper or metal filter?
        I had that last week, pure {note}.
        Come by {place}, I'll pull you one.
        Extraction looks a bit fast, what does your scale say?
        """
    ),
    foreign={
        "es": lines(
            """
            Este {origin} sabe a fruta madura, no me lo esperaba.
            Molienda más fina, agua a {degrees} grados y por fin sale dulce.
            ¿Alguien más pesa el café todas las mañanas o soy yo el raro?
            Cata el sábado en la tostadora, quedan tres plazas.
            """
        ),
        "de": lines(
            """
            Der {origin} ist heute unfassbar gut, ganz klar und süß.
            {dose} Kaffee, {degrees} Grad, fertig nach {time}. Mehr braucht es nicht.
            Mühle gereinigt, Wasser gefiltert, trotzdem bitter. Wer weiß Rat?
            Heute Verkostung in der Rösterei, kommt vorbei!
            """
        ),
    },
    hashtags=listed("#pourover | #homebarista | #specialtycoffee | #filtercoffee | #espresso | #roasting | #cupping"),
    marks=listed("☕ | 🫘 | ✨ | 😅 | 🔥"),
    affixes=listed("brews | barista | filter | roasts | cups | espresso | grinds"),
    organisations=listed(
        "Tidewater Coffee Roasters | Copper Heron Coffee | Nine Steps Espresso Bar | Mill Lane Roastery"
    ),
)
