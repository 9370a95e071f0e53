"""Urban gardening: balconies, allotments, compost and slugs."""

from typing import Final

from ingest.demo.grammar import lines, listed, slots
from ingest.demo.themes.theme import Theme

GARDEN: Final = Theme(
    name="urban gardening",
    people=82,
    network="plaza",
    words=slots(
        """
        gear: raised bed | rain barrel | trellis | balcony box | cold frame | worm bin | pruning saw | watering can
        | bean pole | wheelbarrow | seed drawer
        craft: composting | mulching | no-dig | companion planting | seed saving | pruning | crop rotation
        | hardening off | leaf mould
        plant: tomatoes | runner beans | chard | radishes | chillies | sweet peas | basil | courgettes | kale
        | strawberries | garlic | dahlias | rocket | pumpkins
        variety: yellow pear | black cherry | an old market sort | the striped kind | from grandma's seed
        | from an unmarked bag
        pest: slugs | aphids | blackfly | the pigeons | leaf miners | mildew | the neighbour's cat | vine weevils
        spot: balcony | roof terrace | allotment | back yard | community plot | windowsill | fire escape
        remedy: nettle brew | copper tape | a torch and patience | ladybirds | garlic water | more mulch
        | coffee grounds
        amount: two kilos | a bucket | one single fruit | three bowls | half a basket | enough for soup | far too many
        weather: late frost | three weeks without rain | a hailstorm | warm nights | soft rain | that wind
        storm: last night's storm | the hail on Sunday | that wind | a burst pipe
        neighbour: the lady from plot 12 | my neighbour | the man with the hat | our caretaker | the allotment committee
        """
    ),
    openers=lines(
        """
        First {plant} of the year from the {spot}: {amount}.
        ~{pest} 1, {plant} 0.
        Sowed {plant} on the {spot} today, {variety}, fingers crossed.
        ~After {weather} the {plant} look like they've seen things.
        What works against {pest}? I've tried {remedy} and they laughed.
        Turned the compost and it smells like a forest. Small wins.
        {neighbour} left a bag of {plant} at my door. I love this street.
        Swapped seeds at the library: {plant}, {variety}, and a {gear} I didn't need.
        ~Moved every pot inside because of {weather}. My living room is a jungle now.
        The {gear} is finished, built from pallets, only slightly crooked.
        Harvest from one square metre: {amount} of {plant}.
        Is it too late to sow {plant} on a {spot}? Asking for my impatient self.
        Don't laugh at {remedy}, the {plant} love it.
        Planted out forty {plant} before the rain. Back says no, heart says yes.
        {weather} again. The rain barrel is the best money I ever spent.
        Seedling update: nine of twelve {plant} are up, {variety} is taking its time.
        A blackbird has moved into the {gear}. It's hers now.
        Community plot open day on Sunday: tea, {plant}, and a talk about {craft}.
        I counted: {amount} of {plant} from a bucket on a {spot}.
        Pruned the roses with {neighbour} watching. No pressure.
        Night patrol against {pest}, head torch, slippers. Don't tell anyone.
        ~Why did nobody tell me {plant} need that much room?
        Saving seed from the {plant} this year, {variety}.
        The eternal {gear} question: plastic, wood or clay on a {spot}?
        ~My {plant} bolted. Bees are thrilled, salad is cancelled.
        ~Mulched everything with straw, and {pest} held a party in it.
        Ten minutes of watering turned into two hours of chatting with {neighbour}. That's why I have a plot.
        Three years of {craft} and the soil on my {spot} is finally dark.
        Rooftop bees next to the {plant}, ours since May.
        Pickled {amount} of {plant}, the kitchen smells of vinegar and pride.
        {neighbour} swears by {remedy}. I swear at {pest}.
        Gave the old {gear} a coat of linseed oil, it will outlive me.
        Learning {craft} from {neighbour}, who has done it for fifty years and explains nothing.
        ~Somebody took my {gear} from the {spot}. I hope your {plant} fail, whoever you are. No I don't. A bit.
        Repotted everything on the {spot} and there's soil in my tea.
        How do you keep {plant} alive on a {spot} when you're away for two weeks?
        Ladybird larvae on the {plant}! Nature has sent the cavalry.
        The first {plant} never taste as good as in your head. These did.
        Waiting list for an allotment here: nine years. Put my name down, put my daughter's down too.
        ~{storm} took the {gear} and half the {plant}. Starting again, as one does.
        School group on the plot today. Forty hands, {amount} of weeds, one very brave worm.
        My {plant} made it into {neighbour}'s soup. Highest honour there is.
        Anybody want {plant}? I have {amount}. Please. Come with a bag.
        No-dig bed, year two: {craft} and patience, that's all.
        Evening light on the {spot}, {plant} in flower, phone off after this.
        """
    ),
    asides=lines(
        """
        Soil under every nail.
        Rain tomorrow, hopefully.
        Bees approve.
        No photo, too muddy.
        {pest} notwithstanding.
        Seeds to swap, write me.
        Compost fixes most things.
        Next year: fewer {plant}.
        The {spot} is full. I said that last week too.
        Watered at six, before the heat.
        {remedy} it is, then.
        Sun until four here.
        Kids ate half of it.
        All organic, all crooked.
        """
    ),
    answers=lines(
        """
        Try {remedy}, it saved my {plant}.
        What soil is that?
        Mine drowned in {weather}.
        Lovely sort, where did you get the seed?
        I have spare {plant} if you want some!
        How deep is the box?
        {pest} got mine too.
        Sow again, there's time.
        Does it get morning sun?
        Save me some seed, please!
        """
    ),
    foreign={
        "es": lines(
            """
            Primeros tomates del balcón. Tres. Pero qué tres.
            ¿Remedios contra el pulgón que no sean jabón? Ya no sé qué hacer.
            Hoy intercambio de semillas en el huerto, traed sobres.
            Después de tanta lluvia el compost parece un pantano.
            """
        ),
        "de": lines(
            """
            Schnecken: 12, Salat: 0.
            Hochbeet fertig, Rücken kaputt, glücklich.
            Hat jemand noch Saatgut von alten Tomatensorten zum Tauschen?
            Nach dem Hagel sieht der Balkon aus wie ein Schlachtfeld.
            """
        ),
    },
    hashtags=listed("#urbangardening | #balconygarden | #growyourown | #compost | #seedswap | #allotment | #slugwatch"),
    marks=listed("🌱 | 🍅 | 🐌 | 🌿 | 🥲 | 🐝"),
    affixes=listed("grows | garden | plot | sprouts | compost | balcony | seeds"),
    organisations=listed("Canal Street Community Garden | Rooftop Bean Society | Moss & Marrow Seeds"),
)
