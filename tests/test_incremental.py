"""A run works only on what is new, and what it leaves is to the byte what a run on everything leaves."""

import json
import shutil
import threading
from pathlib import Path

import pandas as pd
import pytest

import toolkit
from toolkit import pipeline, versions
from toolkit.accusations.find import code_statements, states_of_issuers
from toolkit.candidates import NEIGHBOURS
from toolkit.pipeline import coding, corpus, filling, places, process, reprints, run
from toolkit.pipeline import taking as reading
from toolkit.pipeline.parts import FOLDER, RECORD, TABLES, Parts
from toolkit.pipeline.reprints import Reprints
from toolkit.reading import read_raw
from toolkit.sentences import split_sentences
from toolkit.store import FILES
from toolkit.versions import DOWNSTREAM

SAMPLE = Path(__file__).parents[1] / "data" / "raw"

TEXTS = {
    "a.md": "---\nissuer: Ministry of Defence of Velmar\ndate: 2031-03-02\n---\nArdenian units shelled our posts near Dorn at night. Two were wounded.",
    "b.md": "---\nissuer: Ministry of Defence of Ardenia\ndate: 2031-03-04\n---\nOur army did not shell Hallin. Velmari units shelled Ivel on Monday.",
    "c.txt": "The harvest festival takes place in Quellport on Saturday. Everybody is welcome.",
}


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def worked_on(monkeypatch):
    """What each stage was handed: the names of files, and statements to split and to code."""
    seen = {"read": [], "split": 0, "coded": 0}
    read, split, code = reading.read_guarded, coding.split, coding.code

    def watch_read(files):
        seen["read"] += [file.name for file in files]
        return read(files)

    def watch_split(*of):
        seen["split"] += 1
        return split(*of)

    def watch_code(*of):
        seen["coded"] += 1
        return code(*of)

    monkeypatch.setattr(reading, "read_guarded", watch_read)
    monkeypatch.setattr(coding, "split", watch_split)
    monkeypatch.setattr(coding, "code", watch_code)

    def take():
        taken = dict(seen)
        seen.update(read=[], split=0, coded=0)
        return taken

    return take


def bytes_of(out):
    return {name: (out / name).read_bytes() for name in [*FILES.values(), "processed.json"]}


def test_where_nothing_has_changed_nothing_runs_and_it_says_so(raw, tmp_path, worked_on):
    first = process(raw, tmp_path / "out")
    before = {p: p.stat().st_mtime_ns for p in first.out.rglob("*") if p.is_file()}
    worked_on()
    again = process(raw, tmp_path / "out")
    assert worked_on() == {"read": [], "split": 0, "coded": 0}
    assert {p: p.stat().st_mtime_ns for p in first.out.rglob("*") if p.is_file()} == before
    assert "nothing has changed since they were read, and nothing was done" in str(again)
    pd.testing.assert_frame_equal(again.data.accusations, first.data.accusations)


def test_a_new_file_costs_its_own_work(raw, tmp_path, worked_on):
    process(raw, tmp_path / "out")
    worked_on()
    (raw / "d.txt").write_text("Ardenian artillery fired on the village of Ivel again, the Ministry of Defence of Velmar said.")
    account = process(raw, tmp_path / "out")
    assert worked_on() == {"read": ["d.txt"], "split": 1, "coded": 1}
    assert "1 read now, 3 as kept from the run before" in str(account)
    assert bytes_of(account.out) == bytes_of(process(raw, tmp_path / "new").out)


@pytest.mark.parametrize("change", ["text", "sidecar", "name", "gone"])
def test_what_a_change_touches_is_made_again(raw, tmp_path, change):
    out = process(raw, tmp_path / "out").out
    if change == "text":
        (raw / "a.md").write_text(TEXTS["a.md"].replace("Dorn", "Kestry"))
    elif change == "sidecar":
        (raw / "c.txt.meta.yml").write_text("issuer: Ministry of Culture of Velmar\ndate: 2031-05-01\n")
    elif change == "name":
        (raw / "c.txt").rename(raw / "2031-07-08.txt")
    else:
        (raw / "b.md").unlink()
    before = bytes_of(out)
    process(raw, out)
    assert bytes_of(out) != before
    assert bytes_of(out) == bytes_of(process(raw, tmp_path / "new").out)


def test_a_new_state_in_the_corpus_has_the_statements_that_name_it_coded_again(raw, tmp_path, worked_on):
    """Which names are states depends on the issuers of the whole corpus."""
    (raw / "e.txt").write_text("Norracki units crossed the river near Dorn, the Ministry of Defence of Velmar said.")
    process(raw, tmp_path / "out")
    worked_on()
    (raw / "d.md").write_text("---\nissuer: Ministry of Defence of Norrack\ndate: 2031-04-04\n---\nBread was handed out in the square today.")
    process(raw, tmp_path / "out")
    assert worked_on() == {"read": ["d.md"], "split": 2, "coded": 2}
    assert bytes_of(tmp_path / "out") == bytes_of(process(raw, tmp_path / "new").out)


def test_only_states_that_a_text_names_matter_for_its_coding():
    """Over the sample corpus: coded with the states named in it, or with many more, a statement gives the same rows."""
    statements = read_raw(SAMPLE).statements.iloc[::6]
    sentences = split_sentences(statements)
    states = states_of_issuers(statements["issuer"]) | {f"norrack{n}": f"Norrack{n}" for n in range(9)} | {"lirran": "Lirrane", "corvane": "Corvane"}
    for one in (statements.iloc[n : n + 1] for n in range(len(statements))):
        part = sentences[sentences["statement_id"].isin(one["statement_id"])]
        named = corpus.known_in(one["clean_text"].iloc[0].casefold(), states)
        pd.testing.assert_frame_equal(code_statements(part, one, states), code_statements(part, one, named))


def test_force_works_on_everything(raw, tmp_path, worked_on):
    out = process(raw, tmp_path / "out").out
    before = bytes_of(out)
    worked_on()
    process(raw, out, force=True)
    assert worked_on() == {"read": ["a.md", "b.md", "c.txt"], "split": 3, "coded": 3} and bytes_of(out) == before


def test_other_code_makes_everything_again(raw, tmp_path, worked_on, monkeypatch):
    process(raw, tmp_path / "out")
    worked_on()
    monkeypatch.setattr(versions, "code", lambda without: "other")
    process(raw, tmp_path / "out")
    assert len(worked_on()["read"]) == 3


@pytest.mark.parametrize("file, how", [("read-*.items.parquet", "cut"), ("coded-*.accusations.parquet", "other"), ("index.parquet", "gone"), (RECORD, "cut"), (RECORD, "nested")])
def test_kept_rows_that_are_torn_cost_time_and_nothing_else(raw, tmp_path, file, how):
    out = process(raw, tmp_path / "out").out
    kept = next((out / FOLDER).glob(file))
    if how == "gone":
        kept.unlink()
    else:
        content = kept.read_bytes()
        kept.write_bytes({"cut": content[: len(content) // 2], "other": b"PAR1" + b"\0" * 99, "nested": b"[" * 99_999}[how])
    (raw / "d.txt").write_text("Ardenian artillery fired on the village of Ivel again, the Ministry of Defence of Velmar said.")
    process(raw, out)
    assert bytes_of(out) == bytes_of(process(raw, tmp_path / "new").out)


def test_the_record_says_what_the_data_were_made_from(raw, tmp_path):
    (raw / "README.md").write_text("About these files.")
    record = json.loads((process(raw, tmp_path / "out").out / "processed.json").read_bytes())["made_from"]
    assert set(record["inputs"]) == {*TEXTS, "README.md"} and len(record["inputs"]["a.md"]) == 64
    assert record["inputs"]["README.md"].startswith("Set aside: ")
    assert record["versions"]["pandas"] == pd.__version__ and len(record["lexicons"]["acts.csv"]) == 64 and len(record["code"]) == 64


def test_rooms_left_out_of_the_checksum_are_out_of_reach_of_the_pipeline():
    """Else a change in one of them would leave rows that other code made."""
    from test_design import imports

    reached, new = set(), {"pipeline", "schema", "reading"}
    while new:
        reached |= new
        new = {other for room, other in imports() if room in reached} - reached
    assert reached & DOWNSTREAM == set() and {"accusations", "voices", "families"} <= reached


def test_a_statement_that_failed_is_tried_again(raw, tmp_path, monkeypatch):
    works = coding.code

    def fails(statement, *more):
        if "Dorn" in statement["clean_text"]:
            raise RecursionError("too deep")
        return works(statement, *more)

    monkeypatch.setattr(coding, "code", fails)
    assert len(process(raw, tmp_path / "out").data.problems) == 1
    monkeypatch.setattr(coding, "code", works)
    shutil.copy(raw / "c.txt", raw / "d.txt")
    assert "too deep" not in str(process(raw, tmp_path / "out"))
    assert not any(Parts.open(tmp_path / "out", "made with something else").before.values())


@pytest.fixture
def small_parts(monkeypatch):
    """Parts of about four statements, so that a small corpus has many."""
    from toolkit.pipeline import dealing

    monkeypatch.setattr(dealing, "PART", 4)
    monkeypatch.setattr(dealing, "MOST", 8)


def many(raw, numbers):
    for n in numbers:
        text = f"Ardenian units shelled post {n} near Dorn at night. The Ministry of Defence of Velmar said that {n % 7} were wounded in the village of Hallin."
        (raw / f"m{n:03}.txt").write_text(text + f" Report number {n} was published in Sarnhold, and a further {n + 3} guns of Norrack{n % 5} fired.")


def test_a_change_touches_few_parts_and_leaves_what_a_run_on_everything_leaves(raw, tmp_path, small_parts, worked_on):
    many(raw, range(0, 80, 2))
    process(raw, tmp_path / "out")
    before = {p.name for p in (tmp_path / "out" / FOLDER).iterdir()}
    worked_on()
    many(raw, [17, 18, 19])  # one of them stands already
    (raw / "m040.txt").unlink()
    process(raw, tmp_path / "out")
    after = {p.name for p in (tmp_path / "out" / FOLDER).iterdir()}
    assert worked_on()["read"] == ["m017.txt", "m019.txt"]
    assert len(before) > 20 and len(after - before) <= 0.5 * len(before)
    assert bytes_of(tmp_path / "out") == bytes_of(process(raw, tmp_path / "new").out)
    fresh = {p.name for p in (tmp_path / "new" / FOLDER).iterdir()}
    assert {name for name in fresh ^ after if not name.startswith("pairs-")} == set()  # pairs compared once stay known


def test_a_file_that_could_not_be_read_to_its_end_is_read_again_and_takes_no_other_file_s_place(raw, tmp_path, small_parts, worked_on, monkeypatch):
    many(raw, range(40))
    works = reading.read_guarded

    def unsure(files):
        for file, read in zip(files, works(files), strict=True):
            yield read._replace(sha256="") if file.name == "m003.txt" else read

    monkeypatch.setattr(reading, "read_guarded", unsure)
    process(raw, tmp_path / "out")
    monkeypatch.setattr(reading, "read_guarded", works)
    worked_on()
    many(raw, [80])
    process(raw, tmp_path / "out")
    assert worked_on()["read"] == ["m003.txt", "m080.txt"]
    assert bytes_of(tmp_path / "out") == bytes_of(process(raw, tmp_path / "new").out)


def test_a_statement_that_failed_is_tried_again_though_its_part_is_as_it_was(raw, tmp_path, small_parts, monkeypatch):
    many(raw, range(40))
    works = coding.code

    def fails(statement, *more):
        if "post 3 " in statement["clean_text"]:
            raise RecursionError("too deep")
        return works(statement, *more)

    monkeypatch.setattr(coding, "code", fails)
    assert "too deep" in str(process(raw, tmp_path / "out"))
    many(raw, [80])
    assert "too deep" in str(process(raw, tmp_path / "out"))
    monkeypatch.setattr(coding, "code", works)
    many(raw, [81])
    process(raw, tmp_path / "out")
    assert bytes_of(tmp_path / "out") == bytes_of(process(raw, tmp_path / "new").out)


def test_a_file_more_costs_its_own_texts_pairs_and_checksums(raw, tmp_path, small_parts, monkeypatch):
    many(raw, range(80))
    process(raw, tmp_path / "out")
    before = {p.name for p in (tmp_path / "out" / FOLDER).iterdir()}
    seen = {"texts": 0, "pairs": 0, "sums": 0}

    def counted(module, name, what, size):
        works = getattr(module, name)

        def watch(*given):
            seen[what] += size(given)
            return works(*given)

        monkeypatch.setattr(module, name, watch)

    counted(corpus, "known_in", "texts", lambda given: 1)
    counted(reprints, "shares_of", "pairs", lambda given: len(given[1]))
    counted(places, "sha256_of", "sums", lambda given: 1)
    many(raw, [80])
    process(raw, tmp_path / "out")
    made = {p.name for p in (tmp_path / "out" / FOLDER).iterdir()} - before
    assert 0 < len(made) < 0.2 * len(before)
    assert seen["texts"] <= 8 and seen["pairs"] <= NEIGHBOURS * 8  # a part has at most eight statements
    # Each kept file is looked at once, when it is opened; then those that are new, but for the index and the record.
    assert seen["sums"] == len(before) - 2 + len(made)


def test_no_frame_holds_the_rows_of_all_parts(raw, tmp_path, small_parts, monkeypatch):
    sizes, works = [], filling.check
    monkeypatch.setattr(filling, "check", lambda frame, kind: sizes.append(len(frame)) or works(frame, kind))
    monkeypatch.setattr(filling, "ROW_GROUP", {"statements": 10, "accusations": 10})
    many(raw, range(60))
    data = process(raw, tmp_path / "out").data
    assert sum(sizes) == len(data.statements) + len(data.accusations) > 120 and max(sizes) < 60


def test_two_names_of_a_party_in_two_parts_become_one(raw, tmp_path, small_parts):
    """What stands for all is told by the names of the whole corpus."""
    many(raw, range(40))
    (raw / "z.md").write_text("---\nissuer: Ministry of Defence of Ardenia\ndate: 2031-05-04\n---\nThe Velmarian army shelled Ivel on Monday.")
    data = process(raw, tmp_path / "out").data
    found = toolkit.find_accusations(data.sentences, data.statements)
    pd.testing.assert_frame_equal(data.accusations, found)


def test_how_the_work_is_dealt_changes_no_byte_but_that_of_parts(raw, tmp_path, monkeypatch):
    from toolkit.pipeline import dealing

    many(raw, range(40))
    whole = bytes_of(process(raw, tmp_path / "whole").out)
    for part in (1, 3, 11):
        monkeypatch.setattr(dealing, "PART", part)
        monkeypatch.setattr(dealing, "MOST", 2 * part)
        assert bytes_of(process(raw, tmp_path / f"by-{part}").out) == whole


def test_several_processes_leave_the_bytes_of_one(raw, tmp_path, small_parts, monkeypatch):
    from toolkit.pipeline import crew

    many(raw, range(30))
    one = bytes_of(process(raw, tmp_path / "one", processes=1).out)
    monkeypatch.setattr(crew, "WORTH_A_PROCESS", 1)
    assert isinstance(crew.crew_for(33, 3), crew.Crew)
    assert bytes_of(process(raw, tmp_path / "three", processes=3).out) == one


def test_whoever_codes_is_made_ready_while_files_are_read(raw, tmp_path, small_parts, monkeypatch):
    """Also a single process, where this one has the rows of much that is kept to write meanwhile; all are gone afterwards."""
    from toolkit.pipeline import crew

    started = []
    works = crew.Child.__init__
    monkeypatch.setattr(crew.Child, "__init__", lambda self: works(self) or started.append(self))
    monkeypatch.setattr(crew, "cores", lambda: 2)
    monkeypatch.setattr(pipeline, "cores", lambda: 2)
    many(raw, range(30))
    out = process(raw, tmp_path / "out").out
    assert not started
    monkeypatch.setattr(pipeline, "MANY", 3)
    (raw / "z.txt").write_text("Ardenian artillery fired on the village of Ivel again, the Ministry of Defence of Velmar said.")
    process(raw, out)
    assert len(started) == 1 and started[0].process.returncode is not None and not started[0].owed
    assert bytes_of(out) == bytes_of(process(raw, tmp_path / "alone", processes=1).out) and len(started) == 1


def test_where_all_is_new_and_much_those_who_code_start_before_anything_is_read(raw, tmp_path, monkeypatch):
    from toolkit.pipeline import crew

    started, begins = [], []
    works, runs = crew.Child.__init__, run.run
    monkeypatch.setattr(crew.Child, "__init__", lambda self: works(self) or started.append(self))
    monkeypatch.setattr(run, "run", lambda *of, **how: begins.append(len(started)) or runs(*of, **how))
    monkeypatch.setattr(pipeline, "cores", lambda: 2)
    monkeypatch.setattr(crew, "cores", lambda: 2)
    many(raw, range(30))
    one = bytes_of(process(raw, tmp_path / "one").out)
    monkeypatch.setattr(crew, "WORTH_A_PROCESS", 10)
    monkeypatch.setattr(pipeline, "WORTH_A_PROCESS", 10)
    assert bytes_of(process(raw, tmp_path / "two").out) == one
    process(raw, tmp_path / "two")
    process(raw, tmp_path / "two", force=True)
    process(raw, tmp_path / "three", processes=1)
    with pytest.raises(FileNotFoundError):
        process(tmp_path / "nowhere", tmp_path / "four")
    # Where nothing is new, and where there is no folder, nothing runs.
    assert begins == [0, 2, 4, 4] and all(child.process.returncode is not None for child in started)


def test_where_nothing_can_be_read_whoever_was_made_ready_is_sent_away(tmp_path, monkeypatch):
    from toolkit.pipeline import crew

    started = []
    works = crew.Child.__init__
    monkeypatch.setattr(crew.Child, "__init__", lambda self: works(self) or started.append(self))
    monkeypatch.setattr(crew, "cores", lambda: 2)
    monkeypatch.setattr(crew, "WORTH_A_PROCESS", 1)
    (tmp_path / "raw").mkdir()
    for n in range(3):
        (tmp_path / "raw" / f"{n}.txt").write_text(" \n")
    with pytest.raises(pipeline.NothingRead):
        process(tmp_path / "raw", tmp_path / "out")
    assert len(started) == 2 and all(child.process is None or child.process.returncode is not None for child in started)


def test_what_cannot_be_written_ends_the_run_while_others_are_still_coded(raw, tmp_path, small_parts, monkeypatch):
    from toolkit.store import Writing

    many(raw, range(120))
    coded, works, tried = [], coding.code_part, threading.Event()

    def full(self, kind, frame):
        tried.set()
        raise OSError(28, "No space left on device")

    def code(**of):
        coded.append(of)
        if len(coded) > 5:
            tried.wait(20)
        return works(**of)

    with monkeypatch.context() as patch:
        patch.setattr(Writing, "add", full)
        patch.setattr(coding, "code_part", code)
        with pytest.raises(OSError, match="No space left"):
            process(raw, tmp_path / "out", processes=1)
    whole = process(raw, tmp_path / "whole").out / FOLDER
    assert 0 < len(coded) < len(list(whole.glob("coded-*.prints.parquet")))
    assert not list((tmp_path / "out").glob("*.parquet")) and not list((tmp_path / "out").glob(".*.part"))


def test_long_statements_make_smaller_parts(raw, tmp_path):
    """So that no process is left with all the speeches."""
    words = " ".join(f"On day {n} the army of Ardenia shelled the village of Ivel." for n in range(400))
    for n in range(24):
        (raw / f"speech-{n}.txt").write_text(f"{words} Number {n}.")
    kept = process(raw, tmp_path / "out").out / FOLDER
    sizes = [len(pd.read_parquet(p)) for p in kept.glob("coded-*.prints.parquet")]
    assert len(sizes) > 1 and max(sizes) <= 2 * 128 * 2_500 / len(words) + 3


def test_parts_have_every_kind_of_table(raw, tmp_path):
    kept = process(raw, tmp_path / "out").out / FOLDER
    assert {p.name.split(".")[1] for p in kept.glob("*-*.parquet")} == {t for tables in TABLES.values() for t in tables}


def test_a_process_that_dies_or_fails_is_told_and_leaves_none_behind():
    from toolkit.pipeline.crew import Child, Crew

    child = Child()
    child.process.kill()
    with pytest.raises(RuntimeError, match="A process that coded statements died .exit code -9."):
        child.do("code_part", {})
    child.end()
    with pytest.raises(RuntimeError, match="missing 4 required positional arguments"):
        list(Crew(2).done("code_part", [{}, {}]))


def test_a_run_that_fails_leaves_the_data_and_the_next_goes_on_from_there(raw, tmp_path, monkeypatch, worked_on):
    out = process(raw, tmp_path / "out").out
    before, kept = bytes_of(out), {p: p.read_bytes() for p in (out / FOLDER).glob("*-*.parquet")}
    (raw / "d.txt").write_text("Ardenian artillery fired on the village of Ivel again, the Ministry of Defence of Velmar said.")
    with monkeypatch.context() as patch:
        patch.setattr(Reprints, "find", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            process(raw, out)
    assert bytes_of(out) == before and all(p.read_bytes() == content for p, content in kept.items())
    worked_on()
    process(raw, out)
    assert worked_on() == {"read": [], "split": 0, "coded": 0}
    assert bytes_of(out) == bytes_of(process(raw, tmp_path / "new").out)


def test_where_a_run_that_fails_cannot_record_its_parts_those_of_before_stand(raw, tmp_path, monkeypatch, worked_on):
    out = process(raw, tmp_path / "out").out
    kept = {p.name: p.read_bytes() for p in (out / FOLDER).iterdir()}
    (raw / "d.txt").write_text("Ardenian artillery fired on the village of Ivel again, the Ministry of Defence of Velmar said.")

    def full(*of):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Reprints, "find", full)
        patch.setattr(Parts, "_record", full)
        with pytest.raises(OSError, match="No space left"):
            process(raw, out)
    assert {p.name: p.read_bytes() for p in (out / FOLDER).iterdir()} == kept
    worked_on()
    process(raw, out)
    assert worked_on()["read"] == ["d.txt"]
