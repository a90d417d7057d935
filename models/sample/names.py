"""Believable names in both languages, none of them anyone's."""

from collections.abc import Mapping

from models.vocabulary import Language

FIRST: Mapping[Language, tuple[str, ...]] = {
    Language.EN: (
        *("Alice", "Ben", "Chloe", "Daniel", "Emma", "Frank", "Grace", "Harry"),
        *("Isla", "Jack", "Kate", "Liam", "Mia", "Noah", "Olivia", "Paul"),
        *("Quinn", "Ruth", "Sam", "Tara", "Una", "Victor", "Wendy", "Zoe"),
    ),
    Language.FR: (
        *("Alice", "Benoît", "Chloé", "Denis", "Élodie", "François", "Gaëlle"),
        *("Hugo", "Inès", "Julie", "Karim", "Léa", "Marc", "Nadia", "Olivier"),
        *("Paul", "Quentin", "Rémi", "Sonia", "Théo", "Ursule", "Vincent", "Zoé"),
    ),
}

LAST: Mapping[Language, tuple[str, ...]] = {
    Language.EN: (
        *("Ashdown", "Barlow", "Cartwright", "Dunmore", "Elsworth", "Fairfax"),
        *("Garrick", "Holloway", "Ingram", "Jessop", "Kingsley", "Langford"),
        *("Merton", "Norwood", "Oakes", "Penrose", "Quill", "Radley", "Selby"),
        *("Thornton", "Underhill", "Vickers", "Whitlock", "Yardley"),
    ),
    Language.FR: (
        *("Aubry", "Blanchet", "Carpentier", "Delmas", "Estève", "Faidherbe"),
        *("Garnier", "Hamelin", "Imbert", "Joubert", "Kerléo", "Lambert"),
        *("Martin", "Noël", "Ozanne", "Petit", "Quéré", "Roche", "Saulnier"),
        *("Tessier", "Urbain", "Vasseur", "Weber", "Ybert"),
    ),
}

ODD = (
    ("Zoë", "Ångström-Núñez"),
    ("麗華", "王"),
    ("Siobhán", "O'Neill"),
)
"""One name each with accents, in Chinese characters, and with an apostrophe."""

PLACES: Mapping[Language, tuple[str, ...]] = {
    Language.EN: (
        *("Bristol", "Leeds", "York", "Exeter", "Cardiff", "Perth", "Bath"),
        *("Lincoln", "Durham", "Oxford"),
    ),
    Language.FR: (
        *("Lille", "Arras", "Lens", "Amiens", "Rouen", "Nantes", "Rennes"),
        *("Dijon", "Nancy", "Tours"),
    ),
}

COMPANIES: Mapping[Language, tuple[str, ...]] = {
    Language.EN: (
        *("North Quay Fitness", "St Luke's Clinic", "Park Hotel", "Oak Workshop"),
        *("Canal Brewery", "Coastal Printing", "Town Theatre", "Leroy Pharmacy"),
        *("Harbour Gym", "Lambert Garage", "Mill Lane School", "Yoga Loft"),
        *("Aqua Centre", "Linden Residence", "Physio Plus", "Bridle Works"),
        *("Riverside Dental", "Hilltop Nursery", "Market Bakery", "Grove Library"),
    ),
    Language.FR: (
        *("Boréal Fitness", "Clinique Saint-Luc", "Hôtel du Parc", "Atelier Nord"),
        *("Brasserie du Canal", "Imprimerie Coste", "Théâtre municipal"),
        *("Pharmacie Leroy", "Sporting Club", "Garage Lambert", "École Jean-Macé"),
        *("Yoga Loft", "Aqua Gym", "Résidence Les Tilleuls", "Kiné Plus"),
        *("Usine Bridel", "Cabinet Delmas", "Crèche du Moulin", "Lycée Faidherbe"),
        "Mairie",
    ),
}

SUBJECTS: Mapping[Language, tuple[str, ...]] = {
    Language.EN: (
        *("yearly contract", "renewal", "extension", "new equipment", "licences"),
        *("maintenance", "training", "second site"),
    ),
    Language.FR: (
        *("contrat annuel", "renouvellement", "extension", "équipement neuf"),
        *("licences", "maintenance", "formation", "deuxième site"),
    ),
}

JOBS: Mapping[Language, tuple[str, ...]] = {
    Language.EN: ("manager", "owner", "buyer", "IT security", "legal", "director"),
    Language.FR: ("gérante", "dirigeant", "achats", "informatique", "juridique"),
}

INDUSTRIES: Mapping[Language, tuple[str, ...]] = {
    Language.EN: ("fitness", "health", "hotels", "industry", "education"),
    Language.FR: ("sport", "santé", "hôtellerie", "industrie", "enseignement"),
}

COMMENTS: Mapping[Language, tuple[str, ...]] = {
    Language.EN: (
        "Ask for the decision on the contract.",
        "Call after 5 pm.",
        "Wants figures before the board meets.",
        "Bring the references of the region.",
        "",
    ),
    Language.FR: (
        "Demander la décision sur le contrat.",
        "Appeler après 17 h.",
        "Veut des chiffres avant le conseil.",
        "Apporter les références de la région.",
        "",
    ),
}

NOTES: Mapping[Language, tuple[str, ...]] = {
    Language.EN: (
        "Likes the small groups, worries about the price.",
        "The decision is taken by three people.",
        "Budget confirmed for this year.",
        "Compares us with one other offer.",
    ),
    Language.FR: (
        "Aime les petits groupes, s'inquiète du prix.",
        "La décision se prend à trois.",
        "Budget confirmé pour cette année.",
        "Nous compare à une autre offre.",
    ),
}

SELLERS = (
    ("alice", "Alice"),
    ("marc", "Marc"),
    ("nadia", "Nadia"),
    ("paul", "Paul"),
    ("sonia", "Sonia"),
    ("theo", "Théo"),
)
MANAGERS = (("claire", "Claire"), ("victor", "Victor"))
TEAMS: Mapping[Language, tuple[str, str]] = {
    Language.EN: ("North", "South"),
    Language.FR: ("Nord", "Sud"),
}
