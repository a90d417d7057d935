"""The words of dates in both languages, without accents or capitals (R-08)."""

WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "mon monday lun lundi",
            "tue tues tuesday mar mardi",
            "wed weds wednesday mer mercredi",
            "thu thur thurs thursday jeu jeudi",
            "fri friday ven vendredi",
            "sat saturday sam samedi",
            "sun sunday dim dimanche",
        )
    )
    for word in words.split()
}

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january janv janvier",
            "feb february fev fevr fevrier",
            "mar march mars",
            "apr april avr avril",
            "may mai",
            "jun june juin",
            "jul july juil juillet",
            "aug august aou aout",
            "sep sept september septembre",
            "oct october octobre",
            "nov november novembre",
            "dec december decembre",
        ),
        start=1,
    )
    for word in words.split()
}

DAYS_AWAY = {
    "today": 0,
    "aujourd'hui": 0,
    "aujourdhui": 0,
    "auj": 0,
    "tomorrow": 1,
    "tom": 1,
    "demain": 1,
    "day after tomorrow": 2,
    "apres-demain": 2,
    "apres demain": 2,
    "yesterday": -1,
    "hier": -1,
    "avant-hier": -2,
}

NEXT_PERIODS = {
    "next week": "week",
    "semaine prochaine": "week",
    "next month": "month",
    "mois prochain": "month",
    "next quarter": "quarter",
    "trimestre prochain": "quarter",
    "next year": "year",
    "annee prochaine": "year",
    "an prochain": "year",
}

ENDS = {
    "end of month": "month",
    "end of the month": "month",
    "eom": "month",
    "fin de mois": "month",
    "fin du mois": "month",
    "end of quarter": "quarter",
    "end of the quarter": "quarter",
    "eoq": "quarter",
    "fin de trimestre": "quarter",
    "fin du trimestre": "quarter",
    "end of year": "year",
    "end of the year": "year",
    "eoy": "year",
    "fin d'annee": "year",
    "fin de l'annee": "year",
}

UNITS = {
    word: unit
    for unit, words in {
        "minute": "min mins minute minutes mn",
        "hour": "h hour hours heure heures",
        "day": "d day days j jour jours",
        "week": "w week weeks s sem semaine semaines",
        "month": "m month months mois",
        "year": "y year years a an ans",
    }.items()
    for word in words.split()
}

BARE_UNITS = frozenset(UNITS) - {"h", "m", "a"}
"""Units that need no ``+``: ``10h`` is an hour of the day, ``30m`` is unclear."""

NUMBERS = {
    word: number
    for number, words in {
        1: "a an one un une",
        2: "two deux",
        3: "three trois",
        4: "four quatre",
        5: "five cinq",
        6: "six",
        7: "seven sept",
        8: "eight huit",
        10: "ten dix",
        15: "fifteen quinze",
    }.items()
    for word in words.split()
}

HOURS = {
    "morning": 9,
    "matin": 9,
    "noon": 12,
    "midday": 12,
    "midi": 12,
    "afternoon": 14,
    "apres-midi": 14,
    "apres midi": 14,
    "aprem": 14,
    "evening": 18,
    "soir": 18,
}

THIS = {
    "tonight": 18,
    **{f"this {word}": HOURS[word] for word in ("morning", "afternoon", "evening")},
    **{f"ce {word}": HOURS[word] for word in ("matin", "midi", "soir")},
    "cet apres-midi": 14,
    "cet apres midi": 14,
}
"""An hour that belongs to today, past or not."""
