"""Trail running: hills, mud, races and sore legs."""

from typing import Final

from ingest.demo.grammar import lines, listed, slots
from ingest.demo.themes.theme import Theme

RUNNING: Final = Theme(
    name="trail running",
    people=104,
    network="warble",
    words=slots(
        """
        gear: race vest | headlamp | soft flask | trail shoe | rain jacket | running pole | cap | pair of gaiters
        | wool sock | bum bag
        craft: descent | hill session | taper | pacing | long run | fuelling | downhill footwork | recovery week
        | night running | climbing
        hill: Crow Fell | the Grey Saddle | Hollow Ridge | Sheep Pass | the quarry path | Mount Arlen | Long Edge
        | the river loop | Three Sisters col | the fire road
        race: Grey Saddle Fifty | the Hollow Ridge Half | Crow Fell Sky Race | the Lakes Relay | Moonrise Ultra
        | the Quarry Mile
        km: 8 km | 12 km | 16 km | 21 km | 27 km | 34 km | 42 km | 50 km
        climb: 400 m | 650 m | 900 m | 1,200 m | 1,500 m | 2,100 m
        weather: sideways rain | thick fog | thirty degrees | fresh snow | a headwind both ways | perfect cold sun
        body: left knee | calf | hip | achilles | big toe | hamstring
        fuel: rice cake | flat cola | salted potato | banana | date | cheese sandwich | boiled egg
        companion: the club | my brother | two strangers | the dog | nobody | my training partner
        feeling: strong | heavy | surprisingly fine | empty after two hours | like a goat | a hundred years old
        """
    ),
    openers=lines(
        """
        {km} with {climb} of climbing on {hill}, legs felt {feeling}.
        Ran {hill} in {weather} and loved most of it.
        Signed up for {race}. Somebody stop me. Too late.
        ~Ten weeks to {race} and my {body} chooses today to complain.
        Hill repeats on {hill}, eight of them, the last one mostly walking.
        Best thing I ate on a run this year: a {fuel} at the second aid station.
        ~Lost the trail above {hill}, found it again, added {km}. Oh well.
        How do you train the descent when all you have at home is flat?
        Early start, headlamp on, {hill} to ourselves until sunrise.
        Long run with {companion}: {km}, {climb}, not one flat metre.
        Taper madness, day three. I have washed every {gear} in the house.
        ~My {gear} did not survive the season.
        ~DNF at {race}. The {body} said no at kilometre 38 and I listened for once.
        Finished {race}! {climb} of up, {weather}, and a volunteer with a {fuel} who saved my day.
        Looking for a running partner around {hill}, easy pace, Tuesdays.
        That feeling when the {craft} finally clicks after months of slow miles.
        Recovery week. I am told walking is allowed.
        Who else is at {race} on Saturday? I'll be the one with the yellow vest.
        Course check for {race} done, the path after {hill} is washed out, bring poles.
        What's in your race vest for anything over {km}? Mine weighs a ton.
        Pace group or alone? I go {feeling} either way.
        Heart rate low, legs {feeling}, {hill} in {weather}. That's the diary.
        Strength work twice a week and my {body} has stopped hurting. Boring advice works.
        Volunteered at the {km} checkpoint today. Five hundred runners, one bin of {fuel} leftovers, zero complaints.
        Blister on every toe, smile still on. Thank you, {race}.
        Switched to a lighter {gear} and I'm not going back.
        Mud up to the knee on {hill}, and somehow a personal best on the climb.
        Is there a {gear} that survives more than one winter?
        Fuelling test: one {fuel} every half hour for {km}. Stomach says yes.
        Night run on {hill}: two foxes, one owl, one very surprised shepherd.
        ~Rolled my {body} on the easy bit after {hill}, of course.
        First run after the flu. {km} planned, turned round at the bridge, {feeling}.
        {companion} talked me into {race}. {climb}. I said yes before asking.
        Dear {craft}: one day we'll be friends. Not today.
        The {craft} is where I lose every race, so that's the plan for spring.
        Post-run breakfast on {hill}: {fuel}, cold coffee, {weather}.
        New shoes, {km}, no blisters. Suspicious.
        Ran to work over {hill}. Late, muddy, happy.
        How much {craft} do you do in the last three weeks before {race}?
        ~Start of {race} moved because of {weather}. All that packing for nothing.
        Took my mother up {hill}, she's 71, she waited for me at the top.
        Club night: twelve of us, one headlamp that worked, {km}.
        Bib number 404 for {race}. Runner not found.
        Slow is smooth, smooth is {km} without stopping on {hill}.
        ~Bonked at {km}, sat on a rock, ate a {fuel} that a child gave me out of pity.
        """
    ),
    asides=lines(
        """
        Easy pace, honest.
        Legs will complain tomorrow.
        Splits later.
        {weather} included.
        The {body} held up.
        Finish-line soup was the real prize.
        Elevation doesn't care about your plans.
        Shoes are drying on the radiator.
        Bring a jacket.
        Same again Sunday?
        Only fell once.
        Training block starts now.
        Vertical counts double.
        Ate a {fuel} and cried a little.
        """
    ),
    answers=lines(
        """
        See you on {hill}!
        How's the {body} today?
        Poles or no poles?
        {climb} in that weather, respect.
        I walked that climb last year, no shame.
        What pace were you on before the descent?
        Salt. It's nearly always salt.
        I'd skip the {fuel} and start slower.
        Are you racing {race} too?
        Rest two days, then {km} easy.
        """
    ),
    foreign={
        "es": lines(
            """
            {km} por el monte con barro hasta las rodillas. Qué gozada.
            ¿Quién se apunta a subir el domingo? Salimos a las siete, ritmo tranquilo.
            Hoy las piernas no querían, pero la bajada lo cura todo.
            Tres semanas para la carrera y sigo sin zapatillas nuevas.
            """
        ),
        "de": lines(
            """
            {km} und {climb} hoch, die Beine sind Pudding.
            Nebel, Matsch, zwei Stürze. Beste Runde seit Wochen.
            Sucht noch jemand eine Mitfahrgelegenheit zum Start am Samstag?
            Ruhetag. Fällt mir schwerer als jeder Berglauf.
            """
        ),
    },
    hashtags=listed("#trailrunning | #ultrarunning | #hillrepeats | #longrun | #racereport | #mudlife | #fellrunning"),
    marks=listed("🏔️ | 🏃 | 🥾 | 💪 | 😂 | 🌧️"),
    affixes=listed("runs | trail | uphill | ultra | fells | miles | vert"),
    organisations=listed("Hollow Ridge Runners | Crow Fell Mountain Rescue Friends | Stonepath Running Shop"),
)
