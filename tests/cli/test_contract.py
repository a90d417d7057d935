"""The stable contract: options, keys, exit statuses, and one line for every refusal."""

from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from models.money import Money
from models.store import Store
from models.vocabulary import Temperature
from tests.cli.conftest import Call
from tests.conftest import NOW
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tui import VERSION

KEYS_OF_A_DEAL = {
    *("id", "title", "phase", "status", "pipeline", "stage", "amount", "currency"),
    *("probability", "company", "people", "owner", "team", "value", "source"),
    *("opened_at", "expected_close", "closed_at", "reason", "next", "stages"),
    *("followups", "timeline", "fields"),
}


@pytest.fixture
def deal(store: Store) -> int:
    company = a_company(store, "Dupont")
    person = a_person(
        store,
        "Julie Martin",
        company=company,
        phone="+33 6 12 34 56 78",
        temperature=Temperature.HOT,
    )
    made = a_deal(
        store, "Licence", amount=Money(123_400, "EUR"), person=person, company=company
    )
    a_follow_up(store, deal=made, comment="=1+1")
    return made


def test_the_version_is_the_packages_own() -> None:
    assert version("relance") == VERSION


@pytest.mark.usefixtures("deal")
def test_options_stand_before_and_after_the_command(store: Store, call: Call) -> None:
    after = call("due", "--json", "--days", "7", db=store.path)
    where = ("--json", "--db", store.path, "--now", "2026-11-23T09:14")
    before = call(*where, "due", "--days", "7")
    assert after.out == before.out
    assert after.json["counts"] == {"overdue": 0, "today": 0, "next": 1}


def test_due_answers_the_keys_of_the_contract(
    store: Store, deal: int, call: Call
) -> None:
    found = call("due", "--json", db=store.path).json
    assert list(found) == ["now", "zone", "scope", "counts", "rows"]
    (row,) = found["rows"]
    assert row == {
        "id": 1,
        "bucket": "next",
        "due": "2026-11-24",
        "all_day": True,
        "type": "Call",
        "attempt": 1,
        "person": {"id": 1, "name": "Julie Martin"},
        "company": {"id": 1, "name": "Dupont"},
        "deal": {"id": deal, "name": "Licence"},
        "value": "hot",
        "assignee": "boss",
        "phone": "+33 6 12 34 56 78",
        "comment": "=1+1",
    }


@pytest.mark.usefixtures("deal")
def test_a_moment_without_offset_is_the_workspaces(store: Store, call: Call) -> None:
    answer = call(
        "due", "--json", "--db", store.path, "--now", "2017-12-31T09:00:00"
    ).json
    assert answer["now"] == "2017-12-31T09:00:00+01:00"


@pytest.mark.parametrize("word", ["1", "#1"])
@pytest.mark.usefixtures("deal")
def test_a_deal_is_shown_with_the_keys_of_the_contract(
    store: Store, call: Call, word: str
) -> None:
    found = call("show", "deal", word, "--json", db=store.path).json
    assert set(found) >= KEYS_OF_A_DEAL
    assert (found["amount"], found["currency"]) == ("1234.00", "EUR")
    assert found["probability"] == 0.1
    assert set(found["timeline"][0]) >= {"at", "actor", "verb", "before", "after"}
    assert set(found["stages"][0]) == {"stage", "days", "state"}


@pytest.mark.usefixtures("deal")
def test_search_answers_the_keys_of_the_contract(store: Store, call: Call) -> None:
    found = call("search", "licence", "--json", db=store.path).json
    assert (found["query"], found["count"]) == ("licence", 1)
    assert list(found["hits"][0]) == [
        *("kind", "id", "title", "subtitle", "status", "stage", "owner")
    ]


def test_a_write_answers_what_changed_in_words_and_major_units(
    store: Store, deal: int, call: Call
) -> None:
    won = call("win", "1", "--amount", "1,500", "--json", db=store.path).json
    assert list(won) == ["batch", "entity", "id", "changed", "text"]
    assert (won["entity"], won["id"]) == ("deal", deal)
    assert won["changed"]["amount"] == ["1234.00", "1500.00"]
    assert won["changed"]["status"] == ["open", "won"]
    undone = call("undo", "--json", db=store.path).json
    assert undone["changed"]["amount"] == ["1500.00", "1234.00"]


def test_a_period_that_ends_before_it_begins_is_no_period(
    store: Store, call: Call
) -> None:
    """R-31: the reason and what would be accepted, not figures of nothing."""
    period = ("--from", "2026-12-31", "--to", "2026-01-01")
    refused = call("stats", "reps", *period, db=store.path)
    assert refused.status == 64
    assert "lies before the first one. Type them in their order." in refused.err


@pytest.mark.usefixtures("deal")
def test_stats_answer_the_keys_of_the_contract(store: Store, call: Call) -> None:
    period = ("--from", "2026-01-01", "--to", "2027-01-01")
    found = call("stats", "wins", "--json", *period, db=store.path).json
    assert list(found) == [
        *("report", "period", "scope", "currency", "notes", "rows", "total")
    ]
    assert found["period"] == {
        "from": "2026-01-01",
        "to": "2027-01-01",
        "zone": "Europe/Paris",
    }
    assert found["rows"] == [found["total"]]
    assert found["total"] == {
        "group": None,
        "won": 0,
        "lost": 0,
        "open": 1,
        "win_rate": None,
        "win_rate_amount": None,
        "won_amount": "0.00",
        "mean_amount": None,
        "median_amount": None,
        "mean_days_to_win": None,
        "median_days_to_win": None,
        "mean_days_to_lose": None,
        "mean_days_to_close": None,
    }
    row = call("stats", "pipeline", "--json", db=store.path).json["rows"][0]
    assert row["weighted"] == "123.40"
    assert row["pipeline"] == "Sales"
    csv = call("stats", "pipeline", "--csv", db=store.path).out.splitlines()
    assert csv[0].split(",") == list(row)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("frob", 64, "no command frob"),
        ("mvoe 1 Offer", 64, "did you mean move"),
        ("due --bogus", 64, "--bogus"),
        ("due --days -1", 64, "-1"),
        ("show deal abc", 64, "abc"),
        ("show deal 99", 77, "no such record"),
        ("move 1 Ofer", 64, "Offer"),
        ("move 99 Offer", 77, "no such record"),
        ("lose 1", 64, "--reason"),
        ("lose 1 --reason prise", 64, "price"),
        ("lose 1 --reason price --on 2090-01-01", 64, "2090"),
        ("done 1", 64, "--outcome"),
        ("done 1 --outcome next --type Meetng", 64, "Meeting"),
        ("done 1 --outcome reschedule --invoice F-1", 64, "--invoice"),
        ("done 1 --outcome enrolled --no-show", 64, "--outcome enrolled"),
        ("done 1 --outcome next --reason price", 64, "--reason"),
        ("done 1 --outcome not-interested --at +3d", 64, "--at"),
        ("done 1 --outcome reschedule --no-show --no-contact", 64, "--no-show"),
        ("add deal", 64, "title"),
        ("add deal X --source weeb", 64, "web"),
        ("add deal X --stage Ofer", 64, "Offer"),
        ("add deal X --amount -5", 64, "negative"),
        ("add deal X --amount 1e99", 64, "1e99"),
        ("add deal X --amount 1.234", 64, "decimals"),
        ("add deal X --amount EUX5", 64, "EUR"),
        ("add deal X --step 30/2", 64, "February"),
        ("add deal X --step yesterday", 64, "passed"),
        ("add deal X --close 03/04/05", 64, "four digits"),
        ("add deal X --owner nobody", 77, "nobody"),
        ("add followup --deal 1", 64, "--at"),
        ("add followup --at tomorrow", 64, "--deal or --person"),
        ("snooze 1 soon", 64, "soon"),
        ("win 1 --on 2090-01-01", 64, "2090"),
        ("reopen 1", 1, "open"),
        ("redo", 1, ""),
        ("stats wimms", 64, "wins"),
        ("stats wins --by colour", 64, "colour"),
        ("stats wins --from 2026-02-30", 64, "2026-02-30"),
        ("stats wins --from 0001-01-01", 64, "100 years"),
        ("stats wins --to 9999-12-31", 64, "100 years"),
        ("due --days 3000000", 64, "from 0 to 36500"),
        ("demo --no-open --years 5000", 64, "from 1 to 50"),
        ("import", 64, "FILE"),
        ("import none.csv", 66, "none.csv"),
        ("import some.csv --preset plane", 64, "plain"),
        ("imports --revert 99", 77, "no such record"),
        ("restore none.json", 66, "none.json"),
        ("users role nobody seller", 77, "nobody"),
        ("due --as nobody", 77, "nobody"),
        ("due --lang de", 64, "de"),
        ("due --now yesterday", 64, "yesterday"),
        ("due --db postgresql+psycopg://u:secret@h/d", 78, "server"),
        ("due --db none.db", 66, "none.db"),
    ],
)
def test_a_refusal_is_one_line_with_its_status(
    store: Store, call: Call, words: str, status: int, said: str
) -> None:
    a_deal(store, "Licence")
    given = words.split()
    if "--db" not in given:
        given += ["--db", str(store.path)]
    answer = call(*given)
    assert answer.status == status, answer.err
    assert answer.out == ""
    assert answer.err.startswith("relance: ")
    assert answer.err.count("\n") == 1
    assert said in answer.err
    assert "secret" not in answer.err


def test_an_environment_that_names_no_file_is_said(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: str
) -> None:
    monkeypatch.setenv("RELANCE_DB", f"{tmp_path}/none.db")
    assert call("due").status == 66
    monkeypatch.setenv("RELANCE_DB", "")
    without = call()
    assert (without.status, without.err.count("\n")) == (64, 1)


def test_init_leaves_what_stands_untouched(store: Store, call: Call) -> None:
    before = store.path.read_bytes()
    assert call("init", "--db", store.path).status == 1
    assert store.path.read_bytes() == before


@pytest.mark.parametrize("template", ["sales", "lifecycle", "club"])
def test_init_makes_a_workspace_that_works(
    call: Call, template: str, tmp_path: str
) -> None:
    place = f"{tmp_path}/new.db"
    made = call(
        *("init", "--template", template, "--currency", "CHF", "--db", place),
        *("--zone", "Europe/Zurich", "--user", "ana", "--name", "Ana"),
    )
    assert made.status == 0, made.err
    assert call("add", "deal", "First 5k€", "--db", place).status == 0
    assert call("doctor", "--db", place).status == 0
    found = call("stats", "pipeline", "--json", "--db", place).json
    assert found["currency"] == "CHF"


@pytest.mark.parametrize(
    "words",
    ["--template other", "--currency XXX1", "--zone Mars/Base", "--user 'A B'"],
)
def test_init_refuses_what_it_does_not_know(
    call: Call, words: str, tmp_path: str
) -> None:
    place = f"{tmp_path}/new.db"
    assert call("init", *words.split(" ", 1), "--db", place).status == 64
    assert call("due", "--db", place).status == 66


@pytest.mark.usefixtures("deal")
def test_french_is_spoken_where_it_is_asked_for(store: Store, call: Call) -> None:
    told = call("show", "deal", "99", "--lang", "fr", db=store.path)
    english = call("show", "deal", "99", db=store.path)
    assert told.err != english.err
    first, second = (
        call("due", "--json", "--lang", spoken, db=store.path).out
        for spoken in ("en", "fr")
    )
    assert first == second


@pytest.mark.parametrize("name", ["--help", "due --help", "add --help"])
def test_help_goes_to_standard_output(call: Call, name: str) -> None:
    answer = call(*name.split())
    assert (answer.status, answer.err) == (0, "")
    assert "usage: relance" in answer.out


def test_tables_for_people_say_words_and_end_numbers_under_each_other(
    store: Store, call: Call
) -> None:
    julie = a_person(store, "Julie Martin")
    for number in range(9):
        a_deal(store, f"Licence {number}", amount=Money(9_900, "EUR"), person=julie)
    a_deal(store, "Licence", amount=Money(1_250_000, "EUR"), person=julie)
    users = call("users", "--lang", "fr", db=store.path).out.splitlines()
    assert users[0].split() == ["Identifiant", "Nom", "Rôle", "Équipe", "Actif"]
    assert users[1].split()[-1] == "oui"
    found = call("search", "martin", "--lang", "fr", db=store.path).out
    assert "Personne" in found
    assert "prospect" in found
    assert "en cours" in found
    assert "open" not in found
    funnel = call("stats", "funnel", "--lang", "fr", db=store.path).out.splitlines()
    assert any(row.startswith("Gagnée") for row in funnel)
    head, first = funnel[:2]
    assert first.index(" 10 ") + 3 == head.index("Affaires") + len("Affaires")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "There is no file {}."), ("fr", "Il n’y a pas de fichier {}.")],
)
def test_a_settings_file_that_was_named_must_be_there(
    store: Store, call: Call, tmp_path: Path, language: str, said: str
) -> None:
    """Rulings 31, 33: what was asked for by name is not passed over in silence."""
    absent = tmp_path / "absent.toml"
    answer = call("due", "--config", absent, "--lang", language, db=store.path)
    assert answer.status == 66
    assert answer.out == ""
    assert said.format(absent) in answer.err
    assert len(answer.err.splitlines()) == 1
    absent.write_text("", encoding="utf-8")
    assert call("due", "--config", absent, db=store.path).status == 0


def test_the_currency_of_the_settings_is_that_of_a_new_deal(
    store: Store, call: Call, home: Path
) -> None:
    folder = home / ".config" / "relance"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('currency = "USD"\n', encoding="utf-8")
    for words in (("Licence 12k",), ("Other", "--amount", "12000")):
        made = call("add", "deal", *words, "--json", db=store.path).json
        shown = call("show", "deal", made["id"], "--json", db=store.path).json
        assert (shown["amount"], shown["currency"]) == ("12000.00", "USD")
    made = call("add", "deal", "Named", "--amount", "900 EUR", "--json", db=store.path)
    shown = call("show", "deal", made.json["id"], "--json", db=store.path).json
    assert shown["currency"] == "EUR"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--lang", "fr", "due", "--days", "x"),
            "--days: x n’est pas un nombre entier",
        ),
        (("--lang=fr", "show"), "il manque kind, id."),
        (("--lang", "fr", "due", "--bogus"), "--bogus n’est pas connu ici."),
        (("due", "--scope", "us"), "us does not fit --scope; these do: me, team, all."),
        (("due", "--days"), "--days needs a value."),
        (("--db", "x.db", "expot"), "no command expot; did you mean export?"),
    ],
)
def test_a_call_that_fits_no_command_is_told_in_its_language(
    call: Call, words: tuple[str, ...], said: str
) -> None:
    done = call(*words)
    assert (done.status, done.out) == (64, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_help_speaks_the_language_of_the_call(call: Call) -> None:
    french = call("due", "--help", "--lang", "fr")
    assert french.status == 0
    assert "lister les relances" in french.out
    assert "afficher cette aide" in french.out


def test_a_later_day_is_told_with_its_hour(store: Store, deal: int, call: Call) -> None:
    """R-21: an appointment of another day says when, an untimed one only the day."""
    other = a_deal(store, "Boréal")
    a_follow_up(store, deal=other, due=NOW + timedelta(days=2))
    said = call("due", db=store.path).out
    assert "Wed 25 Nov 09:14" in said
    assert "Tue 24 Nov " in said


def test_what_is_planned_already_is_refused_in_commands_not_in_keys(
    store: Store, deal: int, call: Call
) -> None:
    """R-07: on the command line no key says how it went."""
    answer = call("add", "followup", "--deal", str(deal), "--at", "fri", db=store.path)
    assert "relance done says how it went, relance snooze puts it off." in answer.err
    won = call("win", str(deal), db=store.path)
    assert won.status == 0, won.err
    again = call("win", str(deal), db=store.path)
    assert again.err.rstrip().endswith("relance reopen opens it again.")
