"""What learners hand in, as files and as formats: read as data, quickly, with a reason for whatever is odd."""

import base64
import contextlib
import copy
import json
import os
import re
import signal
import socket
import stat
import threading
import time
import tracemalloc
import zipfile
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from course_files import name, notebooks
from nbconvert import HTMLExporter

from aipm_helpers import ROOT, plots
from aipm_helpers.errors import SubmissionError
from aipm_helpers.grading import handed_in as module
from aipm_helpers.grading.autograded import make_autograded, make_unopened
from aipm_helpers.grading.handed_in import read_folder
from aipm_helpers.grading.jail import what_is_missing
from aipm_helpers.grading.service import Bench
from aipm_helpers.grading.submission import LARGEST_BYTES, Workbook, cells_of, compose, parse_notebook
from aipm_helpers.grading.verdict import Reason, Report, TaskVerdict

RELEASE = notebooks("exercises")[0]
WORKBOOKS = [
    Workbook(name(path), ROOT / "solutions" / f"{name(path)}.ipynb", path)
    for path in notebooks("exercises")
    if path.parent == RELEASE.parent
]
FIRST, SECOND = WORKBOOKS[:2]
RIGHT_NAME = RELEASE.name
#: Two right answers of two points each.
ANSWERS = {
    "cost-of-pilot": "cost_of_pilot = 17568",
    "order-the-experiments": 'roadmap = ["stop rule", "baseline", "shadow", "pilot", "a/b test", "watch"]',
}
#: What a learner's script would be known by.
MARK = "pwned"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(30)).decode()


# --- what is handed in -------------------------------------------------------------------


def notebook(answers=ANSWERS, release=RELEASE, **changes):
    """Return a workbook as a learner may have it: with answers, and other parts changed."""
    made = json.loads(release.read_text("utf-8"))
    for cell in made["cells"]:
        cell["source"] = answers.get(cell["metadata"]["nbgrader"]["grade_id"], cell["source"])
    return made | changes


def as_bytes(content):
    """Return a notebook as a file's content."""
    return content if isinstance(content, bytes) else json.dumps(content).encode()


def edited(edit, answers=ANSWERS):
    """Return a workbook whose list of cells somebody has edited."""
    made = notebook(answers)
    edit(made["cells"])
    return made


def find(cells, grade_id):
    """Return the place of a cell."""
    return next(i for i, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def grade_ids(cells):
    """Return the ids of cells, in order; those without one are the learner's own."""
    return [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]


def hand_in(folder, **files):
    """Write files into a learner's folder; two underscores in a name stand for .ipynb."""
    for file, content in files.items():
        (folder / file.replace("__", ".ipynb")).write_bytes(as_bytes(content))


def pack(path, members, method=zipfile.ZIP_DEFLATED):
    """Write an archive."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for member, content in members:
            archive.writestr(member, as_bytes(content))
    return path


def table(names, cases):
    """Run a test once for each of some named cases."""
    return pytest.mark.parametrize(names, cases.values(), ids=cases)


@contextlib.contextmanager
def within(seconds):
    """Fail if it takes longer, even if it hangs."""

    def stop(*_):
        pytest.fail(f"not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read(folder, workbooks=WORKBOOKS, seconds=5):
    """Return what is read of a folder, soon, and nothing in it is changed."""
    before = listing(folder)
    with within(seconds):
        handed_in = read_folder(folder, workbooks)
    assert listing(folder) == before
    return handed_in


def listing(folder):
    """Return what is in a folder, and when it was changed."""
    return sorted((str(path), path.lstat().st_size, path.lstat().st_mtime_ns) for path in folder.rglob("*"))


def peak_bytes(folder):
    """Return how much memory reading a folder takes at most."""
    tracemalloc.start()
    try:
        read(folder, seconds=30)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def only(handed_in):
    """Return what stands for the first workbook, the only one."""
    assert set(handed_in.notebooks) == {FIRST.lesson}
    return handed_in.notebooks[FIRST.lesson]


def told(handed_in):
    """Return all that an instructor is told."""
    flags = [*handed_in.flags]
    for handed in handed_in.notebooks.values():
        flags += [*handed.flags, handed.problem]
    return "\n".join(flags)


@pytest.fixture
def folder(tmp_path):
    """Return an empty folder of a learner's."""
    made = tmp_path / "submitted" / "ada" / RELEASE.parent.name
    made.mkdir(parents=True)
    return made


def test_a_notebook_in_order_is_read_without_a_word(folder):
    """What is judged is what was handed in, byte by byte."""
    hand_in(folder, **{RIGHT_NAME: notebook(), "notes.csv": b"a,b", "timestamp.txt": b"2026-01-02 03:04:05 UTC\n"})
    handed_in = read(folder)
    handed = only(handed_in)
    assert (handed.name, handed.data) == (RIGHT_NAME, as_bytes(notebook()))
    assert told(handed_in).strip() == ""
    assert handed_in.files == {"notes.csv": b"a,b"} and handed_in.timestamp == "2026-01-02 03:04:05 UTC"


# --- files that are none -----------------------------------------------------------------


def link(path, elsewhere):
    path.symlink_to(elsewhere)


def hard_link(path, elsewhere):
    path.hardlink_to(elsewhere)


def pipe(path, elsewhere):
    os.mkfifo(path)


def listener(path, elsewhere):
    # the name of a socket must be short
    with contextlib.chdir(path.parent), socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


def device(path, elsewhere):
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except OSError:
        path.symlink_to("/dev/zero")


def sparse(path, elsewhere):
    path.write_bytes(b"{")
    os.truncate(path, 100_000_000)


def large(path, elsewhere):
    path.write_bytes(as_bytes(notebook(metadata={"x": "a" * 100_000_000})))


NO_FILES = {
    "link": (link, "is a link, and was not followed"),
    "hard link": (hard_link, "is linked to a file elsewhere, and was not read"),
    "pipe": (pipe, "is not an ordinary file"),
    "socket": (listener, "cannot be read"),
    "device": (device, ("is not an ordinary file", "is a link")),
    "sparse": (sparse, "has 100 MB, more than 10 MB"),
    "large": (large, "has 100 MB, more than 10 MB"),
}


@table(("make", "words"), NO_FILES)
def test_what_is_no_ordinary_file_is_not_read_and_has_a_reason(folder, tmp_path, make, words):
    """It stands for the workbook whose name it has, so that somebody looks at it."""
    (tmp_path / "elsewhere").write_bytes(as_bytes(notebook()))
    make(folder / RIGHT_NAME, tmp_path / "elsewhere")
    handed = only(read(folder))
    assert any(part in handed.problem for part in ([words] if isinstance(words, str) else words))
    assert (handed.name, handed.data) == (RIGHT_NAME, b"")
    (folder / RIGHT_NAME).unlink()


@table(("make", "words"), NO_FILES)
def test_a_good_copy_beside_it_is_graded_instead(folder, tmp_path, make, words):
    """The one that cannot be read is told of."""
    (tmp_path / "elsewhere").write_bytes(as_bytes(notebook()))
    make(folder / RIGHT_NAME, tmp_path / "elsewhere")
    hand_in(folder, copy__=notebook())
    handed_in = read(folder)
    assert only(handed_in).name == "copy.ipynb" and not only(handed_in).problem
    assert f"{RIGHT_NAME} was not graded: {RIGHT_NAME}" in told(handed_in)
    (folder / RIGHT_NAME).unlink()


@table(
    "target",
    {
        "solution": FIRST.graded,
        "nothing": Path("nowhere.ipynb"),
        "itself": Path(RIGHT_NAME),
        "zeros": Path("/dev/zero"),
    },
)
def test_no_link_is_followed_wherever_it_leads(folder, target):
    """Neither to the answers, nor in circles, nor to what never ends."""
    (folder / RIGHT_NAME).symlink_to(target)
    assert "is a link, and was not followed: ask for the file itself" in only(read(folder)).problem


@table(("make", "words"), {case: NO_FILES[case] for case in ("link", "hard link", "pipe", "device", "sparse")})
def test_archives_that_are_no_ordinary_files_are_not_opened(folder, tmp_path, make, words):
    """The same holds for them as for notebooks."""
    pack(tmp_path / "elsewhere", [(RIGHT_NAME, notebook())])
    make(folder / "all.zip", tmp_path / "elsewhere")
    handed_in = read(folder)
    assert not handed_in.notebooks and "all.zip was not graded: " in told(handed_in)


def test_a_folder_that_is_a_link_is_not_followed(tmp_path):
    """It may be somebody else's, or the instructor's."""
    (tmp_path / "module").symlink_to(FIRST.graded.parent)
    handed_in = read(tmp_path / "module")
    assert not handed_in.notebooks and "The folder is a link, and was not followed." in handed_in.flags


@table("target", {"solutions": FIRST.graded.parent, "up": Path(".."), "here": Path()})
def test_a_link_to_a_folder_is_not_entered(folder, target):
    """Neither to read what is there, nor in circles."""
    (folder / "more").symlink_to(target)
    handed_in = read(folder)
    assert not handed_in.notebooks and "more was left out. more is a link, and was not followed" in told(handed_in)


def test_a_folder_that_is_none_has_a_reason(tmp_path):
    """Whatever is in its place."""
    assert "none cannot be read: No such file" in told(read(tmp_path / "none"))
    (tmp_path / "file").write_text("a")
    os.mkfifo(tmp_path / "pipe")
    for file in ("file", "pipe"):
        assert f"{file} cannot be read: Not a directory" in told(read(tmp_path / file))


def test_a_folder_with_the_name_of_a_notebook_is_a_folder(folder):
    """What is in it is read as in any other."""
    (folder / RIGHT_NAME).mkdir()
    assert not read(folder).notebooks
    hand_in(folder / RIGHT_NAME, **{RIGHT_NAME: notebook()})
    assert only(read(folder)).name == f"{RIGHT_NAME}/{RIGHT_NAME}"


def test_what_jupyter_keeps_and_what_is_hidden_is_ignored(folder):
    """An old state is not what was handed in, whatever it holds."""
    hand_in(folder, **{RIGHT_NAME: notebook({}), "._a__": b"\0", ".b__": notebook()})
    (folder / ".ipynb_checkpoints").mkdir()
    hand_in(folder / ".ipynb_checkpoints", **{RIGHT_NAME.replace(".ipynb", "-checkpoint__"): notebook()})
    pack(folder / "a.zip", [(f".ipynb_checkpoints/{RIGHT_NAME}", notebook()), (f"__MACOSX/._{RIGHT_NAME}", b"\0")])
    handed_in = read(folder)
    assert only(handed_in).name == RIGHT_NAME and told(handed_in).strip() == ""


@pytest.mark.parametrize(("depth", "found"), [(1, True), (3, True), (4, False), (200, False)])
def test_folders_are_read_to_a_depth_of_three(folder, depth, found):
    """Some programs put a folder around; nobody hands in a maze."""
    below = folder.joinpath(*["a"] * depth)
    below.mkdir(parents=True)
    hand_in(below, **{RIGHT_NAME: notebook()})
    assert bool(read(folder).notebooks) is found


def test_of_very_many_files_only_the_first_are_looked_at(folder):
    """Nobody has so many; the flag says so."""
    for number in range(2_100):
        (folder / f"{number:04}.txt").touch()
    hand_in(folder, z__=notebook())
    handed_in = read(folder)
    assert not handed_in.notebooks and "has 2,101 files: only the first 2,000 were looked at" in told(handed_in)


def test_flags_stay_short_however_many_files_are_odd(folder):
    """An instructor reads them."""
    hand_in(folder, **{RIGHT_NAME: notebook()})
    for number in range(1_500):
        (folder / f"{number:04}.txt").touch()
    assert len(told(read(folder))) < 20_000


def test_in_all_folders_together_no_more_are_looked_at(folder):
    """Three levels of a thousand would be a thousand million."""
    for part in range(3):
        (folder / str(part)).mkdir()
        for number in range(1_000):
            (folder / str(part) / f"{number}.txt").touch()
    hand_in(folder, z__=notebook())
    handed_in = read(folder)
    assert only(handed_in).name == "z.ipynb" and "1 has 1,000 files: only the first 996 were looked at" in told(
        handed_in
    )


def test_of_folders_below_only_notebooks_are_read(folder, monkeypatch):
    """What would be thrown away need not be read."""
    (folder / "data").mkdir()
    hand_in(folder / "data", **{"a.csv": b"a", RIGHT_NAME: notebook()})
    looked_at, read_file = [], module._read
    monkeypatch.setattr(module, "_read", lambda path, largest: looked_at.append(path.name) or read_file(path, largest))
    assert only(read(folder)).name == f"data/{RIGHT_NAME}" and looked_at == [RIGHT_NAME]


def test_a_students_folder_that_is_a_link_is_not_followed(folder, tmp_path):
    """It may lead to somebody else's."""
    hand_in(folder, **{RIGHT_NAME: notebook()})
    student = folder.parent
    link = student.with_name("link")
    link.symlink_to(student)
    handed_in = read_folder(link / folder.name, WORKBOOKS)
    assert not handed_in.notebooks and "is a link" in told(handed_in)


@pytest.mark.parametrize("ending", [".txt", ".json", ".TXT"])
def test_what_a_browser_puts_behind_the_ending_is_no_part_of_it(folder, ending):
    """A download of a notebook is one."""
    hand_in(folder, **{f"{RIGHT_NAME}{ending}": notebook()})
    assert only(read(folder)).data == as_bytes(notebook())


@pytest.mark.parametrize("copy_of", ["{}(1)", "{} (1)", "{} 2", "{} - Copy", "{}-Copy1", "{}-new"])
def test_a_broken_copy_stands_for_its_workbook(folder, copy_of):
    """Whichever program has named it."""
    hand_in(folder, **{f"{copy_of.format(RELEASE.stem)}__": b"{"})
    assert "its text is damaged" in only(read(folder)).problem


def test_what_nbgrader_has_written_is_kept_as_it_is(folder):
    """Its next steps look for it."""
    hand_in(folder, **{RIGHT_NAME: notebook(), "submission_secret.txt": b"secret\n", "timestamp.txt": b"2026-01-02\n"})
    handed_in = read(folder)
    assert handed_in.records == {"submission_secret.txt": b"secret\n", "timestamp.txt": b"2026-01-02\n"}
    assert handed_in.timestamp == "2026-01-02" and not handed_in.files


# --- what lies beside notebooks ------------------------------------------------------------


@table(("make", "words"), {case: NO_FILES[case] for case in ("link", "hard link", "pipe", "socket", "device")})
def test_data_that_is_no_ordinary_file_is_left_out(folder, tmp_path, make, words):
    """The notebook is graded without it."""
    (tmp_path / "elsewhere").write_text("secret")
    hand_in(folder, **{RIGHT_NAME: notebook()})
    make(folder / "data.csv", tmp_path / "elsewhere")
    handed_in = read(folder)
    assert not only(handed_in).problem and not handed_in.files
    assert "data.csv was left out. data.csv" in told(handed_in)


def test_data_that_is_too_large_is_left_out(folder):
    """Each file may have 5 MB, all together 20 MB."""
    hand_in(folder, **{RIGHT_NAME: notebook(), "huge.csv": bytes(6_000_000)})
    hand_in(folder, **{f"{number}.csv": bytes(4_500_000) for number in range(6)})
    sparse(folder / "sparse.csv", None)
    handed_in = read(folder)
    assert set(handed_in.files) == {"0.csv", "1.csv", "2.csv", "3.csv"}
    assert "huge.csv was left out. It has 6 MB, more than 5" in told(handed_in)
    assert "sparse.csv was left out. It has 100 MB" in told(handed_in)
    assert "5.csv was left out: too much lies beside the notebooks" in told(handed_in)


def test_of_too_many_data_files_the_first_are_kept(folder):
    """The notebook is graded with them."""
    hand_in(folder, **{RIGHT_NAME: notebook()}, **{f"{number:02}.csv": b"a" for number in range(60)})
    handed_in = read(folder)
    assert len(handed_in.files) == 50 and "59.csv was left out: too much lies beside" in told(handed_in)
    assert not only(handed_in).problem


def test_the_time_is_known_whatever_lies_beside(folder):
    """Else whoever is late hands in a few files more."""
    hand_in(folder, **{RIGHT_NAME: notebook(), "timestamp.txt": b"2026-01-02 03:04:05 UTC"})
    hand_in(folder, **{f"{number:02}.csv": b"a" for number in range(60)})
    assert read(folder).timestamp == "2026-01-02 03:04:05 UTC"


ODD_NAMES = {
    "newline": "a\n\n[x](javascript:1)__",
    "terminal": "\x1b[2Ja__",
    "not UTF-8": os.fsdecode(b"\xe9t\xe9") + "__",
    "right to left": "a\u202eb__",
}


@table("odd", ODD_NAMES)
def test_what_is_told_can_be_printed_whatever_the_files_name(folder, odd):
    """A name is the learner's: a terminal obeys some letters, and some cannot be written at all."""
    hand_in(folder, **{odd: notebook()})
    handed_in = read(folder)
    assert "was graded as" in told(handed_in)
    for flag in [*handed_in.flags, *only(handed_in).flags]:
        assert flag.isprintable()


@table("claim", {"half a character": "\ud800", "newline": "a\n\n[x](javascript:1)", "terminal": "\x1b[2J"})
def test_what_is_told_can_be_printed_whatever_a_notebook_claims(folder, claim):
    """Its metadata are the learner's, too."""
    hand_in(folder, **{RIGHT_NAME: notebook(metadata={"aipm": {"lesson": claim}})})
    handed = only(read(folder))
    assert "says that it is" in handed.flags[0] and all(flag.isprintable() for flag in handed.flags)


# --- files that change ---------------------------------------------------------------------


@pytest.fixture
def on_look(monkeypatch):
    """Return a function that has something done each time when a file that was opened is looked at."""
    fstat = os.fstat

    def arrange(path, act):
        looks = []

        def look(descriptor):
            found = fstat(descriptor)
            if os.path.samestat(found, path.stat()):
                looks.append(found)
                act(len(looks))
            return found

        monkeypatch.setattr(os, "fstat", look)

    return arrange


def test_a_file_that_changes_while_it_is_read_is_read_again(folder, on_look):
    """What is judged was there at one time."""
    path = folder / RIGHT_NAME
    hand_in(folder, **{RIGHT_NAME: notebook({})})
    on_look(path, lambda looks: path.write_bytes(as_bytes(notebook())) if looks == 1 else None)
    with within(10):
        assert only(read_folder(folder, WORKBOOKS)).data == as_bytes(notebook())


def test_a_file_that_never_stops_changing_is_told_of(folder, on_look):
    """After a few times; it is nobody's fault."""
    path = folder / RIGHT_NAME
    hand_in(folder, **{RIGHT_NAME: notebook()})
    on_look(path, lambda looks: path.write_bytes(as_bytes(notebook(more=looks))))
    with within(10):
        assert "was being written to while it was read: grade it again" in only(read_folder(folder, WORKBOOKS)).problem


def test_a_file_that_is_replaced_while_it_is_read_is_read_again(folder, on_look):
    """As when a program saves it, which writes another and gives it the name."""
    path = folder / RIGHT_NAME
    hand_in(folder, **{RIGHT_NAME: notebook({}), "saved.txt": notebook()})
    on_look(path, lambda looks: (folder / "saved.txt").replace(path) if looks == 2 else None)
    with within(10):
        assert only(read_folder(folder, WORKBOOKS)).data == as_bytes(notebook())


def test_a_file_that_is_gone_or_a_link_when_it_is_read_again_has_a_reason(folder, on_look):
    """Whatever the learner does meanwhile."""
    path = folder / RIGHT_NAME
    hand_in(folder, **{RIGHT_NAME: notebook()})

    def swap(looks):
        moved = path.rename(folder / "moved.txt")
        path.symlink_to(FIRST.graded)
        assert moved.exists()

    on_look(path, swap)
    with within(10):
        assert "is a link, and was not followed" in only(read_folder(folder, WORKBOOKS)).problem


def test_a_writer_at_the_same_time_leaves_one_whole_state(folder):
    """Half of one and half of another is never judged."""
    states = [as_bytes(notebook(more=str(number) * 1_000_000)) for number in range(2)]
    hand_in(folder, **{RIGHT_NAME: states[0]})
    done = threading.Event()

    def write():
        for number in range(10):
            (folder / RIGHT_NAME).write_bytes(states[number % 2])
            time.sleep(0.01)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    with within(20):
        seen = []
        while not done.is_set():
            seen.append(only(read_folder(folder, WORKBOOKS)))
    writer.join()
    assert seen and all(handed.data in states or handed.problem for handed in seen)


def test_of_an_archive_what_was_read_is_opened(folder, tmp_path, monkeypatch):
    """Its name may mean something else a moment later."""
    pack(folder / "a.zip", [(RIGHT_NAME, notebook({}))])
    pack(tmp_path / "b.zip", [(RIGHT_NAME, notebook())])
    read_file = module._read

    def swap(path, largest):
        data = read_file(path, largest)
        path.unlink()
        path.symlink_to(tmp_path / "b.zip")
        return data

    monkeypatch.setattr(module, "_read", swap)
    with within(5):
        assert only(read_folder(folder, WORKBOOKS)).data == as_bytes(notebook({}))


# --- archives --------------------------------------------------------------------------------


@table(
    "member",
    {
        "plain": RIGHT_NAME,
        "folder": f"ada/1/{RIGHT_NAME}",
        "deep": f"{'a/' * 50}{RIGHT_NAME}",
        "slip": f"../../{RIGHT_NAME}",
        "absolute": f"/tmp/{RIGHT_NAME}",
        "backslashes": f"..\\..\\{RIGHT_NAME}",
        "drive": f"C:\\{RIGHT_NAME}",
    },
)
def test_a_notebook_in_an_archive_is_graded_and_written_nowhere(folder, tmp_path, member):
    """Where it says that it belongs does not matter."""
    pack(folder / "work.zip", [(member, notebook())])
    before = listing(tmp_path)
    handed = only(read(folder))
    assert (handed.name, handed.data, handed.problem) == (f"work.zip/{RIGHT_NAME}", as_bytes(notebook()), "")
    assert listing(tmp_path) == before and not Path("/tmp", RIGHT_NAME).exists()


def test_a_link_in_an_archive_is_only_a_text(folder):
    """Unpacked it would lead to the answers."""
    entry = zipfile.ZipInfo(RIGHT_NAME)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    pack(folder / "work.zip", [(entry, str(FIRST.graded).encode())])
    assert "its text is damaged" in only(read(folder)).problem


def encrypted(data):
    """Return an archive that says it is encrypted."""
    made = bytearray(data)
    made[data.index(b"PK\3\4") + 6] |= 1
    made[data.index(b"PK\1\2") + 8] |= 1
    return bytes(made)


def flipped(data):
    """Return an archive with a wrong byte in what is packed."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :]


@table(
    ("damage", "words"),
    {
        "encrypted": (encrypted, "is encrypted"),
        "truncated": (lambda data: data[: len(data) // 2], "is no archive that can be opened"),
        "wrong byte": (flipped, "is no archive that can be opened"),
        "empty": (lambda data: b"", "is no archive that can be opened"),
        "something else": (lambda data: b"Rar!\x1a\x07" + data[100:500], "is no archive that can be opened"),
        "unknown method": (lambda data: data.replace(b"\x08\0", b"\x63\0"), "is packed in a way that is not read here"),
    },
)
def test_an_archive_that_cannot_be_opened_has_a_reason(folder, damage, words):
    """It stands for a workbook if it has its name, and else is told of."""
    data = damage(pack(folder / RIGHT_NAME.replace(".ipynb", ".zip"), [(RIGHT_NAME, notebook())]).read_bytes())
    hand_in(folder, **{RIGHT_NAME.replace(".ipynb", ".zip"): data})
    assert words in only(read(folder)).problem
    (folder / RIGHT_NAME.replace(".ipynb", ".zip")).rename(folder / "work.zip")
    handed_in = read(folder)
    assert (
        not handed_in.notebooks and "work.zip was not graded: work.zip" in told(handed_in) and words in told(handed_in)
    )


@table(
    "method",
    {
        "deflate": zipfile.ZIP_DEFLATED,
        "bzip2": zipfile.ZIP_BZIP2,
        "lzma": zipfile.ZIP_LZMA,
        "stored": zipfile.ZIP_STORED,
    },
)
def test_a_small_archive_of_something_huge_is_refused(folder, method):
    """It is not unpacked to find that out."""
    size = 11_000_000 if method == zipfile.ZIP_STORED else 100_000_000
    pack(folder / "bomb.zip", [(RIGHT_NAME, bytes(size))], method)
    assert peak_bytes(folder) < 5 * LARGEST_BYTES
    handed_in = read(folder)
    assert not handed_in.notebooks and "bomb.zip was not graded: " in told(handed_in)


def test_an_archive_of_many_large_notebooks_is_refused(folder):
    """Each may be as large as any; all together not."""
    pack(folder / "bomb.zip", [(f"{number}.ipynb", bytes(9_000_000)) for number in range(12)])
    assert peak_bytes(folder) < 9 * LARGEST_BYTES
    assert "unpacks to more than a notebook may have" in told(read(folder))


def test_many_archives_do_not_fill_the_memory(folder):
    """What holds for one holds for all of a learner's."""
    for number in range(5):
        pack(folder / f"{number}.zip", [(f"{part}.ipynb", bytes(9_900_000)) for part in range(5)])
    assert peak_bytes(folder) < 15 * LARGEST_BYTES


def test_many_copies_do_not_fill_the_memory(folder):
    """JSON takes up to twenty times its size as data, so one is looked at after another."""
    for number in range(20):
        hand_in(folder, **{f"{number}__": notebook(metadata={"x": [[]] * 100_000, "number": number})})
    assert peak_bytes(folder) < 60_000_000


def test_an_archive_of_very_many_entries_is_refused(folder):
    """A notebook needs one."""
    pack(folder / "many.zip", [(f"{number}.txt", b"") for number in range(2_001)])
    assert "many.zip has 2,001 entries, more than 2,000" in told(read(folder))


def test_of_very_many_copies_one_is_chosen_soon_and_in_few_words(folder):
    """However alike their names are."""
    pack(folder / "many.zip", [(f"{number}/{RIGHT_NAME}", notebook(more=number)) for number in range(500)])
    handed_in = read(folder, seconds=15)
    assert not only(handed_in).problem and "Of 500 files" in told(handed_in)
    assert len(told(handed_in)) < 20_000


def test_names_that_differ_in_case_only_are_different_files(folder):
    """In a folder and in an archive; the one with the most answers counts."""
    hand_in(folder, a__=notebook({}), **{"A__": notebook()})
    assert only(read(folder)).name == "A.ipynb"
    pack(folder / "work.zip", [("B.ipynb", notebook({**ANSWERS, "memo": "Ship it."})), ("b.ipynb", notebook({}))])
    handed_in = read(folder)
    assert only(handed_in).name == "work.zip/B.ipynb"
    assert "Of 4 files for this workbook work.zip/B.ipynb was graded, not A.ipynb, a.ipynb, work.zip/b.ipynb." in told(
        handed_in
    )


def test_a_name_in_capitals_is_a_notebooks_in_an_archive_too(folder):
    """As it is in a folder."""
    hand_in(folder, **{RIGHT_NAME.upper(): notebook()})
    assert only(read(folder)).data == as_bytes(notebook())
    pack(folder / "work.zip", [(RIGHT_NAME.upper(), notebook())])
    (folder / RIGHT_NAME.upper()).unlink()
    assert only(read(folder)).data == as_bytes(notebook())


def test_two_in_an_archive_of_the_same_name_are_both_looked_at(folder):
    """As of two folders; the one with the most answers counts."""
    pack(folder / "work.zip", [(f"old/{RIGHT_NAME}", notebook({})), (f"new/{RIGHT_NAME}", notebook())])
    assert only(read(folder)).data == as_bytes(notebook())


def test_a_folder_in_an_archive_is_no_notebook(folder):
    """Whatever its name is."""
    pack(folder / "work.zip", [(f"{RIGHT_NAME}/", b""), (f"{RIGHT_NAME}/{RIGHT_NAME}", notebook())])
    handed_in = read(folder)
    assert only(handed_in).data == as_bytes(notebook()) and "is empty" not in told(handed_in)


# --- formats: read all the same --------------------------------------------------------------


def in_format_3():
    """Return a workbook as programs wrote it ten years ago."""
    made = notebook()
    cells = [
        {**{key: value for key, value in cell.items() if key != "source"}, "input": cell["source"]}
        if cell["cell_type"] == "code"
        else cell
        for cell in made.pop("cells")
    ]
    return made | {"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells, "metadata": {}}]}


def with_schema(version):
    """Return a workbook whose cells say that nbgrader of another time marked them."""
    return edited(lambda cells: [cell["metadata"]["nbgrader"].update(schema_version=version) for cell in cells])


def with_text(text):
    """Return a workbook with an own cell of the learner's that holds a text."""
    own = {"cell_type": "code", "metadata": {}, "source": f"# {text}", "outputs": []}
    return edited(lambda cells: cells.insert(find(cells, "cost-of-pilot"), own))


def odd_cells(cells):
    """Put among cells what is none, or none that nbformat knows."""
    cells[3:3] = [
        *[None, 7, "cell", [], {}, {"cell_type": "code"}, {"cell_type": [], "source": {}, "metadata": 3}],
        {"cell_type": "code", "source": [1, None, "x = 1"], "metadata": {"nbgrader": []}},
        {"cell_type": "code", "source": 3.5, "metadata": {"nbgrader": {"grade_id": ["cost-of-pilot"]}}},
        {"cell_type": "heading", "source": "Notes", "metadata": {"nbgrader": None}, "level": 2},
    ]


READABLE = {
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + as_bytes(notebook()), "begins with a mark of its encoding"),
    "UTF-16": (json.dumps(notebook(), ensure_ascii=False).encode("utf-16"), "begins with a mark of its encoding"),
    "UTF-16, big end first": (
        b"\xfe\xff" + json.dumps(notebook(), ensure_ascii=False).encode("utf-16-be"),
        "begins with a mark of its encoding",
    ),
    "Windows-1252": (
        json.dumps(with_text("café"), ensure_ascii=False).encode("cp1252", "replace"),
        "is not written in UTF-8: it was read as Windows-1252",
    ),
    "format 3": (as_bytes(in_format_3()), "is of an old format (3)"),
    "format 99": (as_bytes(notebook(nbformat=99)), "says that it is of format 99"),
    "format none": (as_bytes(notebook(nbformat=None)), "says that it is of format None"),
    "format a long text": (as_bytes(notebook(nbformat="9" * 1_000_000)), "says that it is of format '9999"),
    "format half a character": (as_bytes(notebook(nbformat="\ud800")), "says that it is of format '"),
    "schema 0": (as_bytes(with_schema(0)), ""),
    "schema 1": (as_bytes(with_schema(1)), ""),
    "schema 99": (as_bytes(with_schema(99)), ""),
    "schema a list": (as_bytes(with_schema([])), ""),
    "foreign kernel": (as_bytes(notebook(metadata={"kernelspec": {"name": "ir", "language": "R"}})), ""),
    "metadata a list": (as_bytes(notebook(metadata=[1])), ""),
    "metadata a number": (as_bytes(notebook(metadata={"aipm": 3, "kernelspec": "x"})), ""),
    "lesson a list": (as_bytes(notebook(metadata={"aipm": {"lesson": ["x"], "content": {}}})), ""),
    "no metadata": (as_bytes({"cells": notebook()["cells"], "nbformat": 4}), ""),
    "odd cells": (as_bytes(edited(odd_cells)), ""),
    "null bytes": (as_bytes(with_text("\0")), ""),
    "half a character": (as_bytes(with_text("\ud800")), ""),
    "a long line": (as_bytes(with_text("a" * 1_000_000)), ""),
    "nested": (as_bytes(notebook(metadata={"x": json.loads("[" * 500 + "]" * 500)})), ""),
    "sources as lists": (as_bytes(edited(lambda cells: [c.update(source=list(c["source"])) for c in cells])), ""),
}


@table(("data", "words"), READABLE)
def test_a_notebook_in_another_form_is_read_and_its_answers_found(folder, data, words):
    """The learner has done the work; what was restored is said."""
    hand_in(folder, **{RIGHT_NAME: data})
    handed_in = read(folder)
    assert only(handed_in).data == data and told(handed_in).strip() == ""
    with within(5):
        parsed, restored = parse_notebook(RIGHT_NAME, data)
        cells, problems, _ = compose(FIRST, cells_of(parsed, RIGHT_NAME))
    assert words in " ".join(restored) and bool(words) is bool(restored)
    assert not problems
    assert {task: cells[find(cells, task)]["source"] for task in ANSWERS} == ANSWERS
    for cell in cells:
        cell["source"].encode()


UNREADABLE = {
    "empty": (b"", "is empty"),
    "blank": (b" \r\n\t", "is empty"),
    "zeros": (bytes(5_000), "its text is damaged"),
    "not JSON": (b"%PDF-1.7", "its text is damaged (line 1)"),
    "Python": (b"import pandas\n", "its text is damaged"),
    "truncated": (as_bytes(notebook())[:9_000], "its text is damaged (line 1)"),
    "merge conflict": (b"{\n<<<<<<< HEAD\n", "its text is damaged (line 2)"),
    "list": (b"[1, 2]", "is not a notebook: it holds list data"),
    "text": (b'"notebook"', "is not a notebook: it holds str data"),
    "number": (b"NaN", "is not a notebook: it holds float data"),
    "nested": (b"[" * 1_000_000, "its text is damaged"),
    "nested objects": (b'{"a":' * 500_000, "its text is damaged"),
    "a long number": (b'{"nbformat": ' + b"9" * 1_000_000 + b"}", "its text is damaged"),
    "UTF-16, half": (b"\xff\xfe{\0\x22", "its text is damaged"),
    "UTF-16 without a mark": (json.dumps(notebook()).encode("utf-16-le"), "its text is damaged"),
    "UTF-32": (json.dumps(notebook()).encode("utf-32"), "its text is damaged"),
    "mark alone": (b"\xef\xbb\xbf", ("is empty", "its text is damaged")),
    "no cells": (b'{"nbformat": 4, "metadata": {}}', "is not a notebook of format 4"),
    "cells a text": (as_bytes(notebook(cells="none")), "is not a notebook of format 4"),
    "cells null": (as_bytes(notebook(cells=None)), "is not a notebook of format 4"),
    "cells an object": (as_bytes(notebook(cells={"0": {}})), "is not a notebook of format 4"),
    "worksheets a text": (b'{"nbformat": 3, "worksheets": "none"}', "is not a notebook of format 4"),
}


@table(("data", "words"), UNREADABLE)
def test_what_is_no_notebook_stands_for_the_workbook_whose_name_it_has(folder, data, words):
    """It has a reason, soon; the others of the folder are graded."""
    hand_in(folder, **{RIGHT_NAME: data, SECOND.release.name: notebook({}, SECOND.release)})
    handed_in = read(folder)
    assert set(handed_in.notebooks) == {FIRST.lesson, SECOND.lesson}
    problem = handed_in.notebooks[FIRST.lesson].problem
    assert RIGHT_NAME in problem and any(part in problem for part in ([words] if isinstance(words, str) else words))
    assert not handed_in.notebooks[SECOND.lesson].problem


@table(("data", "words"), {case: UNREADABLE[case] for case in ("empty", "truncated", "list", "nested", "cells null")})
@pytest.mark.parametrize("suffix", ["", " (1)", "-Copy1", "-new"])
def test_a_good_copy_stands_for_one_that_cannot_be_opened(folder, data, words, suffix):
    """As does the other way round, by the names that programs give."""
    hand_in(folder, **{RIGHT_NAME.replace(".ipynb", f"{suffix}__"): data})
    assert words in only(read(folder)).problem
    hand_in(folder, good__=notebook())
    handed_in = read(folder)
    assert only(handed_in).name == "good.ipynb" and f"{suffix}.ipynb was not graded: " in told(handed_in)


def test_of_two_that_cannot_be_opened_the_one_with_the_right_name_stands(folder):
    """That is where whoever grades looks."""
    hand_in(folder, **{RIGHT_NAME: b""})
    (folder / RIGHT_NAME.replace(".ipynb", " (1).ipynb")).symlink_to("nowhere")
    assert only(read(folder)).name == RIGHT_NAME


@pytest.mark.parametrize("part", ["nbformat", "metadata", "cells", "worksheets"])
def test_however_deep_it_is_nested_it_is_read_or_refused(part):
    """Also just below the depth that Python can read."""
    outcomes = set()
    for depth in range(700, 1_001, 3):
        data = f'{{"{part}": {"[" * depth}{"]" * depth}}}'.encode()
        try:
            parsed, _ = parse_notebook("a.ipynb", data)
            cells_of(parsed, "a.ipynb")
            outcomes.add("read")
        except SubmissionError as error:
            outcomes.add(error.what)
    assert "a.ipynb is not a notebook any more: its text is damaged." in outcomes and len(outcomes) == 2


def test_ten_megabytes_of_anything_are_looked_at_soon(folder):
    """Whatever makes parsing slow."""
    shapes = {"lists": b"[],", "objects": b'{"a":0},', "numbers": b"1e9,", "texts": b'"\\ud800",', "braces": b"{"}
    for number, shape in enumerate(shapes.values()):
        hand_in(folder, **{f"{number}__": b'{"cells": [' + shape * (9_900_000 // len(shape)) + b"0]}"})
    assert not read(folder, seconds=40).notebooks


# --- which file is which workbook, and which counts -------------------------------------------


@table(
    "file",
    {
        "browser": RIGHT_NAME.replace(".ipynb", " (1).ipynb"),
        "jupyter": RIGHT_NAME.replace(".ipynb", "-Copy1.ipynb"),
        "LMS": f"Lovelace_Ada_12345_{RIGHT_NAME}",
        "own name": "Ada's homework (final) (2).ipynb",
        "other letters": "Übung №1 – 最終版.ipynb",
        "long": "a" * 240 + ".ipynb",
    },
)
@pytest.mark.parametrize("metadata", [notebook()["metadata"], {}], ids=["marked", "unmarked"])
def test_a_renamed_notebook_is_graded_as_what_it_is(folder, file, metadata):
    """Browsers and learners rename; the flag says so."""
    hand_in(folder, **{file: notebook(metadata=metadata)})
    handed = only(read(folder))
    assert (handed.name, handed.problem) == (file, "")
    assert handed.flags == (f"{file} was graded as {RIGHT_NAME}: its cells say that it is.",)


def test_another_workbooks_content_is_graded_as_that_workbook(folder):
    """Whatever its name is."""
    hand_in(folder, **{RIGHT_NAME: notebook({}, SECOND.release)})
    handed_in = read(folder)
    assert set(handed_in.notebooks) == {SECOND.lesson}
    assert f"{RIGHT_NAME} was graded as {SECOND.release.name}" in told(handed_in)


def test_metadata_that_claim_another_workbook_do_not_count(folder):
    """Its cells do; the claim is told."""
    hand_in(folder, **{RIGHT_NAME: notebook(metadata={"aipm": {"lesson": SECOND.lesson}})})
    handed_in = read(folder)
    assert only(handed_in).name == RIGHT_NAME
    assert f"says that it is {SECOND.lesson}, but has the cells of {FIRST.lesson}" in told(handed_in)


def test_two_workbooks_whose_names_are_swapped_are_both_graded(folder):
    """Each as what it is."""
    hand_in(folder, **{RIGHT_NAME: notebook({}, SECOND.release), SECOND.release.name: notebook()})
    handed_in = read(folder)
    assert handed_in.notebooks[FIRST.lesson].name == SECOND.release.name
    assert handed_in.notebooks[SECOND.lesson].name == RIGHT_NAME


def test_another_modules_notebook_is_not_graded_and_told_of(folder):
    """It was put into the wrong folder."""
    hand_in(folder, a__=notebook({}, SECOND.release), b__={"cells": [], "nbformat": 4})
    handed_in = read(folder, [FIRST])
    assert not handed_in.notebooks
    assert [*handed_in.flags] == [
        f"{file} is not a workbook of this module, and was not graded." for file in ("a.ipynb", "b.ipynb")
    ]


def test_a_notebook_whose_marks_are_lost_stands_for_the_workbook_that_it_names(folder):
    """Grading it then says why it has no score."""
    lost = edited(lambda cells: [cell.update(metadata={}) for cell in cells])
    hand_in(folder, **{RIGHT_NAME: lost})
    assert only(read(folder)).problem == ""
    with pytest.raises(SubmissionError, match="their marks are lost"):
        compose(FIRST, cells_of(lost, RIGHT_NAME))


MORE = {**ANSWERS, "memo": "Ship it."}


@table(
    ("files", "chosen"),
    {
        "most answers": ({RIGHT_NAME: notebook(), "a__": notebook(MORE), "b__": notebook({})}, "a.ipynb"),
        "right name": ({"a__": notebook(), RIGHT_NAME: notebook(more=1), "z__": notebook(more=2)}, RIGHT_NAME),
        "first by name": ({"b__": notebook(more=1), "a__": notebook(more=2)}, "a.ipynb"),
        "other answers": ({"b__": notebook({**ANSWERS, "memo": "No."}), RIGHT_NAME: notebook(MORE)}, RIGHT_NAME),
        "not cells twice": (
            {RIGHT_NAME: notebook(MORE), "a__": edited(lambda cells: cells.extend(copy.deepcopy(cells)))},
            RIGHT_NAME,
        ),
        "not marks": ({RIGHT_NAME: notebook(), "a__": edited(lambda cells: cells.reverse(), {})}, RIGHT_NAME),
    },
)
def test_of_several_copies_the_one_with_the_most_answers_counts(folder, files, chosen):
    """If those are equal, the right name, then the first; the flag names the others."""
    hand_in(folder, **files)
    handed_in = read(folder)
    others = sorted({file.replace("__", ".ipynb") for file in files} - {chosen})
    assert only(handed_in).name == chosen
    assert f"Of {len(files)} files for this workbook {chosen} was graded, not {', '.join(others)}." in told(handed_in)


def test_an_answer_cell_that_was_emptied_is_no_answer(folder):
    """Else the copy in which nothing is left counts."""
    hand_in(folder, **{RIGHT_NAME: notebook(), "a__": notebook(dict.fromkeys(MORE, ""))})
    assert only(read(folder)).name == RIGHT_NAME


def test_equal_copies_are_one(folder):
    """Nobody need be told."""
    hand_in(folder, **{RIGHT_NAME: notebook(), "a__": notebook()})
    handed_in = read(folder)
    assert only(handed_in).name == RIGHT_NAME and told(handed_in).strip() == ""


def test_copies_in_folders_and_archives_are_copies_too(folder):
    """Wherever the one with the most answers is."""
    (folder / "old").mkdir()
    hand_in(folder / "old", **{RIGHT_NAME: notebook({})})
    hand_in(folder, **{RIGHT_NAME: notebook()})
    pack(folder / "work.zip", [(RIGHT_NAME, notebook(MORE))])
    handed_in = read(folder)
    assert only(handed_in).name == f"work.zip/{RIGHT_NAME}" and f"not {RIGHT_NAME}, old/{RIGHT_NAME}." in told(
        handed_in
    )


def test_whatever_counts_for_a_verdict_changes_the_digest(folder):
    """And nothing else does, so what is kept is kept."""
    digests = []
    for files in ({RIGHT_NAME: notebook()}, {"a.csv": b"1"}, {"a.csv": b"2"}, {"timestamp.txt": b"2026"}, {}):
        hand_in(folder, **files)
        digests.append(read(folder).digest(FIRST.lesson))
    assert len(set(digests)) == 4 and digests[-1] == digests[-2]


# --- cells that are not where they were ---------------------------------------------------------


def remove(cells):
    """Delete every check."""
    cells[:] = [cell for cell in cells if not cell["metadata"]["nbgrader"]["grade_id"].endswith("-check")]


def duplicate(cells):
    """Have every check twice."""
    for place in range(len(cells) - 1, -1, -1):
        if cells[place]["metadata"]["nbgrader"]["grade_id"].endswith("-check"):
            cells.insert(place, copy.deepcopy(cells[place]))


def split(cells):
    """Split a check in two, as JupyterLab does: both halves keep its id."""
    place = find(cells, "cost-of-pilot-check")
    lines = "".join(cells[place]["source"]).split("\n", 2)
    cells[place : place + 1] = [{**cells[place], "source": lines[0]}, {**cells[place], "source": lines[2]}]


def retype(cells):
    """Make text of every check, and code of every text that is not an answer."""
    for cell in cells:
        marks = cell["metadata"]["nbgrader"]
        if not marks["solution"]:
            cell["cell_type"] = "markdown" if cell["cell_type"] == "code" else "code"


def forge(cells):
    """Have checks give points for nothing."""
    for cell in cells:
        marks = cell["metadata"]["nbgrader"]
        if marks["grade"] and not marks["solution"]:
            cell["source"] = "100.0"
            marks.update(points=100, locked=False, solution=True, grade=False, cell_type="markdown")
            cell["metadata"]["tags"] = ["skip-execution"]


@table(
    ("edit", "remark"),
    {
        "deleted": (remove, "Locked cells were changed or removed"),
        "duplicated": (duplicate, ""),
        "split": (split, "Locked cells were changed or removed (cost-of-pilot-check)"),
        "reordered": (lambda cells: cells.reverse(), ""),
        "retyped": (retype, ""),
        "forged": (forge, "Locked cells were changed or removed"),
        "all but answers gone": (
            lambda cells: cells.__setitem__(
                slice(None), [cell for cell in cells if cell["metadata"]["nbgrader"]["solution"]]
            ),
            "Locked cells were changed or removed",
        ),
    },
)
def test_the_courses_cells_are_its_own_whatever_became_of_them(edit, remark):
    """In its order, with its sources and types, and with the learner's answers."""
    expected, _, _ = compose(FIRST, cells_of(notebook(), RIGHT_NAME))
    cells, problems, remarks = compose(FIRST, cells_of(edited(edit), RIGHT_NAME))
    assert cells == expected and not problems
    assert remark in " ".join(remarks) and bool(remark) is bool(remarks)


@pytest.mark.parametrize("between", [0, 1])
def test_both_halves_of_an_answer_that_was_split_run_in_order(between):
    """JupyterLab gives both the same id; the second needs what the first has made."""
    halves = ["errors = [120 * 90,", "cost_of_pilot = sum(errors)"]

    def edit(cells):
        place = find(cells, "cost-of-pilot")
        parts = [{**copy.deepcopy(cells[place]), "source": half} for half in halves]
        own = [{"cell_type": "markdown", "metadata": {}, "source": "then"}] * between
        cells[place : place + 1] = [parts[0], *own, parts[1]]

    halves[0] += " 1128 * 6]"
    cells, problems, remarks = compose(FIRST, cells_of(edited(edit), RIGHT_NAME))
    place = find(cells, "cost-of-pilot")
    assert [cell["source"] for cell in cells[place - 1 : place + 1]] == halves
    assert grade_ids(cells[place - 1 : place + 2 + between])[-1] == "cost-of-pilot-check" and not remarks
    assert "has 2 answer cells: those that differ from the starter were run in order" in problems[0]


def test_a_memo_that_was_split_is_one_text():
    """People read both halves."""

    def edit(cells):
        place = find(cells, "memo")
        cells[place : place + 1] = [{**cells[place], "source": half} for half in ("Ship it.", "It pays.")]

    cells, _, _ = compose(FIRST, cells_of(edited(edit), RIGHT_NAME))
    assert cells[find(cells, "memo")]["source"] == "Ship it.\n\nIt pays."


@pytest.mark.parametrize("far", [False, True])
def test_a_copied_answer_runs_too_and_the_lowest_counts(far):
    """Whether it is just below or at the end, as in a notebook that is run cell by cell."""

    def edit(cells):
        place = find(cells, "cost-of-pilot")
        copied = {**copy.deepcopy(cells[place]), "source": "cost_of_pilot = 1"}
        cells.insert(len(cells) if far else place + 1, copied)

    cells, problems, _ = compose(FIRST, cells_of(edited(edit), RIGHT_NAME))
    place = find(cells, "cost-of-pilot")
    assert [cell["source"] for cell in cells[place - 1 : place + 1]] == [ANSWERS["cost-of-pilot"], "cost_of_pilot = 1"]
    assert grade_ids(cells).count("cost-of-pilot") == 1 and "so that the lowest counts" in problems[0]


# --- through the jail ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bench():
    """Return judges that are there already."""
    if what_is_missing():
        pytest.skip(f"no jail: {what_is_missing()}")
    with Bench() as made:
        yield made


def marked(bench, folder):
    """Return what a folder's notebook is given, judged as in a cohort."""
    handed_in = read(folder)
    handed = only(handed_in)
    assert not handed.problem
    with within(60):
        return bench.mark(FIRST, Path(handed.name).name, handed.data, handed_in.files)


def split_answer(cells):
    """Split an answer in two; neither half is enough."""
    place = find(cells, "cost-of-pilot")
    halves = ("price = 120 * 90", "cost_of_pilot = price + 1128 * 6")
    cells[place : place + 1] = [{**copy.deepcopy(cells[place]), "source": half} for half in halves]


NULL_BYTES = notebook({**ANSWERS, "cost-of-pilot": "cost_of_pilot = 17568\0"})
HALF_CHARACTER = notebook({**ANSWERS, "cost-of-pilot": "cost_of_pilot = 17568  # \ud800\n'\udfff'"})


@table(
    ("content", "points", "words"),
    {
        "UTF-16": (READABLE["UTF-16"][0], 4, "begins with a mark of its encoding"),
        "Windows-1252": (READABLE["Windows-1252"][0], 4, "read as Windows-1252"),
        "format 3": (in_format_3(), 4, "is of an old format (3)"),
        "format 99, another kernel": (
            notebook(nbformat=99, metadata={"kernelspec": {"name": "ir"}}),
            4,
            "of format 99",
        ),
        "schema 99": (with_schema(99), 4, ""),
        "odd cells": (edited(odd_cells), 4, ""),
        "forged": (edited(forge), 4, "Locked cells were changed"),
        "forged, without answers": (edited(forge, {}), 0, "Locked cells were changed"),
        "deleted": (edited(remove), 4, "Locked cells were changed or removed"),
        "split": (edited(split_answer), 4, "has 2 answer cells"),
        "null bytes": (NULL_BYTES, 2, ""),
        "half a character": (HALF_CHARACTER, 4, ""),
        "a long line": (READABLE["a long line"][0], 4, ""),
        "nested": (READABLE["nested"][0], 4, ""),
    },
)
def test_what_is_odd_about_a_file_costs_no_points_that_were_earned(folder, bench, content, points, words):
    """It is judged by its answers; what was odd is said, to people who look at the graded notebook too."""
    hand_in(folder, **{RIGHT_NAME: content})
    found = marked(bench, folder)
    assert found.report["points"] == points
    said = " ".join([*found.report["remarks"], *found.report["problems"]])
    assert words in said and bool(words) is bool(said)
    assert (found.notebook["cells"][0]["id"] == "about-this-file") is bool(words)
    nbformat.validate(nbformat.from_dict(found.notebook))
    json.dumps(found.notebook, ensure_ascii=False).encode()


def test_a_notebook_in_an_archive_has_its_points(folder, bench):
    """With the data that lie beside the archive."""
    answers = {**ANSWERS, "cost-of-pilot": "cost_of_pilot = float(open('cost.txt').read())"}
    pack(folder / "work.zip", [(f"../{RIGHT_NAME}", notebook(answers))])
    hand_in(folder, **{"cost.txt": b"17568"})
    assert marked(bench, folder).report["points"] == 4


@table("cells", {"none": [], "without marks": [{"cell_type": "code", "source": "x = 1", "metadata": {}}]})
def test_a_notebook_without_known_cells_has_no_score_but_a_reason(folder, bench, cells):
    """It is not given nothing: somebody is to look at it."""
    hand_in(folder, **{RIGHT_NAME: notebook(cells=cells)})
    with pytest.raises(SubmissionError, match="their marks are lost"):
        marked(bench, folder)


# --- what people see ------------------------------------------------------------------------------


def tasks(**told_of):
    """Return verdicts on all tasks with a check, in order."""
    found = []
    for cell in cells_of(notebook(), RIGHT_NAME):
        marks = cell["metadata"]["nbgrader"]
        if marks["grade"] and not marks["solution"]:
            task = marks["grade_id"].removesuffix("-check")
            found.append(
                TaskVerdict(task, task, Reason.PARTLY, 1.5, marks["points"], cell=marks["grade_id"], **told_of)
            )
    return Report(FIRST.lesson, tuple(found), (), (), True, 1.0).as_json()["tasks"]


def autograded(answers=ANSWERS, data=None, outputs=None, said=(), own="", **told_of):
    """Return a graded notebook; `data` is a rich output of the first answer, `own` a Markdown cell above it."""

    def edit(cells):
        if own:
            place = find(cells, "cost-of-pilot")
            cells.insert(place, {"cell_type": "markdown", "metadata": {}, "source": own, "attachments": {"a": {}}})

    cells, _, _ = compose(FIRST, cells_of(edited(edit, answers), RIGHT_NAME))
    if data is not None:
        outputs = [{"output_type": "display_data", "data": data, "metadata": {}}]
    place = find(cells, "cost-of-pilot")
    made = make_autograded(FIRST, cells, {place: outputs or []}, tasks(**told_of), said)
    nbformat.validate(nbformat.from_dict(made))
    return made


def outputs_of(made, grade_id="cost-of-pilot"):
    """Return what a cell of a graded notebook shows."""
    return made["cells"][find(made["cells"], grade_id)]["outputs"]


def page_of(made):
    """Return a graded notebook as nbconvert shows it."""
    return HTMLExporter().from_notebook_node(nbformat.reads(json.dumps(made), as_version=4))[0]


def is_address(link):
    """Tell whether a link leads to a page, here or on the web, as browsers read it."""
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"^[\0- ]+|[\t\r\n]", "", link.lower()))
    return scheme is None or scheme[1] in ("http", "https")


@table(
    "link",
    {"tab": "java\tscript:1", "blank": " \x01javascript:1", "capitals": "JavaScript:1", "data": "data:text/html,1"},
)
def test_a_link_that_runs_something_is_no_address(link):
    """The tests below rest on it."""
    assert not is_address(link) and is_address("https://example.org/javascript:") and is_address("j&#97;vascript:1")


def live(page):
    """Return what of a learner's a browser would run, load or follow: elements and attributes with the mark."""
    parsed = BeautifulSoup(page, "html.parser")
    ours = ("script", "style", "iframe", "svg", "object", "embed", "form", "base", "math", "meta", "link")
    found = [str(tag)[:200] for tag in parsed.find_all(ours) if MARK in str(tag)]
    for tag in parsed.find_all(True):
        for key, value in tag.attrs.items():
            if MARK in str(value) and key not in ("id", "title", "alt") and not (key == "href" and is_address(value)):
                found.append(f"{key}={value}")
    return found


HOSTILE = [
    f"<script>{MARK}()</script>",
    f"<SCRIPT\n>{MARK}()</SCRIPT>",
    f"<script src='https://example.org/{MARK}.js'></script>",
    f"<img src=x onerror={MARK}()>",
    f"<img/src=x/onerror={MARK}()>",
    f"<svg onload={MARK}()><circle/></svg>",
    f"<iframe srcdoc='<script>{MARK}()</script>'></iframe>",
    f"<iframe src=javascript:{MARK}()></iframe>",
    f"<a href='javascript:{MARK}()'>look</a>",
    f"<details open ontoggle={MARK}()>a</details>",
    f"<math><mtext><img src=x onerror={MARK}()></mtext></math>",
    f"<!--><img src=x onerror={MARK}()>-->",
    f"<?xml ?><img src=x onerror={MARK}()>",
    f"<![CDATA[<img src=x onerror={MARK}()>]]>",
    f"</div></body><base href='https://example.org/{MARK}'>",
    f"<style>@import 'https://example.org/{MARK}'</style>",
    f"<form action='https://example.org/{MARK}'><input name=password></form>",
    f"$<img src=x onerror={MARK}()>$",
    f"$$a</script><script>{MARK}()</script>$$",
    f"`<img src=x onerror={MARK}()>`",
    f"```\n</code></pre><script>{MARK}()</script>\n```",
    f"|a|\n|-|\n|<img src=x onerror={MARK}()>|",
    f"<https://example.org/'onclick={MARK}()>",
    f"# <img src=x onerror={MARK}()>",
]
LINKS = [
    f"[look](javascript:{MARK}())",
    f"[look](JaVaScRiPt:{MARK}())",
    f"[look](j&#97;vascript:{MARK}())",
    f"[look](javascript\\:{MARK}())",
    f"[look](javascript\\\\:{MARK}())",
    f"[look](java\tscript:{MARK}())",
    f"[look](<java\tscript:{MARK}()>)",
    f"[look](java&Tab;script:{MARK}())",
    f"[look](java&NewLine;script&colon;{MARK}())",
    f"[look](java\rscript:{MARK}())",
    f"[look](\x01javascript:{MARK}())",
    f"[look](&amp;#106;avascript:{MARK}())",
    f"[look](j&#x61vascript:{MARK}())",
    f"[look](blob:{MARK})",
    f"[look](view-source:javascript:{MARK}())",
    f"[look](vbscript:{MARK}())",
    f"[look](data:text/html,{MARK})",
    f"[look][1]\n\n[1]: javascript:{MARK}()",
    f"![look](javascript:{MARK}())",
    f'[look](https://example.org "a" onclick="{MARK}()")',
]
#: What begins an element of a browser's that no text needs.
ELEMENTS = ("<script", "<iframe", "<svg", "<img", "<object", "<embed", "<form", "<base", "<style", "<a ", "<!--")


def assert_harmless(made):
    """Assert that a graded notebook has no element of the learner's, neither as it is nor on a page."""
    for cell in made["cells"]:
        if cell["cell_type"] == "markdown":
            source = "".join(cell["source"])
            assert MARK not in source or not any(begin in source.lower() for begin in ELEMENTS)
    assert live(page_of(made)) == []


def test_html_in_a_learners_markdown_is_text():
    """In her memo, and in cells of her own."""
    made = autograded({**ANSWERS, "memo": "\n\n".join(HOSTILE)}, own="\n\n".join(HOSTILE))
    assert_harmless(made)
    text = BeautifulSoup(page_of(made), "html.parser").get_text()
    assert text.count(MARK) >= 2 * len(HOSTILE)
    assert "attachments" not in made["cells"][find(made["cells"], "memo")]
    assert not any("attachments" in cell for cell in made["cells"])


@table("source", dict(enumerate(LINKS)))
def test_a_link_in_a_learners_markdown_runs_nothing(source):
    """Whoever grades clicks on it."""
    assert live(page_of(autograded({**ANSWERS, "memo": source}))) == []


@pytest.mark.parametrize("picture", ["![x](https://example.org/a.png)", "![x][y]\n\n[y]: https://example.org/a.png"])
def test_a_picture_from_elsewhere_is_not_fetched(picture):
    """Its server would know who grades, and when."""
    assert "<img" not in page_of(autograded({**ANSWERS, "memo": picture}))


def test_code_and_its_text_are_shown_as_they_are():
    """Code is text anyway; only what runs is of interest."""
    source = f"cost_of_pilot = 17568  # <b> </textarea></script><script>{MARK}()</script> \"'&lt;"
    made = autograded({**ANSWERS, "cost-of-pilot": source})
    assert made["cells"][find(made["cells"], "cost-of-pilot")]["source"] == source
    assert_harmless(made)


RICH = {
    "HTML": {"text/html": "".join(HOSTILE)},
    "HTML with text": {"text/html": "".join(HOSTILE), "text/plain": "a table"},
    "SVG": {"image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg' onload='{MARK}()'/>"},
    "script": {"application/javascript": f"{MARK}()", "text/javascript": f"{MARK}()"},
    "markdown": {"text/markdown": "\n".join(HOSTILE + LINKS)},
    "latex": {"text/latex": f"$\\href{{javascript:{MARK}()}}{{a}}$"},
    "widget": {"application/vnd.jupyter.widget-view+json": {"model_id": f"</script><script>{MARK}()</script>"}},
    "vega": {"application/vnd.vegalite.v5+json": {"data": {"url": f"https://example.org/{MARK}"}}},
    "PDF": {"application/pdf": f"{MARK}"},
    "odd kind": {f"<script>{MARK}()</script>": "a", "text/html": 3},
    "picture that is none": {"image/png": f'AAAA" onerror="{MARK}()', "image/jpeg": f"'><script>{MARK}()</script>"},
    "picture of another kind": {"image/gif": f'"><script>{MARK}()</script>'},
    "pictures in lists": {"image/png": [f'" onerror="{MARK}()"', 3, None]},
    "text": {"text/plain": "\n".join(HOSTILE)},
    "text in lists": {"text/plain": [*HOSTILE, 3]},
}


@table("data", RICH)
def test_a_rich_output_is_text_or_a_picture(data):
    """Whatever kind it says it is of."""
    made = autograded(data=data)
    (output,) = outputs_of(made)
    assert output["output_type"] == "display_data" and output["metadata"] == {}
    assert set(output["data"]) <= {"text/plain", "image/png", "image/jpeg"}
    assert live(page_of(made)) == []


@table(
    "outputs",
    {
        "none": [None, 3, "a", [], {}, {"output_type": "widget"}, {"output_type": ["stream"]}],
        "stream": [{"output_type": "stream", "name": 3}, {"output_type": "stream", "name": "stderr", "text": [1]}],
        "error": [{"output_type": "error", "ename": 1, "evalue": None, "traceback": "a"}, {"output_type": "error"}],
        "rich": [{"output_type": "display_data", "data": []}, {"output_type": "execute_result"}],
        "half a character": [{"output_type": "stream", "text": "\ud800"}, {"output_type": "error", "ename": "\udfff"}],
    },
)
def test_outputs_of_wrong_types_are_left_out_or_mended(outputs):
    """They are a claim of the learner's process."""
    json.dumps(autograded(outputs=outputs), ensure_ascii=False).encode()


def test_printed_text_and_errors_stay_and_are_text():
    """Whoever grades reads them."""
    text = "".join(HOSTILE)
    error = {"output_type": "error", "ename": text, "evalue": text, "traceback": [f"\x1b[31m{text}\x1b[0m"]}
    made = autograded(outputs=[{"output_type": "stream", "name": "stdout", "text": text}, error])
    assert outputs_of(made)[0]["text"] == text and outputs_of(made)[1]["evalue"] == text
    assert live(page_of(made)) == []


def test_a_forged_result_is_none():
    """nbgrader reads points from the first result of a check."""
    forged = {"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": "100.0"}, "metadata": {}}
    cells, _, _ = compose(FIRST, cells_of(notebook(), RIGHT_NAME))
    outputs = {place: [forged, forged] for place, cell in enumerate(cells) if cell["cell_type"] == "code"}
    made = make_autograded(FIRST, cells, outputs, tasks(), ())
    for task in tasks():
        kinds = [output["output_type"] for output in outputs_of(made, f"{task['task']}-check")]
        assert kinds == ["execute_result", "display_data"]
        assert outputs_of(made, f"{task['task']}-check")[0]["data"] == {"text/plain": "1.5"}
    assert {output["output_type"] for output in outputs_of(made)} == {"display_data"}


@table("kind", {kind: kind for kind in ("image/png", "image/jpeg")})
def test_a_picture_stays(kind):
    """Whoever grades looks at it."""
    made = autograded(data={kind: PNG, "text/plain": "a picture", "text/html": HOSTILE[0]})
    assert outputs_of(made)[0]["data"] == {kind: PNG, "text/plain": "a picture"}
    assert f"data:{kind};base64,{PNG[:40]}" in page_of(made)


def test_a_picture_of_the_courses_own_plots_stays(monkeypatch):
    """They are shown as HTML, of which the picture and its text are kept."""
    shown = []
    monkeypatch.setattr(plots, "display", lambda data, raw: shown.append(data))
    fig, _ = plots.figure("Costs fall", "time (days)", "cost (euros)")
    plots.show(fig, f"Costs fall <script>{MARK}()</script> steadily with time.")
    made = autograded(data=shown[0])
    assert base64.b64decode(outputs_of(made)[0]["data"]["image/png"]).startswith(b"\x89PNG")
    assert "text/html" not in outputs_of(made)[0]["data"]
    assert live(page_of(made)) == []


def test_a_check_shows_its_points_and_its_words_which_are_text():
    """What a verdict quotes is the learner's."""
    quoted = "You have `<script>pwned()</script>` & \"'><img src=x onerror=pwned()>."
    made = autograded(wrong=(quoted,), right=(quoted,), look=quoted, note=quoted)
    for task in tasks():
        points, words = outputs_of(made, f"{task['task']}-check")
        assert (points["output_type"], points["data"]) == ("execute_result", {"text/plain": "1.5"})
        assert words["output_type"] == "display_data" and "&lt;script&gt;" in words["data"]["text/html"]
        assert words["data"]["text/plain"] == "partly right"
        assert not BeautifulSoup(words["data"]["text/html"], "html.parser").find_all(["script", "img"])
    assert_harmless(made)


def test_a_mistake_of_the_check_is_not_shown_to_learners():
    """Its detail may quote what is hidden."""
    made = autograded(detail="expected 17568")
    assert "expected 17568" not in json.dumps(made)


@pytest.mark.parametrize("said", HOSTILE)
def test_what_was_odd_is_told_at_the_top_as_text(said):
    """A flag quotes names and sources of the learner's."""
    made = autograded(said=["Locked cells were changed.", said])
    assert made["cells"][0]["cell_type"] == "markdown" and "Locked cells were changed." in made["cells"][0]["source"]
    assert_harmless(made)


@pytest.mark.parametrize("said", [f"0\n\n{link}" for link in LINKS[:3]])
def test_a_new_line_in_what_is_told_does_not_end_the_list(said):
    """Forty letters of a cell that was stopped are quoted, and a file's whole name."""
    assert live(page_of(autograded(said=[said]))) == []


def hidden_lines(path):
    """Return the lines of a solution's hidden checks that are only there."""
    released = path.read_text("utf-8") if path == RELEASE else RELEASE.read_text("utf-8")
    found, inside = [], False
    for cell in json.loads(FIRST.graded.read_text("utf-8"))["cells"]:
        for line in "".join(cell["source"]).splitlines():
            if "### BEGIN" in line or "### END" in line:
                inside = "### BEGIN" in line
            elif inside and len(line.strip()) > 12 and json.dumps(line.strip())[1:-1] not in released:
                found.append(line.strip())
    return found


@pytest.mark.parametrize("make", [lambda: autograded(), lambda: make_unopened(FIRST, "It is damaged.")])
def test_no_line_of_a_solution_or_a_hidden_check_is_in_it(make):
    """Feedback is made of it."""
    lines = hidden_lines(RELEASE)
    assert len(lines) > 50
    shown = "\n".join("".join(cell["source"]) for cell in make()["cells"]) + json.dumps(make(), ensure_ascii=False)
    assert [line for line in lines if line in shown] == []
    assert "BEGIN HIDDEN TESTS" not in shown and "BEGIN SOLUTION" not in shown


def test_its_cells_are_the_releases_with_the_learners_among_them():
    """formgrader finds them by their ids; metadata and widget state of hers are not in it."""
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {"value": HOSTILE[0]}}}}
    submitted = notebook(metadata={"widgets": widgets, "title": HOSTILE[0]})
    submitted["cells"][2]["metadata"]["tags"] = [HOSTILE[0]]
    cells, _, _ = compose(FIRST, cells_of(submitted, RIGHT_NAME))
    made = make_autograded(FIRST, cells, {}, tasks(), ())
    released = notebook({})
    assert made["metadata"] == released["metadata"]
    assert [cell["metadata"] for cell in made["cells"]] == [cell["metadata"] for cell in released["cells"]]
    assert MARK not in json.dumps(made)


def test_a_file_that_could_not_be_opened_has_a_notebook_that_says_so():
    """The reason quotes its name."""
    made = make_unopened(FIRST, f"{HOSTILE[0]} is a link.")
    nbformat.validate(nbformat.from_dict(made))
    assert "could not be opened, and has no score" in made["cells"][0]["source"]
    assert_harmless(made)
