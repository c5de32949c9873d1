"""What the composed focus groups are about and made of: everyday life in a city. All of it is invented."""

# Theme, its codes, their codes: each name with the cues that stand in its sentences; 5 themes, 10 codes, 25 sub-codes.
CODEBOOK: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    "Getting around": {
        "Public transport": {
            "Trams and buses run late": ("tram", "late bus", "empty timetable"),
            "Crowded at rush hour": ("rush hour", "full platform", "packed carriage"),
            "Fares have risen": ("fare", "monthly ticket", "travel card"),
        },
        "Own wheels": {
            "Nowhere to park": ("parking", "second row of cars", "parking fine"),
            "Cycling feels unsafe": ("cycle lane", "bicycle", "ride along the highway"),
        },
    },
    "Courtyards and streets": {
        "Upkeep": {
            "Snow and ice are left lying": ("icicle", "snow heap", "slippery step"),
            "Litter piles up": ("litter", "overflowing bin", "rubbish chute"),
            "Broken lamps": ("street lamp", "dark archway", "burnt-out bulb"),
        },
        "Green places": {
            "Trees are cut down": ("felling", "old lime tree", "stump"),
            "A park one goes to": ("embankment", "park bench", "evening walk"),
        },
    },
    "Services": {
        "Health": {
            "Waiting for a doctor": ("clinic", "waiting list", "appointment slip"),
            "A doctor who listens": ("family doctor", "patient doctor", "clear explanation"),
            "Paying for treatment": ("private clinic", "bill for the tests", "expensive pills"),
        },
        "Schools and offices": {
            "Overfull classes": ("second shift", "forty pupils", "class teacher"),
            "Forms and certificates": ("certificate", "window number", "stamp"),
        },
    },
    "Household money": {
        "Bills": {
            "Heating costs": ("heating", "radiator", "meter reading"),
            "Repairs nobody sees": ("repair fund", "leaking roof", "management company"),
            "Debt on bills": ("overdue", "penalty", "instalment"),
        },
        "Earning and saving": {
            "A second job": ("second job", "night shift", "side work"),
            "Putting something aside": ("savings", "piggy bank", "rainy day"),
            "Growing one's own food": ("allotment", "preserves", "potato"),
        },
    },
    "Belonging": {
        "Neighbours": {
            "Neighbours help out": ("spare key", "helping hand", "house chat"),
            "Quarrels in the stairwell": ("noise", "drilling", "stairwell"),
        },
        "Leaving or staying": {
            "Thinking of moving": ("move to the coast", "packed suitcase", "bigger city"),
            "At home here": ("house we were born in", "bench by the entrance", "view from the window"),
        },
    },
}

CITIES = ("Perm", "Tula", "Ufa", "Omsk", "Tver", "Samara", "Kirov", "Penza")
EDUCATION = ("school", "vocational", "university")
GENDERS = ("woman", "man")
CODERS = ("Lena", "Mark")

BEGINNINGS = (
    "On weekdays", "Since the spring", "In our building", "Ten years ago", "When I was younger", "To tell the truth",
    "Near the depot", "Every other morning", "After the holidays", "With two children", "In the old quarter",
    "At my age", "Behind the market", "By the time I get home", "Around the corner", "In all these years",
)  # fmt: skip
PEOPLE = (
    "my brother", "the woman from the third floor", "my daughter-in-law", "a man I work with", "the caretaker",
    "our grandmother", "the whole entrance", "my wife and I", "the lads from the garage", "a friend of mine",
    "the students next door", "an aunt of ours",
)  # fmt: skip
# Each takes a cue at the end of it.
TURNS_OF_TALK = (
    "complained again because of the", "wrote a letter to the town hall about the", "only laughs at the",
    "lost half a day over the", "showed me a picture of the", "would rather not hear of the",
    "asked three times about the", "got used to the", "told the whole table about the", "still worries about the",
    "remembers how it was before the", "made a note of the",
)  # fmt: skip
ENDINGS = (
    "and that was the end of it", "though nobody had asked", "so we took turns", "and the phone stayed silent",
    "which costs nerves", "while the kettle was boiling", "as it says on the notice board",
    "but it may be different on {street}", "and we met there again", "in house {number}, if I remember rightly",
    "just as it was on {street}", "{number} times over", "and then came {name} with a better idea",
)  # fmt: skip
REMARKS = (
    "I would have to ask at home about that.", "Well… it is hard to say in one word.",
    "May I finish the thought first?", "That is one way to see it, {name}.", "We had the same on {street}.",
    "No, wait, I mean something else entirely.", "I am listening, I simply have nothing to add so far.",
    "You get up, you go, you come back – that is the whole day.", "(laughs) You should have seen their faces.",
    "After {number} minutes there was nobody left to ask.", "My father always said: measure it seven times.",
    "It was in the year {year}, or a year later.", "Let me put it differently, it is about respect.",
    "Some do, some do not; people are like that everywhere.",
)  # fmt: skip
QUESTIONS = (
    "How would you describe an ordinary morning here?", "What has changed around you within the past year?",
    "Who takes care of such things where you live?", "Could you give an example, please?",
    "Does everybody see it that way?", "What would you do first if it were up to you?",
    "And how does that show at the end of the month?", "Whom would you turn to?",
    "Let us hear those who have not spoken yet.", "What keeps you here?",
)  # fmt: skip
ONSETS = ("b", "br", "d", "g", "gr", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t", "v", "z")
VOWELS = ("a", "e", "i", "o", "u", "ya")
CODAS = ("l", "m", "n", "r", "s", "t", "v")
