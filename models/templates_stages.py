"""The stages of the templates, with their guides and clocks (defaults.md 1)."""

from dataclasses import dataclass

from models.templates_words import NOTHING
from models.templates_words import Words
from models.vocabulary import StageKind


@dataclass(frozen=True, slots=True)
class StageTemplate:
    """A stage: its chance in whole percent, its two clocks (K-10), its guide (K-09)."""

    name: Words
    probability: int | None
    idle_days: int
    stuck_days: int
    guidance: Words
    exit_criteria: Words
    kind: StageKind = StageKind.OPEN
    buyer_step: Words = NOTHING


_MOTIVATION = Words("Motivation", "Motivation")

SALES = (
    StageTemplate(
        name=Words("Unsorted", "À trier"),
        kind=StageKind.INTAKE,
        probability=None,
        idle_days=1,
        stuck_days=2,
        guidance=Words(
            "Find out who it is and what is wanted.",
            "Savoir qui c'est et ce qu'il veut.",
        ),
        exit_criteria=Words("A named contact", "Un contact nommé"),
        buyer_step=_MOTIVATION,
    ),
    StageTemplate(
        name=Words("Opportunity", "Opportunité"),
        probability=10,
        idle_days=7,
        stuck_days=21,
        guidance=Words(
            "Understand need, budget, decider.",
            "Comprendre besoin, budget, décideur.",
        ),
        exit_criteria=Words("Need and budget known", "Besoin et budget connus"),
        buyer_step=_MOTIVATION,
    ),
    StageTemplate(
        name=Words("Offer", "Offre"),
        probability=30,
        idle_days=7,
        stuck_days=14,
        guidance=Words(
            "Show, then offer; answer objections.",
            "Montrer, proposer, répondre aux objections.",
        ),
        exit_criteria=Words("Offer accepted in principle", "Accord de principe"),
        buyer_step=Words("Interest", "Intérêt"),
    ),
    StageTemplate(
        name=Words("Documents", "Documents"),
        probability=60,
        idle_days=5,
        stuck_days=14,
        guidance=Words(
            "Settle terms and guarantees clause by clause.",
            "Clarifier conditions et garanties.",
        ),
        exit_criteria=Words("Final text agreed", "Texte final validé"),
        buyer_step=Words("Decision", "Décision"),
    ),
    StageTemplate(
        name=Words("Signature and payment", "Signature et paiement"),
        probability=85,
        idle_days=3,
        stuck_days=10,
        guidance=Words(
            "Get the signature, then the payment.",
            "Obtenir la signature puis le paiement.",
        ),
        exit_criteria=Words("Signed (win)", "Signé (gagnée)"),
        buyer_step=Words("Action", "Action"),
    ),
    StageTemplate(
        name=Words("Implementation", "Mise en œuvre"),
        kind=StageKind.POST_SALE,
        probability=100,
        idle_days=14,
        stuck_days=45,
        guidance=Words("Deliver what was promised.", "Livrer ce qui est promis."),
        exit_criteria=Words("Customer uses it", "Le client l'utilise"),
    ),
    StageTemplate(
        name=Words("Closing", "Clôture"),
        kind=StageKind.POST_SALE,
        probability=100,
        idle_days=30,
        stuck_days=90,
        guidance=Words(
            "Check satisfaction, plan the next contract.",
            "Vérifier la satisfaction, préparer la suite.",
        ),
        exit_criteria=Words("Customer satisfied", "Client satisfait"),
    ),
)

LIFECYCLE = (
    StageTemplate(
        name=Words("Prospecting", "Prospection"),
        probability=5,
        idle_days=7,
        stuck_days=30,
        guidance=Words(
            "List who could need us.", "Lister qui peut avoir besoin de nous."
        ),
        exit_criteria=Words("Fits our customers", "Correspond à nos clients"),
    ),
    StageTemplate(
        name=Words("Research", "Recherche"),
        probability=10,
        idle_days=7,
        stuck_days=21,
        guidance=Words(
            "Learn their business and deciders.",
            "Connaître l'entreprise et les décideurs.",
        ),
        exit_criteria=Words("Contact found", "Contact trouvé"),
    ),
    StageTemplate(
        name=Words("First contact", "Premier contact"),
        probability=20,
        idle_days=5,
        stuck_days=14,
        guidance=Words(
            "Reach them, listen, agree a next step.",
            "Joindre, écouter, convenir d'une suite.",
        ),
        exit_criteria=Words("Demo date set", "Démo fixée"),
    ),
    StageTemplate(
        name=Words("Demo", "Démonstration"),
        probability=40,
        idle_days=5,
        stuck_days=14,
        guidance=Words(
            "Show what solves their problem.", "Montrer ce qui résout leur problème."
        ),
        exit_criteria=Words("Shown to the decider", "Vue par le décideur"),
    ),
    StageTemplate(
        name=Words("Objections", "Objections"),
        probability=60,
        idle_days=5,
        stuck_days=14,
        guidance=Words(
            "Answer each doubt in writing.", "Répondre à chaque doute par écrit."
        ),
        exit_criteria=Words("No open objection", "Aucune objection ouverte"),
    ),
    StageTemplate(
        name=Words("Closing", "Conclusion"),
        probability=80,
        idle_days=3,
        stuck_days=10,
        guidance=Words("Ask for the decision.", "Demander la décision."),
        exit_criteria=Words("Signed (win)", "Signé (gagnée)"),
    ),
)

CLUB = (
    StageTemplate(
        name=Words("Unsorted", "À trier"),
        kind=StageKind.INTAKE,
        probability=None,
        idle_days=1,
        stuck_days=2,
        guidance=Words("Call back the same day.", "Rappeler le jour même."),
        exit_criteria=Words("Name and phone", "Nom et téléphone"),
    ),
    StageTemplate(
        name=Words("Enquiry", "Demande d'informations"),
        probability=15,
        idle_days=3,
        stuck_days=10,
        guidance=Words(
            "Ask for the goal, offer a visit.",
            "Demander l'objectif, proposer une visite.",
        ),
        exit_criteria=Words("Visit or trial accepted", "Visite ou essai accepté"),
    ),
    StageTemplate(
        name=Words("Visit", "Visite du club"),
        probability=35,
        idle_days=3,
        stuck_days=10,
        guidance=Words(
            "Show the club, offer a trial.", "Montrer le club, proposer un essai."
        ),
        exit_criteria=Words("Visit done", "Visite faite"),
    ),
    StageTemplate(
        name=Words("Trial", "Séance d'essai"),
        probability=55,
        idle_days=3,
        stuck_days=10,
        guidance=Words(
            "Welcome, coach, ask how it felt.",
            "Accueillir, encadrer, recueillir l'avis.",
        ),
        exit_criteria=Words("Trial attended", "Essai effectué"),
    ),
    StageTemplate(
        name=Words("Membership offer", "Proposition d'adhésion"),
        probability=75,
        idle_days=2,
        stuck_days=7,
        guidance=Words(
            "Offer the fitting membership.", "Proposer l'abonnement adapté."
        ),
        exit_criteria=Words("Enrolled (win)", "Inscrit (gagnée)"),
    ),
)
