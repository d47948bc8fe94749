"""`aipm lab`: the learner's own copies, and JupyterLab as the course sets it up."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from course_files import notebooks
from nbformat.sign import NotebookNotary

from aipm_helpers import ROOT, lab
from aipm_helpers.copies import Changes


@pytest.fixture
def course(tmp_path):
    """Return a copy of what `aipm lab` copies from."""
    for folder in ("course", "exercises"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_lessons_and_workbooks_are_copied_once(course):
    """All lessons, workbooks and the pages about them are there, and nothing else that is visible."""
    copied = lab.prepare_workbook(course).copied
    pages = [path.relative_to(ROOT).as_posix() for path in (ROOT / "course").rglob("*.md")]
    assert len(copied) == len(notebooks("course")) + len(notebooks("exercises")) + len(pages)
    assert set(pages) <= set(copied) and copied[0] == lab.START_PAGE
    assert lab.prepare_workbook(course) == Changes()
    visible = {path.name for path in (course / "workbook").iterdir() if not path.name.startswith(".")}
    assert visible == {"course", "exercises"}
    assert not list((course / "workbook").rglob("*.part"))


def test_what_is_in_the_workbook_is_never_overwritten(course):
    """Begun work survives, whatever changes in the course; what was deleted comes back.

    What nobody can read, such as white space around the cells, is no new release of a notebook.
    """
    copied = lab.prepare_workbook(course).copied
    own = [course / "workbook" / name for name in copied]
    for path in own:
        path.write_text("mine")
    own[-1].unlink()
    for original in [*(course / "course").rglob("*.*"), *(course / "exercises").rglob("*.*")]:
        if original.is_file():
            original.write_bytes(original.read_bytes() + b"\n")
    changes = lab.prepare_workbook(course)
    assert changes.copied == (copied[-1],) and not changes.renewed
    assert [item.own for item in changes.beside] == [name for name in copied[:-1] if name.endswith(".md")]
    assert {path.read_text() for path in own[:-1]} == {"mine"}


def test_only_lessons_as_built_are_trusted(course):
    """A lesson whose outputs were changed by somebody runs no script of theirs."""
    lesson = next((course / "course").glob("[0-9]*/*.ipynb"))
    second = lesson.with_name("2-changed.ipynb")
    changed = nbformat.read(lesson, as_version=4)
    changed.cells[-1].source += " changed"
    nbformat.write(changed, second)
    lab.prepare_workbook(course)
    notary = NotebookNotary(data_dir=str(course / "workbook/.aipm/data"))
    trusted = {
        name: notary.check_signature(
            nbformat.read(course / "workbook/course" / lesson.parent.name / name, as_version=4)
        )
        for name in (lesson.name, second.name)
    }
    notary.store.close()
    assert trusted == {lesson.name: True, second.name: False}


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def get(url):
    """Return a page of the server."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


@pytest.fixture
def server(course):
    """Start JupyterLab as `aipm lab` does, in a copy of the course; return its address."""
    port = free_port()
    code = "import sys; from pathlib import Path; from aipm_helpers import lab; sys.exit(lab.open_lab(sys.argv[2:], root=Path(sys.argv[1])))"
    options = ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=secret"]
    log = (course / "lab.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(course), *options], stdout=log, stderr=log, start_new_session=True
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            assert process.poll() is None, (course / "lab.log").read_text()
            try:
                get(f"{address}/api/status?token=secret")
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        if os.name == "nt":
            process.terminate()
        else:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        log.close()


def test_jupyterlab_answers_offline_and_without_instructors_parts(server, course):
    """It opens the start page rendered, hides what is not for learners, and asks nobody for news."""
    page = get(f"{server}/lab/tree/course/README.md?token=secret")
    config = json.loads(page.split('id="jupyter-config-data" type="application/json">')[1].split("</script>")[0])
    assert {"@jupyter/nbgrader:formgrader", "jupyterlab-jupytext"} <= set(config["disabledExtensions"])
    settings = json.loads(get(f"{server}/lab/api/settings?token=secret"))["settings"]
    schemas = {item["id"]: item["schema"].get("properties") for item in settings}
    news = schemas["@jupyterlab/apputils-extension:notification"]
    assert news["fetchNews"]["default"] == "false" and news["checkForUpdates"]["default"] is False
    manager = schemas["@jupyterlab/docmanager-extension:plugin"]
    assert manager["defaultViewers"]["default"] == {"markdown": "Markdown Preview"}
    listed = json.loads(get(f"{server}/api/contents?token=secret"))["content"]
    assert {item["name"] for item in listed} == {"course", "exercises"}
    lesson = (
        f"{server}/api/contents/course/{notebooks('course')[0].parent.name}/{notebooks('course')[0].name}?token=secret"
    )
    assert json.loads(get(lesson))["format"] == "json"
    assert "jupyterlab_jupytext | extension was successfully loaded" not in (course / "lab.log").read_text()


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("labextension", ["@jupyter/nbgrader v[0-9.]+"]),
        (
            "server extension",
            [
                rf"nbgrader\.server_extensions\.{part}"
                for part in ("formgrader", "validate_assignment", "assignment_list", "course_list")
            ],
        ),
    ],
)
def test_nbgraders_extensions_are_enabled_and_ok(command, names):
    """The Validate button and formgrader are there for whoever installs the course."""
    result = subprocess.run(
        ["jupyter", *command.split(), "list"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    text = re.sub(r"\x1b\[[0-9;]*m", "", result.stdout + result.stderr)
    for name in names:
        assert re.search(rf"{name}\s+enabled", text), text
        assert re.search(rf"{name}\s+(enabled )?\s*OK", text), text
