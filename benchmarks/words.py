"""The words that invented services are made of. Nobody here exists; the numbers are Ofcom's for drama."""

from __future__ import annotations

from typing import NamedTuple


class Activity(NamedTuple):
    """Something a group does: what it is called, which needs it meets, and sentences that could describe it."""

    name: str
    needs: tuple[str, ...]
    sentences: tuple[str, ...]


TOWN_STARTS = (
    *("Ash", "Barn", "Birch", "Black", "Brad", "Broad", "Cold", "Dun", "East", "Elm", "Fair", "Fen", "Gar", "Good"),
    *("Hare", "Hawk", "Holl", "King", "Lang", "Long", "Mar", "Mill", "North", "Oak", "Old", "Pen", "Red", "Rush"),
    *("Sand", "Shir", "South", "Stan", "Thorn", "Up", "Wain", "Wal", "West", "Whit", "Win", "Wood"),
)
TOWN_ENDS = (
    *("bourne", "bridge", "bury", "combe", "cote", "croft", "dale", "den", "field", "ford", "gate", "ham", "hurst"),
    *("ley", "low", "mere", "mouth", "over", "sted", "stow", "thorpe", "ton", "wick", "worth"),
)
STREETS = (
    *("Church Street", "High Street", "Mill Lane", "Station Road", "Chapel Row", "Market Place", "The Green"),
    *("Back Lane", "School Hill", "Quay Street", "Gas House Lane", "Priory Close", "Sheep Street", "Long Row"),
)
HALLS = (
    *("Village Hall", "Community Centre", "Library", "Methodist Hall", "Leisure Centre", "Scout Hut", "Town Hall"),
    *("Surgery", "Family Hub", "Football Club", "Church Rooms", "Quaker Meeting House", "Old School", "Arts Centre"),
)
GROUPS = (
    *("Advice", "Food Bank", "Neighbours", "Men's Shed", "Carers", "Youth Project", "Lunch Club", "Allotments"),
    *("Mind and Body", "Community Transport", "Walkers", "Choir", "Refugee Welcome", "Credit Union", "Mosque"),
    *("Good Companions", "Family Support", "Digital Help", "Bereavement Friends", "Parish Church", "Repair Café"),
    *("Women's Aid", "Housing Aid", "Dementia Circle", "Recovery Group", "Stroke Club", "Time Bank", "Arts"),
)
PEOPLE = (
    *("Ann", "Bob", "Cath", "Dev", "Ewa", "Fay", "Gwen", "Hari", "Ivy", "Jo", "Kit", "Lou", "Mair", "Nia", "Omar"),
    *("Pat",),
)

NEEDS = {
    "company": "Getting out and meeting people",
    "food": "Food and meals",
    "money": "Money",
    "debt": "Debt",
    "benefits": "Benefits and claims",
    "housing": "Somewhere to live",
    "work": "Finding work",
    "learning": "Learning something",
    "digital": "Phones and computers",
    "low": "Feeling low or on edge",
    "loss": "When somebody has died",
    "caring": "Looking after someone",
    "dementia": "Memory and dementia",
    "exercise": "Getting moving",
    "drink-and-drugs": "Drink and drugs",
    "smoking": "Stopping smoking",
    "children": "Children and parents",
    "young-people": "Young people",
    "transport": "Getting there",
    "warmth": "A warm home",
    "arts": "Arts, music and making",
    "gardening": "Growing and gardening",
    "abuse": "Being hurt at home",
    "volunteering": "Giving some time",
}
PARENTS = {"debt": "money", "benefits": "money", "dementia": "caring"}
AUDIENCES = ("Older people", "Women", "Men", "Young adults", "Carers", "Disabled people", "New parents", "Veterans")
SETTINGS = ("In person", "Online", "Phone", "Home visit")
ROUTES = ("Self", "Anyone", "GP", "Link worker", "Housing officer")
READINESS = ("Named contact", "Waiting time", "Insured", "Ask first", "Not suitable for")
FIRST_VISIT = ("Met at the door", "Bring someone", "Try once", "What to bring")
ACCESS = ("Step-free entrance", "Accessible toilet", "Hearing loop", "Lift", "Parking", "Assistance dogs")

GENERAL = (
    "The room is warm and on the ground floor, and the loud radiator is being seen to.",
    "If you cannot manage the stairs, ring the bell by the bins and somebody comes down.",
    "Dogs that behave are welcome, and so are children, if somebody keeps half an eye on them.",
    "You can come once, come every week or come back after three years; nobody keeps a register.",
    "We are volunteers, so now and then something has to be called off. We put a note on the door.",
    "Interpreters can be booked with a week's notice, and there is somebody here who speaks Polish.",
    "It is busiest in the first half hour. Come later if you do not like crowds.",
    "There is a quiet corner, and nobody minds if you need to step outside.",
    "Parking is free after six, and there are two disabled bays by the gate.",
    "If it is not for you, we probably know somewhere that is.",
    "We started with four people round a paraffin heater and have not looked back.",
    "A second session is planned for the spring, if the grant comes through.",
)

ACTIVITIES = (
    Activity(
        "lunch",
        ("company", "food"),
        (
            "A two-course meal, cooked on the spot, and time to talk over it.",
            "We can cook for most diets if you tell us a day before.",
            "The kettle is on half an hour before we eat.",
        ),
    ),
    Activity(
        "food parcels",
        ("food", "money"),
        (
            "Three days of food, chosen with you, and nobody asks you to prove anything at the door.",
            "A voucher from a school, a surgery or an adviser helps us to plan, but come without one if you must.",
            "We keep baby milk, nappies and pet food too.",
        ),
    ),
    Activity(
        "debt advice",
        ("debt", "money"),
        (
            "Bring every envelope, opened or not, and we sort out together who wants what.",
            "We write to the people you owe, and stop the letters while we do it.",
            "If bailiffs have been in touch, say so when you ring and we see you sooner.",
        ),
    ),
    Activity(
        "benefits advice",
        ("benefits", "money"),
        (
            "We check what you could claim, fill the forms with you and come along to the appeal.",
            "Most people who come are missing something they are owed.",
            "Have your National Insurance number with you if you can find it.",
        ),
    ),
    Activity(
        "walk",
        ("exercise", "company"),
        (
            "A slow walk of about two miles, with a leader in front and another at the back.",
            "Wear whatever you would wear to the shops; boots after rain.",
            "We stop for tea half-way, and nobody is ever left behind.",
        ),
    ),
    Activity(
        "chair exercise",
        ("exercise",),
        (
            "An hour of stretching and strengthening, all of it sitting down or holding on to a chair.",
            "Good after a fall, an operation or a long time indoors.",
            "The teacher is trained in falls prevention and knows about bad knees.",
        ),
    ),
    Activity(
        "befriending",
        ("company",),
        (
            "A volunteer visits or rings once a week, always the same person, for as long as you like.",
            "We match people by what they enjoy: cards, football, gardens, old films.",
            "It takes about a month to find somebody who suits.",
        ),
    ),
    Activity(
        "carers' morning",
        ("caring", "company"),
        (
            "For anybody who looks after a husband, a mother, a child or a friend.",
            "The person you care for is welcome, and two nurses sit with them in the next room.",
            "Talk, or just drink coffee while somebody else does the washing-up.",
        ),
    ),
    Activity(
        "memory café",
        ("dementia", "caring"),
        (
            "Songs, photographs and a cup of tea for people whose memory is going, and whoever comes with them.",
            "You need no diagnosis, and nobody is asked what day it is.",
            "A dementia nurse looks in once a month.",
        ),
    ),
    Activity(
        "bereavement group",
        ("loss", "low"),
        (
            "However long ago it was, and whoever it was, you can say their name here.",
            "Eight people at most, for ten weeks, with two trained leaders.",
            "Some people say nothing until the third week, and that is fine.",
        ),
    ),
    Activity(
        "talking group",
        ("low",),
        (
            "A quiet room, a few others who know what it is like, and somebody trained who listens.",
            "What is said here stays here.",
            "We are no emergency service: on a bad night ring Samaritans on 116 123.",
        ),
    ),
    Activity(
        "English class",
        ("learning", "company"),
        (
            "Speaking and writing for everyday life: the surgery, the school gate, the job centre.",
            "There is a crèche next door, and three levels from complete beginners upwards.",
            "Come on any week; somebody finds out with you which class fits.",
        ),
    ),
    Activity(
        "computer help",
        ("digital", "learning"),
        (
            "Bring the phone, tablet or laptop that is giving you trouble.",
            "We also lend tablets and hand out data cards to people who cannot afford them.",
            "One helper to each person, and no question is too simple.",
        ),
    ),
    Activity(
        "job club",
        ("work", "digital"),
        (
            "Help with a CV, a form, an interview or the courage to ring.",
            "Computers, printing and an ironing board are free to use.",
            "Employers from the industrial estate drop in on the first week of the month.",
        ),
    ),
    Activity(
        "housing advice",
        ("housing", "money"),
        (
            "Rent arrears, damp, notice to leave or nowhere to sleep tonight: start here.",
            "We ring the council with you and know which door to knock on.",
            "Bring the letter, the tenancy or a photograph of the mould.",
        ),
    ),
    Activity(
        "warm room",
        ("warmth", "company"),
        (
            "A warm place to sit, read, charge a phone or do nothing, with soup at midday.",
            "Nobody asks why you have come.",
            "We also give out radiator foil, draught strips and thick socks.",
        ),
    ),
    Activity(
        "stop smoking clinic",
        ("smoking",),
        (
            "Twelve weeks with the same adviser, and patches, gum or a vape to keep you going.",
            "You are four times as likely to manage it with help as alone.",
            "Failed before? Most people who stop have.",
        ),
    ),
    Activity(
        "recovery meeting",
        ("drink-and-drugs", "low"),
        (
            "For anybody who wants to stop, has stopped or has started again.",
            "Come as you are, and sit at the back if you like.",
            "There is a separate meeting for families in the same building.",
        ),
    ),
    Activity(
        "toddler group",
        ("children", "company"),
        (
            "Toys, paint, songs and hot drinks for the grown-ups.",
            "Dads and grandparents come too.",
            "A health visitor weighs babies on the first session of the month.",
        ),
    ),
    Activity(
        "homework club",
        ("young-people", "learning"),
        (
            "Quiet tables, fast internet, toast, and retired teachers who still like fractions.",
            "For years seven to eleven; younger brothers and sisters can play next door.",
            "Nobody is made to sit still for two hours.",
        ),
    ),
    Activity(
        "youth night",
        ("young-people", "company"),
        (
            "Pool, music, cooking and people to talk to who are not your parents.",
            "We run a minibus home for the villages at nine.",
            "Phones stay with you; arguments stay outside.",
        ),
    ),
    Activity(
        "community car",
        ("transport",),
        (
            "Volunteers drive you to the surgery, the hospital or the hairdresser, wait, and bring you back.",
            "Ring two working days before. Wheelchairs fit in two of our cars.",
            "You pay 45p a mile, straight to the driver.",
        ),
    ),
    Activity(
        "choir",
        ("arts", "company"),
        (
            "No audition and no reading music: we learn by ear and sing what people ask for.",
            "Most of us started by moving our lips.",
            "Two concerts a year, in which you need not take part.",
        ),
    ),
    Activity(
        "workshop",
        ("arts", "company", "volunteering"),
        (
            "Benches, tools and tea for people who like to mend and make things beside others.",
            "At present we are building bird boxes for the school and a bench for the bus stop.",
            "You need no skill, only sleeves that roll up.",
        ),
    ),
    Activity(
        "allotment morning",
        ("gardening", "exercise"),
        (
            "Dig, weed, sow or sit by the shed; everybody takes something home.",
            "Raised beds and long-handled tools for backs that no longer bend.",
            "There is a polytunnel for wet days and a stove for cold ones.",
        ),
    ),
    Activity(
        "safe space",
        ("abuse", "housing"),
        (
            "Talk to somebody who believes you, before you decide anything.",
            "We can find a safe bed tonight, and come with you to the police or to court if you want that.",
            "You can ring from a friend's phone and leave no number.",
        ),
    ),
)
