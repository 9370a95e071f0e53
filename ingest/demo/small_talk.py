"""What everybody says: small talk, short answers, comments on shared posts, and turns of phrase that vary by person."""

from typing import Final

from ingest.demo.grammar import lines, listed, slots

WORDS: Final = slots(
    """
    day: Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday
    delay: twenty minutes | forty minutes | an hour | two hours | half a day
    food: lentil soup | leftover rice | toast | dumplings | a suspicious sandwich | pancakes | cold pizza | noodles
    | potato salad | soup from a tin | whatever was left
    kin: my daughter | my son | my mum | the cat | my grandfather | my roommate | the toddler | my wife | my husband
    | my nephew | my aunt | the dog
    chore: the tax return | laundry | the broken tap | that one e-mail | the inbox | packing | the cellar | the shelf
    | the bike tyre | the windows
    show: that cooking show | the cup final | a documentary about eels | an old crime series | the quiz
    | a film with no plot | the chess finals
    town: Arlenport | Westmere | Lowbridge | San Telio | Neufelden | Port Hadria | Kestrel Bay | Old Marrow
    | Tannery Hill
    mood: tired but content | oddly productive | not a morning person | ready for the weekend | all out of words
    | sunny with fog | powered by leftovers | somewhere else
    item: keys | umbrella | left glove | reading glasses | train ticket | earbuds | library card | good pen
    friend: the vending machine | a very old dachshund | the conductor | a man with a cello | three schoolgirls
    place: the bakery | the post office | the hardware shop | the swimming pool | the library | the pharmacy
    since: March | last summer | Easter | before we moved | the year before last
    """
)

SMALL_TALK: Final = lines(
    """
    ~Train to {town} is {delay} late. I've made friends with {friend}.
    {kin} asked what I do all day and I had no answer.
    It's {day}, isn't it? Please say it's {day}.
    Dinner: {food}. No further questions.
    ~Procrastinating on {chore} by cleaning the fridge.
    Good morning to everyone except the drill next to {place}.
    ~Rain in {town} for the ninth day. I'm growing moss.
    Finally did {chore}. Took {delay}. Had put it off since {since}.
    {kin} fell asleep on my arm, so this is my life now.
    Anyone in {town} this {day} who fancies a walk?
    Watching {show} with {kin}. Don't tell me how it ends.
    Mood today: {mood}.
    Why is every {day} meeting {delay} too long?
    ~Lost my {item}, found the {item} I lost {since}. Make that make sense.
    New glasses. The trees in {town} have leaves!
    Cancelled plans, made {food}, no regrets.
    Happy birthday to {kin}, who'll never read this.
    Heatwave in {town}: I live next to the freezer in the supermarket now.
    Library card renewed in {town}, I'm unstoppable.
    Reminder to drink some water, do {chore} and answer your mother.
    ~{place} in {town} closed at five sharp. I arrived at five, blunt.
    Back from {town}, a week without a phone. What did I miss?
    Moved to {town}. Everything I own is in a box marked 'misc', except my {item}.
    {kin} has learned to say no. All day. To everything, even {food}.
    ~First day of holiday in {town} and of course I have a cold.
    Five-year-old logic: {day} is when {food} happens.
    Queue at {place}: {delay}. Met {friend}, learned a lot about bees.
    Does {food} count as breakfast if it's {day}?
    {kin} and I took on {chore} together. {chore} won.
    Swam before work at {town}. I'm insufferable today, sorry.
    {day} evening, {show}, {food}. Peak performance.
    Found my {item} in the fridge. Next to {food}.
    On the train to {town} with {friend}. Best {day} in a while.
    Whoever left a {item} at {place} in {town}: it's on the counter.
    Power nap of ten minutes took {delay}. Mood: {mood}.
    Teaching {kin} to ride a bike in {town}. My back has questions.
    """
)

TO_QUESTIONS: Final = lines(
    """
    Asking the real questions here.
    No idea, but following for the answers.
    I'd like to know too.
    Depends, how much time do you have?
    Short answer: yes.
    I wouldn't, but I'm careful.
    Tried it once, never again.
    Yes, and I'd do it again.
    Let me ask around.
    Give it another week.
    Somebody here will know.
    Not that I know of.
    I do, happy to tell you more.
    It took me a year to find out, so don't worry.
    """
)
"""Answers to a question."""

TO_WOES: Final = lines(
    """
    Oh no. Sorry to hear that.
    Ouch.
    Been there.
    Same here last week.
    Third time I read this today, must be something in the air.
    Hang in there.
    That's rough.
    Classic.
    Next time it works, you'll see.
    I laughed, then I remembered mine.
    Welcome to the club.
    It gets better. I'm told.
    Have you tried going to bed and looking again tomorrow?
    The worst!
    """
)
"""Answers to bad news."""

TO_NEWS: Final = lines(
    """
    Ha, same.
    This. Exactly this.
    So true.
    Love it!
    Congratulations!
    Couldn't agree more.
    Saving this for later.
    Not sure I agree, but I like how you put it.
    Made my day, thanks.
    Wait, really?
    Tell us more!
    I needed to hear that today.
    Well done you!
    Brilliant.
    You're braver than me.
    Interesting, I had the opposite.
    Thanks for writing this down.
    Next time take me along!
    Okay, you've convinced me.
    Noted.
    Respect.
    Where was that?
    I laughed out loud on the bus.
    How did it go in the end?
    Good to know.
    Jealous.
    You make it sound easy.
    """
)
"""Answers to everything else."""

ABOUT_THE_TOPIC: Final = lines(
    """
    The {topic} is always the last thing people look at.
    I had such trouble with the {topic} too.
    Wouldn't have thought of the {topic}.
    Tell me more about the {topic}?
    It really is the {topic}, isn't it.
    Been meaning to ask somebody about the {topic}.
    For me it's never the {topic}, funny.
    I changed the {topic} in spring and never looked back.
    People underestimate the {topic}.
    You and your {topic}. I love it.
    What would you do differently about the {topic}?
    """
)
"""Answers that take up what somebody wrote about."""

LEADS: Final = listed(
    "Update: | Note to self: | In other news: | Confession: | True story: | Diary: | For the record: | Small joy:"
)
"""What some posts open with."""

LEADS_TO_WOES: Final = listed("Well. | Not my day: | Sigh. | Of course: | Confession: | For the record: | Update:")
LEADS_TO_QUESTIONS: Final = listed("Quick question: | Serious question: | Asking for a friend: | Help:")

BACK: Final = lines(
    """
    Thanks!
    Ha, thank you.
    Good idea, I'll try that.
    Will do and report back.
    Exactly!
    You were right, by the way.
    Same here, glad I'm not alone.
    Let's compare notes.
    That's kind of you.
    I'll hold you to that.
    True, I forgot about that.
    Hadn't thought of it that way.
    Appreciate it!
    You too!
    Ha, you know me.
    One day I'll learn.
    """
)
"""What an author says back to a remark."""

BACK_TO_COMFORT: Final = lines(
    """
    Thanks, I needed that.
    Thank you. It'll pass.
    Glad I'm not alone.
    Tomorrow is another day.
    I keep telling myself that.
    Ha, at least there's a story in it.
    One day I'll learn.
    I'll survive. Probably.
    Misery loves company.
    Next time, exactly.
    """
)
"""What an author says back when the talk is about trouble."""

BACK_TO_QUESTIONS: Final = lines(
    """
    Not yet, maybe this weekend.
    About a week, give or take.
    Ask me again in a month.
    Yes! Best decision this year.
    Hm, no, worse if anything.
    I wish I knew.
    Sending you a message.
    Depends on the day, to be honest.
    Honestly? Luck.
    The old one, still going.
    Nothing special, really.
    Yes, why?
    No, should I?
    I'll check and tell you tonight.
    """
)
"""What an author says back to a question."""

COMMENTS: Final = lines(
    """
    Read this.
    What they said.
    This is the best thing on my timeline today.
    Worth your two minutes.
    Good thread.
    I've been saying it for years.
    Not just me then.
    Adding: it also works the other way round.
    For those who asked me last week.
    Filing this under things I should have known earlier.
    Slightly disagree, but a good point.
    My experience too.
    You all need to see this.
    Useful!
    """
)

COMMENTS_ON_WOES: Final = lines(
    """
    Not just me then.
    Oh, this.
    Feeling for you.
    Somebody please help out here.
    Lesson for all of us.
    And that's why I keep notes.
    Every single time.
    Solidarity.
    If you know the answer, say it there.
    Could have been me.
    """
)

COMMENTS_ON_QUESTIONS: Final = lines(
    """
    Any takers?
    I'd like to know as well.
    Somebody here must know.
    Passing this on to the experts.
    My answer would be a long one. Yours?
    Good question, actually.
    The replies are worth it.
    """
)

BACK_FOREIGN: Final[dict[str, tuple[str, ...]]] = {
    "es": ("¡Qué bueno!", "Jaja, totalmente.", "Me pasa lo mismo.", "¿Y qué tal salió?", "Gracias por compartirlo."),
    "de": ("Sehr schön!", "Genau so.", "Kenne ich leider zu gut.", "Und, wie war's?", "Danke fürs Teilen."),
}
"""Answers to posts in another language than English."""

WITH: Final = listed(
    """
    with @{handle} | cc @{handle} | (thanks, @{handle}!) | @{handle} you'll like this | as @{handle} always says
    | hi @{handle}
    """
)
"""How somebody else is named at the end of a post."""
