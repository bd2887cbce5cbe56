"""Work on several machines leaves the bytes of work on one. The scheduler, the workers and the store are real processes and servers."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from cluster_processes import SECONDS, Processes

import toolkit
from toolkit import cli
from toolkit.pipeline import coding, dealing, every_part, process, taking
from toolkit.pipeline import every_file, inputs
from toolkit.pipeline.cluster import connection, members, sending, there
from toolkit.pipeline.cluster.connection import ClusterError
from toolkit.pipeline.crew import TaskFailed
from toolkit.pipeline.parts import FOLDER, Parts
from toolkit.pipeline.places import Folder, place, put, read_bytes, see, shown
from toolkit.pipeline.tasks import TASKS
from toolkit.reading import guard
from toolkit.store import FILES

PACKAGE = Path(toolkit.__file__).parent


@pytest.fixture(scope="module")
def processes(tmp_path_factory):
    started = Processes(tmp_path_factory.mktemp("cluster"))
    yield started
    started.end()


@pytest.fixture
def cluster(processes):
    """A scheduler with two workers, and what a test has added gone afterwards."""
    processes.have(2)
    yield processes
    processes.have(2)


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    folder = tmp_path_factory.mktemp("raw")
    many(folder, range(30))
    for n in range(6):
        many(folder, range(30 + n, 32 + n), f"more-{n}.jsonl")
    (folder / "torn.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "note.txt").write_text("Velmari units shelled Ivel on Monday, and the army of Ardenia answered them.")
    (folder / "note.txt.meta.yml").write_text("issuer: Ministry of Defence of Ardenia\ndate: 2031-03-04\n")
    return folder


def many(folder, numbers, name="all.jsonl"):
    """Statements in one file, which costs one reader, and is coded in many parts."""
    with (folder / name).open("a") as file:
        for n in numbers:
            text = f"Ardenian units shelled post {n} near Dorn at night. The Ministry of Defence of Velmar said that {n % 7} were wounded in the village of Hallin."
            text += f" Report number {n} was published in Sarnhold, and a further {n + 3} guns of Norrack{n % 5} fired."
            file.write(json.dumps({"text": text, "issuer": "Ministry of Defence of Velmar", "date": f"2031-03-{1 + n % 28:02}"}) + "\n")


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    few_in_a_part(monkeypatch)


def few_in_a_part(patch):
    """Parts of about two statements, so that a small corpus has many more than are under way at a time."""
    patch.setattr(dealing, "PART", 2)
    patch.setattr(dealing, "MOST", 4)
    patch.setattr(sending, "BESIDES", 1)


@pytest.fixture(scope="module")
def alone_in(raw, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        few_in_a_part(patch)
        return process(raw, tmp_path_factory.mktemp("alone"), processes=1).out


@pytest.fixture
def alone(alone_in):
    """The bytes that a run on one core leaves."""
    return bytes_of(alone_in)


def bytes_of(out):
    return {name: (out / name).read_bytes() for name in [*FILES.values(), "processed.json"]}


def kept_in(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir()}


@pytest.fixture
def after(monkeypatch):
    """Have something done when the coordinator has got the results of some parts, and most are still to come."""

    def do(**when):
        assemble, seen = every_part._assemble, []

        def watch(*given):
            seen.append(1)
            when.get(f"part_{len(seen)}", lambda: None)()
            return assemble(*given)

        monkeypatch.setattr(every_part, "_assemble", watch)
        return seen

    return do


def test_a_cluster_leaves_the_bytes_of_one_core_also_of_what_is_kept(raw, alone, alone_in, cluster, tmp_path, capfd):
    out = process(raw, tmp_path / "out", scheduler=cluster.address).out
    assert bytes_of(out) == alone
    assert kept_in(out / FOLDER) == kept_in(alone_in / FOLDER)
    assert cluster_was_silent(capfd)


def cluster_was_silent(capfd):
    return "toolkit:" not in capfd.readouterr().err


def test_where_a_worker_does_not_see_the_raw_files_this_machine_reads_them_and_says_so(cluster, tmp_path, capfd):
    unseen = tmp_path / "unseen.txt"
    unseen.write_text("seen here alone")
    with sending.joined(cluster.address, place(tmp_path / "parts"), unseen) as workers:
        assert workers.reads
    unseen.unlink()
    with sending.joined(cluster.address, place(tmp_path / "parts"), unseen) as workers:
        assert not workers.reads
    assert "toolkit: the raw files are read by this machine alone: the worker tcp://" in capfd.readouterr().err


def test_workers_may_die_and_join_in_mid_run(raw, alone, cluster, tmp_path, after):
    """One of two is killed; later a third comes and the second is killed: the third alone can end the run, also what had been sent to that one."""
    first, second = cluster.have(2)

    def change():
        cluster.add()
        cluster.kill(second)

    seen = after(part_2=lambda: cluster.kill(first), part_4=change)
    assert bytes_of(process(raw, tmp_path / "out", scheduler=str(cluster.file)).out) == alone
    assert len(seen) > 12 and len(cluster.workers) == 1 and not {first, second} & set(cluster.workers)


class Elsewhere:
    """Workers of which each finds other files than those of this machine under the same names."""

    def __init__(self, folder):
        self.folder = folder

    def done(self, name, tasks):
        for given in tasks:
            files = [[of, str(self.folder / of).encode().hex()] for of, _ in given["files"]]
            yield TASKS[name](files=files, out=given["out"])


@pytest.mark.parametrize("what", ["all", "words", "sidecar", "none"])
def test_what_a_worker_reads_otherwise_this_machine_reads_itself(raw, alone_in, tmp_path, monkeypatch, what):
    other = shutil.copytree(raw, tmp_path / "other")
    if what == "words":
        add_to(other / "note.txt", " Later they went home.")
    elif what == "sidecar":
        (other / "note.txt.meta.yml").unlink()
    elif what == "none":
        shutil.rmtree(other)
    found = inputs.Inputs.find(raw)
    read_here = []
    watched = taking.read_guarded
    monkeypatch.setattr(taking, "read_guarded", lambda files: read_here.extend(f.name for f in files) or watched(files))
    with Parts.open(tmp_path / "out", "made with this") as parts:
        every_file.read_inputs(found, every_file.Dealing.of(found, parts), parts, workers=Elsewhere(other))
        made = {name: content for name, content in kept_in(tmp_path / "out" / FOLDER).items() if name.startswith("read-")}
    assert made == {name: content for name, content in kept_in(alone_in / FOLDER).items() if name.startswith("read-")}
    for reader in guard._own:
        reader._end()
    guard._own.clear()
    assert set(read_here) == {"all": set(), "words": {"note.txt"}, "sidecar": {"note.txt"}, "none": {f.name for f in found.plain}}[what]


def test_tasks_are_taken_as_they_are_needed_and_come_in_order(cluster, tmp_path):
    taken = []

    def tasks():
        for n in range(40):
            taken.append(n)
            yield {"probe": str(tmp_path / f"{n}.txt"), "content": ""}

    with sending.joined(cluster.address, place(tmp_path)) as workers:
        for n, answer in enumerate(workers.done("see", tasks())):
            assert f"{n}.txt" in answer and len(taken) <= n + 2 + 2 * sending.PER_THREAD + sending.BESIDES
    assert len(taken) == 40 and n == 39


class Told:
    """A future that was done by a worker that is gone before the result was fetched; what is sent anew is done."""

    def __init__(self, client, name):
        self.client, self.name, self.status = client, name, "pending"

    def add_done_callback(self, call):
        call(self)

    def done(self):
        return self.status == "finished"

    def result(self, timeout):
        assert timeout is not None, "nobody may wait for ever for what a dead worker had"
        if self.client.there == self.client.sent[self.name]:
            self.status = "finished"
            return self.name
        self.client.there = "second"
        raise TimeoutError

    def cancel(self):
        self.status = "cancelled"


class Client:
    """A client whose only worker is another one once a first result was asked for."""

    def __init__(self):
        self.there, self.sent = "first", {}

    def submit(self, what, *, given, key, workers, **more):
        self.sent[given["name"]] = "" if key.endswith("-1") else workers[0]
        return Told(self, given["name"])


class OneAtATime:
    """Members of a cluster that has the one worker which the client says is there."""

    run, tools = "run", {}
    good = property(lambda self: {self.client.there: 1})

    def __init__(self, client):
        self.client = client

    def look(self): ...
    def tell_of_refused(self, told): ...


def test_what_a_worker_did_and_did_not_hand_over_before_it_died_is_done_by_another():
    client = Client()
    workers = sending.Cluster(client, OneAtATime(client))
    assert list(workers.done("see", [{"name": "a"}])) == ["a"]
    assert client.sent == {"a": "second"}


def add_to(file, words):
    file.write_bytes(file.read_bytes() + words.encode())


FAILS = """
import sys, importlib.abc
class Late(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name != "toolkit.pipeline.worker":
            return None
        from toolkit.pipeline import coding
        works = coding.code
        def fails(statement, *more):
            if "post 17 " in statement["clean_text"]:
                raise RecursionError("too deep")
            return works(statement, *more)
        coding.code = fails
        return None
sys.meta_path.insert(0, Late())
"""


def test_a_statement_that_fails_on_a_worker_is_the_problem_that_it_is_here(cluster, tmp_path, monkeypatch):
    works = coding.code

    def fails(statement, *more):
        if "post 17 " in statement["clean_text"]:
            raise RecursionError("too deep")
        return works(statement, *more)

    (raw := tmp_path / "raw").mkdir()
    many(raw, range(15, 19))
    (tmp_path / "sitecustomize.py").write_text(FAILS)
    cluster.have(0)
    cluster.add({"PYTHONPATH": str(tmp_path)})
    account = process(raw, tmp_path / "far", scheduler=cluster.address)
    cluster.have(0)
    monkeypatch.setattr(coding, "code", fails)
    assert account.data.problems["reason"].str.contains("too deep").sum() == 1
    assert bytes_of(account.out) == bytes_of(process(raw, tmp_path / "here", processes=1).out)


def test_a_part_that_cannot_be_made_is_named_with_its_files_and_its_reason(raw, cluster, tmp_path, monkeypatch):
    keys = every_part.keys_of

    def spoil(corpus, parts):
        found = keys(corpus, parts)
        part = corpus.statements.loc[corpus.statements["raw_file"] == "all.jsonl", "part"].iloc[0]
        Path(parts.path("read", part, "items")).write_bytes(b"PAR1")
        return found

    monkeypatch.setattr(every_part, "keys_of", spoil)
    with pytest.raises(TaskFailed, match=r"The part coded-[0-9a-f]{32} could not be made, wherever it was tried: .*Parquet") as told:
        process(raw, tmp_path / "out", scheduler=cluster.address)
    assert str(told.value).endswith(" It was of all.jsonl.")
    assert not (tmp_path / "out" / "processed.json").exists()


def test_workers_that_work_with_something_else_are_refused_before_anything_is_sent(raw, cluster, tmp_path, monkeypatch):
    other = tmp_path / "other"
    shutil.copytree(PACKAGE, other / "toolkit", ignore=shutil.ignore_patterns("__pycache__"))
    add_to(other / "toolkit" / "lexicons" / "acts.csv", "\n")
    strange = cluster.add({"PYTHONPATH": str(other)})
    monkeypatch.setattr(sending.Cluster, "_send", lambda *of: pytest.fail("something was sent"))
    with pytest.raises(ClusterError) as told:
        process(raw, tmp_path / "out", scheduler=cluster.address)
    assert f"{strange}: it has another lexicon acts.csv; install the same there." in str(told.value)
    assert str(told.value).startswith("Nothing was sent, since") and str(told.value).count("tcp://") == 1


def test_a_worker_that_comes_later_with_other_code_gets_no_work_and_is_told_of(raw, alone, cluster, tmp_path, after, capfd):
    other = tmp_path / "other"
    shutil.copytree(PACKAGE, other / "toolkit", ignore=shutil.ignore_patterns("__pycache__"))
    add_to(other / "toolkit" / "tokens.py", "# another\n")
    cluster.have(1)
    came = []
    after(part_2=lambda: came.append(cluster.add({"PYTHONPATH": str(other)})))
    assert bytes_of(process(raw, tmp_path / "out", scheduler=cluster.address).out) == alone
    assert f"toolkit: the worker {came[0]} gets no work: it has another toolkit (its code is not the same)" in capfd.readouterr().err


def test_a_worker_without_the_toolkit_is_told_to_have_none(cluster, tmp_path):
    (tmp_path / "toolkit.py").write_text("")  # stands before the real one
    strange = cluster.add({"PYTHONPATH": str(tmp_path)})
    with pytest.raises(ClusterError, match=f"{strange}: it has no toolkit, or one that is too old"), sending.joined(cluster.address, place(tmp_path / "parts")):
        pass


def test_a_worker_whose_code_was_changed_since_it_was_looked_at_does_no_task():
    there._runs.clear()
    with pytest.raises(RuntimeError, match="no longer the one that was there when it was checked"):
        there.do("run", "what was there", "see", {})
    assert not there._runs["run"].all
    there.end("run")
    with pytest.raises(RuntimeError, match="The run is over"):
        there.do("run", "what was there", "see", {})


class Unseen(Folder):
    """A folder that this process sees and the workers do not."""

    def path(self, name):
        return Path(str(self.folder) + "-unseen") / name if name.startswith("probe-") else super().path(name)

    def put(self, contents):
        pass

    def drop(self, name):
        pass


def test_a_worker_that_does_not_see_the_folder_is_told_of(cluster, tmp_path):
    with pytest.raises(ClusterError, match="it does not see .*/parts-unseen/probe-"), sending.joined(cluster.address, Unseen(tmp_path / "parts")):
        pass


def test_what_a_process_may_find_at_the_place_of_the_parts(tmp_path):
    (tmp_path / "probe").write_text("this")
    assert see(str(tmp_path / "probe"), "this") == "" and [p.name for p in tmp_path.iterdir()] == ["probe"]
    assert see(str(tmp_path / "probe"), "that") == f"what it sees as {tmp_path}/probe is another file"
    assert see(str(tmp_path / "no"), "this") == f"it does not see {tmp_path}/no"
    assert see("/dev/null/probe", "this").startswith("it cannot read /dev/null/probe")


def test_a_scheduler_without_workers_is_told_of(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr(members, "FIRST_SECONDS", 0.5)
    cluster.have(0)
    with pytest.raises(ClusterError, match="has no worker: start some with `dask worker tcp://127.0.0.1:"), sending.joined(cluster.address, place(tmp_path)):
        pass


@pytest.mark.parametrize("there", ["nobody", "something else"])
def test_a_scheduler_that_does_not_answer_is_one_sentence_and_exit_code_1(raw, tmp_path, there):
    """In a process of its own, which must end too: by then nothing waits any more."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = 9 if there == "nobody" else silent.getsockname()[1]
        code = "from toolkit.pipeline.cluster import connection; connection.CONNECT_SECONDS = 1.0; from toolkit.cli import main; main()"
        command = [sys.executable, "-c", code, "process", raw, "--out", tmp_path / "out", "--scheduler", f"tcp://127.0.0.1:{port}"]
        seen = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    assert seen.returncode == 1 and seen.stdout == ""
    assert seen.stderr.startswith(f"toolkit: No scheduler answers at tcp://127.0.0.1:{port} (") and seen.stderr.count("\n") == 1
    assert not (tmp_path / "out" / "processed.json").exists()


@pytest.mark.parametrize("scheduler, told", [("somewhere", "is neither"), ("ftp://a:1", "is neither"), ("no.json", "no scheduler file"), ("tls://127.0.0.1:9", "wants certificates")])
def test_what_is_no_scheduler_is_one_sentence_and_exit_code_2(raw, tmp_path, capsys, scheduler, told):
    code = cli._run(["process", str(raw), "--out", str(tmp_path / "out"), "--scheduler", scheduler])
    said = capsys.readouterr().err
    assert code == 2 and told in said and said.count("\n") == 1


def test_without_dask_it_is_said_what_to_install(raw, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'accusation-toolkit\[cluster\]'"):
        process(raw, tmp_path / "out", scheduler="tcp://127.0.0.1:9")


def test_dask_is_not_loaded_where_no_scheduler_is_named():
    code = "import sys, toolkit.cli, toolkit.pipeline.worker; print([m for m in ('dask', 'distributed', 'fsspec') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_scheduler_that_ends_in_mid_run_is_told_of(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 2.0)
    own = Processes(tmp_path)
    try:
        own.add()
        tasks = ({"probe": str(tmp_path / "no"), "content": ""} for _ in range(50))
        with pytest.raises(ClusterError, match="The connection to the scheduler was lost"), sending.joined(own.address, place(tmp_path)) as workers:
            for _ in workers.done("see", tasks):
                own.scheduler.kill()
                own.scheduler.wait()
    finally:
        own.end()
    assert "Traceback" not in capfd.readouterr().err


ON_ITS_OWN = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from toolkit.pipeline import dealing; dealing.PART, dealing.MOST = 1, 1; from toolkit.cli import main; main()"


def test_the_keyboard_calls_off_what_is_under_way(cluster, tmp_path):
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    many(raw, range(400))
    command = [sys.executable, "-c", ON_ITS_OWN, "process", raw, "--out", out, "--scheduler", cluster.address]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True)
    try:
        end = time.monotonic() + SECONDS
        while not list((out / FOLDER).glob("coded-*")) and run.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=SECONDS)[1]
    finally:
        run.kill()
        run.wait()
    assert run.returncode == 130 and said.endswith("toolkit: Stopped; nothing half-done was written.\n")
    assert not (out / "processed.json").exists()
    assert not any(cluster.client.processing().values())
    children = [Path(f"/proc/{w.pid}/task/{w.pid}/children") for w in cluster.workers.values()]
    assert not any("toolkit.pipeline.worker" in _command(pid) for c in children if c.exists() for pid in c.read_text().split())


def _command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


@pytest.fixture
def store(tmp_path):
    """A store that several processes reach by the network, which is no folder of theirs: its address, and where its files are."""
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import FTPHandler
    from pyftpdlib.servers import ThreadedFTPServer

    folder = tmp_path / "store"
    folder.mkdir()

    class Handler(FTPHandler):
        authorizer = DummyAuthorizer()

    Handler.authorizer.add_user("anna", "secret", str(folder), perm="elradfmwMT")
    server = ThreadedFTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"timeout": 0.1, "handle_exit": False})
    thread.start()
    yield f"ftp://anna:secret@127.0.0.1:{server.address[1]}/kept", folder / "kept"
    server.close_all()
    thread.join()


def test_parts_may_be_at_an_address_that_all_reach(raw, alone, cluster, tmp_path, store):
    address, folder = store
    out = process(raw, tmp_path / "out", scheduler=cluster.address, kept=address).out
    assert bytes_of(out) == alone and not (out / FOLDER).exists()
    assert len(list(folder.glob("coded-*.sentences.parquet"))) > 10 and {p.name for p in folder.iterdir() if "-" not in p.name} == {"index.parquet", "kept.json"}


@pytest.mark.parametrize("torn", [False, True])
def test_what_stands_at_the_address_is_not_made_again_unless_it_was_changed(tmp_path, store, torn):
    address, folder = store
    (some := tmp_path / "some").mkdir()
    many(some, range(4))
    out = process(some, tmp_path / "out", kept=address, processes=1).out
    if torn:
        next(folder.glob("coded-*.accusations.parquet")).write_bytes(b"PAR1")
    many(some, [4], "more.jsonl")
    account = process(some, out, kept=address, processes=1)
    assert ("1 read now, 1 as kept from the run before" in str(account)) is not torn
    assert bytes_of(out) == bytes_of(process(some, tmp_path / "new", processes=1).out)


def test_what_is_put_at_an_address_is_there_whole_and_replaces_what_was(store):
    address, folder = store
    where = place(address)
    for content in (b"one", b"two and more"):
        put(where.path("a"), content)
        assert read_bytes(where.path("a")) == content
    assert where.names() == ["a"] and [p.name for p in folder.iterdir()] == ["a"]
    before = where.sums(["a"])
    put(where.path("a"), b"three")
    assert where.sums(["a"]) != before
    where.drop("a")
    with pytest.raises(FileNotFoundError, match="a is no longer in ftp://127.0.0.1:.*has another run its parts there too"):
        where.sums(["a"])


def test_a_folder_by_its_address_is_the_folder(raw, alone, tmp_path):
    kept = tmp_path / "elsewhere"
    out = process(raw, tmp_path / "out", kept=f"file://{kept}", processes=1).out
    assert bytes_of(out) == alone and (kept / "kept.json").is_file() and not (out / FOLDER).exists()


def test_other_files_at_the_place_of_the_parts_stay(tmp_path):
    for name in ("notes.txt", f"read-{'0' * 32}.items.parquet", f".coded-{'0' * 32}.prints.parquet.1.part"):
        (tmp_path / name).write_text("mine")
    with Parts.open(tmp_path / "out", "made with this", at=tmp_path) as parts:
        parts.close()
    assert {p.name for p in tmp_path.iterdir()} == {"notes.txt", "index.parquet", "kept.json"}


@pytest.mark.parametrize("kept, told", [("memory://parts", "is seen by one process alone"), ("nosuch://x/y", "is no address of a kind that is known")])
def test_an_address_that_cannot_hold_parts_is_one_sentence_and_exit_code_2(raw, tmp_path, capsys, kept, told):
    assert cli._run(["process", str(raw), "--out", str(tmp_path / "out"), "--kept", kept]) == 2
    assert told in capsys.readouterr().err


def test_no_password_is_told():
    assert shown("ftp://anna:secret@store.example:21/kept") == "ftp://store.example:21/kept"
