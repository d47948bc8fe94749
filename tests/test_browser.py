"""The course as people meet it: a fresh clone in a browser, on a laptop and on a phone.

`aipm lab` starts in a clone for each of the two widths; Chromium opens the start page,
runs the lessons, and works in a workbook by pointer and keyboard. Nothing is asked of
JupyterLab but what a person can see or do; what a notebook holds is read from its file.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
import pytest
from course_files import name, notebooks

from aipm_helpers import ROOT

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["gpu", "quic", "background-networking", "component-update", "sync"]
WIDTHS = {"laptop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
TOKEN = "secret"
TALL = 30_000  # pixels: higher than any lesson on a phone
START_SECONDS, RUN_SECONDS, PAGE_SECONDS = 60, 120, 30
WORKBOOK = "exercises/1-fundamentals/1-the-ai-product-manager.ipynb"

PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
START_PAGE = ".jp-MarkdownViewer .jp-RenderedMarkdown"
#: What the course shows in a notebook, JupyterLab's own parts left out.
CONTENT = f"{PANEL} .jp-RenderedMarkdown, {PANEL} .jp-OutputArea-output"
#: ipywidgets gives the handle of a slider no name of its own, and offers no way to; its
#: label stands before it, and the lesson says what each slider is.
NOT_OURS = ".noUi-handle"


@dataclass(frozen=True)
class Lab:
    """JupyterLab in a fresh clone, and the one page that is open in it."""

    address: str
    root: Path
    page: "sync_api.Page"
    width: str

    def read(self, file):
        """Return a notebook of the learner's, as it is saved."""
        path = self.root / "workbook" / file
        # JupyterLab writes files in place: for a moment there is nothing in them
        wait_until(lambda: path.read_bytes().rstrip().endswith(b"}"), PAGE_SECONDS, f"{file} to be written")
        return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module")
def browser():
    """Start the Chromium or Chrome that this computer has."""
    sync_api.expect.set_options(timeout=PAGE_SECONDS * 1000)
    arguments = [f"--disable-{part}" for part in QUIET] + ["--no-first-run"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    found = {"executable_path": path} if path else {"channel": "chrome"}
    with sync_api.sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(args=arguments, **found)
        except sync_api.Error as problem:
            if path:
                raise
            pytest.skip(f"there is no Chromium (Debian: apt install chromium): {problem.message.splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture(scope="module", params=WIDTHS)
def lab(request, browser, tmp_path_factory):
    """Run `aipm lab` in a clone of what is committed; end it as its own menu does."""
    root = tmp_path_factory.mktemp(request.param) / "course"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(root)], check=True)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "aipm_helpers.cli", "lab", "--no-browser", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    address, log = f"http://127.0.0.1:{port}", root / "lab.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        wait_until(lambda: process.poll() is not None or answers(f"{address}/api/status"), START_SECONDS, "the server")
        assert process.poll() is None, log.read_text()
        with browser.new_context(viewport=WIDTHS[request.param]) as context:
            page = context.new_page()
            page.set_default_timeout(PAGE_SECONDS * 1000)
            # on a busy machine JupyterLab's own saves overlap all the same, and it takes its file for somebody else's
            changed = page.locator(".jp-Dialog").filter(has_text="has changed on disk since")
            page.add_locator_handler(changed, lambda: changed.get_by_role("button", name="Overwrite").click())
            yield Lab(address, root, page, request.param)
        family = psutil.Process(process.pid).children(recursive=True)
        answers(f"{address}/api/shutdown", method="POST")
        assert process.wait(PAGE_SECONDS) == 0, log.read_text()
        _, left = psutil.wait_procs(family, PAGE_SECONDS)
        assert not left, f"aipm lab left running: {left}"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM) if hasattr(os, "killpg") else process.terminate()
            process.wait(PAGE_SECONDS)


@pytest.fixture(scope="class", params=notebooks("course"), ids=name)
def lesson(request, lab, tmp_path_factory):
    """Open a lesson from the start page and run all of it; return its file. Close it after its tests."""
    file = f"course/{name(request.param)}.ipynb"
    with on_failure(lab, tmp_path_factory.mktemp("lesson")):
        open_start_page(lab)
        follow(lab, START_PAGE, file)
        cells = len(lab.read(file).cells)
        sync_api.expect(lab.page.locator(f"{PANEL} .jp-Cell")).to_have_count(cells)
        # results from when the course was built must not pass for results of this run
        menu(lab, "Edit", "Clear Outputs of All Cells")
        wait_until(lambda: not any(counts(lab, file)), PAGE_SECONDS, f"{file} to be cleared and saved")
        menu(lab, "Run", "Run All Cells")
        # saving is what costs most here: only where the kernel says that it has nothing to do
        wait_until(lambda: is_idle(lab) and all(counts(lab, file)), RUN_SECONDS, f"{file} to end")
        closed = lab.page.locator(f"{PANEL} details:not([open]) > summary")
        while closed.count():
            closed.first.click()
        yield file
        # what stays open, or in the page's memory, makes each lesson after it slower
        menu(lab, "File", "Close and Shut Down Notebook…")
        lab.page.locator(".jp-Dialog .jp-mod-accept").click()
        lab.page.goto("about:blank")


# --- what a person does ----------------------------------------------------------------


def open_start_page(lab):
    """Show the start page: by the address that `aipm lab` opens, later by its tab.

    Opened anew, JupyterLab brings back the tabs of the last visit and shows the start
    page once more after that, even if by then a link was clicked.
    """
    tab = lab.page.get_by_role("tab", name="README.md")
    if tab.count():
        tab.click()
    else:
        lab.page.goto(f"{lab.address}/lab/tree/course/README.md?token={TOKEN}")
    lab.page.locator(f"{START_PAGE} h1").wait_for()
    lab.page.locator("#jupyterlab-splash").wait_for(state="detached")


def follow(lab, place, file):
    """Click the first link to a notebook that a place has, and wait until it is shown."""
    link = lab.page.locator(f'{place} a[href*="/{file}"]').first
    link.scroll_into_view_if_needed()
    link.click()
    lab.page.locator(f"{PANEL} .jp-MarkdownCell h1").wait_for()
    sync_api.expect(lab.page.locator(".jp-mod-current[role=tab]")).to_contain_text(Path(file).name[:12])
    sync_api.expect(lab.page.locator("#jp-main-statusbar")).to_contain_text("Idle")


def menu(lab, title, entry):
    """Choose an entry of a menu."""
    lab.page.get_by_role("menuitem", name=title, exact=True).click()
    lab.page.locator(".lm-Menu").get_by_text(entry, exact=True).click()


def counts(lab, file):
    """Save the notebook that is shown, and return the numbers that its code cells have got by running.

    One save at a time, JupyterLab's own included: where two overlap, the second takes the
    file of the first for somebody else's, and asks what to do.
    """
    bar = lab.page.locator("#jp-main-statusbar")
    sync_api.expect(bar).not_to_contain_text("Saving")
    lab.page.keyboard.press("Control+s")
    sync_api.expect(bar).to_contain_text("Saving completed")
    return [cell.execution_count for cell in code(lab.read(file))]


def is_idle(lab):
    """Tell whether the kernel of the notebook that is shown has nothing to do."""
    return "Idle" in lab.page.locator("#jp-main-statusbar").inner_text()


def run_cell(lab, cell):
    """Select a code cell, folded or not, and run it."""
    select(cell)
    lab.page.keyboard.press("Shift+Enter")


def select(cell):
    """Click into a code cell, or on its first line where it is folded."""
    cell.locator(".jp-InputArea-editor, .jp-Placeholder-content").first.click()


def code(notebook):
    """Return the code cells of a notebook."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


# --- what is looked at -----------------------------------------------------------------


def wide_problems(page, place):
    """Nothing is cut off: what is too wide for its panel can at least be scrolled to.

    Pictures always fit. On a laptop nothing has to be scrolled sideways.
    """
    return page.evaluate(
        """([place, laptop]) => {
            const problems = [];
            for (const box of document.querySelectorAll(place)) {
                const scrolls = element => {
                    const overflow = getComputedStyle(element).overflowX;
                    if (overflow !== "visible" || element === box) return ["auto", "scroll"].includes(overflow);
                    return scrolls(element.parentElement);
                };
                const told = element => `${element.outerHTML.slice(0, 80)} is ${element.scrollWidth} wide, `
                    + `its place ${element.clientWidth}`;
                for (const element of [box, ...box.querySelectorAll("div, figure, pre")]) {
                    const wide = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1
                        && !element.closest(".widget-slider");
                    if (wide && (laptop || !scrolls(element))) problems.push(told(element));
                }
                for (const picture of box.querySelectorAll("img, svg, canvas, audio, video")) {
                    if (picture.closest("a.jp-InternalAnchorLink")) continue;
                    const over = picture.getBoundingClientRect().right - box.getBoundingClientRect().right;
                    if (over > 1) problems.push(`${picture.outerHTML.slice(-80)} is ${Math.ceil(over)} too wide`);
                }
            }
            return problems;
        }""",
        [place, page.viewport_size["width"] >= WIDTHS["laptop"]["width"]],
    )


def accessibility_problems(page, place):
    """What axe-core calls serious or critical: rule, element, and what to do."""
    size = page.viewport_size
    # axe-core judges no contrast of what is scrolled out of view, nor where the body has no height
    page.add_style_tag(content="body { height: 100vh }")
    page.set_viewport_size(size | {"height": TALL})
    try:
        found = axe.Axe().run(page, context={"include": place, "exclude": NOT_OURS}).response
    finally:
        page.set_viewport_size(size)
    assert found["passes"], f"axe-core looked at nothing in {place}"
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}\n    {node['failureSummary']}\n    {rule['helpUrl']}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def answers(address, method="GET"):
    """Tell whether the server answers."""
    request = urllib.request.Request(address, method=method, headers={"Authorization": f"token {TOKEN}"})
    try:
        with urllib.request.urlopen(request, timeout=PAGE_SECONDS):
            return True
    except OSError:
        return False


def wait_until(holds, seconds, what):
    """Ask until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.2)


@contextmanager
def on_failure(lab, folder):
    """Save a picture of the page where something fails, and say where it is."""
    try:
        yield
    except Exception as problem:
        picture = folder / "page.png"
        lab.page.screenshot(path=picture)
        told = str(problem).partition("Aria snapshot")[0]  # which is the whole page in words
        raise AssertionError(f"{told}\nThe page as it was then: {picture}").with_traceback(
            problem.__traceback__
        ) from None


# --- tests -----------------------------------------------------------------------------


def test_the_start_page_is_shown_rendered_and_fits(lab, tmp_path):
    """Whoever starts the course sees where to begin, on a phone too, and can read all of it."""
    with on_failure(lab, tmp_path):
        open_start_page(lab)
        assert lab.page.locator(START_PAGE).get_by_text("Begin here").is_visible()
        assert wide_problems(lab.page, START_PAGE) == []
        assert "\n".join(accessibility_problems(lab.page, START_PAGE)) == ""


def test_a_task_is_answered_checked_validated_and_graded(lab, tmp_path):
    """From the lesson's link to the verdict: what was answered is right, and nothing else has points."""
    lesson = WORKBOOK.replace("exercises", "course")
    page = lab.page
    with on_failure(lab, tmp_path):
        open_start_page(lab)
        follow(lab, START_PAGE, lesson)
        follow(lab, PANEL, WORKBOOK)
        cells = page.locator(f"{PANEL} .jp-Cell")
        sync_api.expect(cells).to_have_count(len(lab.read(WORKBOOK).cells))
        for place in (1, 2):
            run_cell(lab, cells.nth(place))
        answer = cells.filter(has_text="cost_of_pilot = (")
        answer.get_by_text("...", exact=True).dblclick()
        page.keyboard.type('pilot["missed"] * traffic["miss"] + pilot["false_alarms"] * traffic["false_alarm"]')
        page.keyboard.press("Shift+Enter")
        check = cells.filter(has_text="The check of task 1")
        run_cell(lab, check)
        sync_api.expect(check.locator(".jp-OutputArea-output")).to_contain_text("Right form")

        if lab.width == "phone":
            page.locator(f"{PANEL} [data-jp-item-name=toolbar-popup-opener]").click()
        page.get_by_text("Validate", exact=True).locator("visible=true").click()
        dialog = page.get_by_role("dialog")
        sync_api.expect(dialog).to_contain_text("validat", ignore_case=True, timeout=RUN_SECONDS * 1000)
        told = dialog.inner_text()
        assert "`wrong_line` is still `...`" in told and "check of task 2" in told
        assert "check of task 1" not in told
        dialog.get_by_role("button").first.click()

        page.keyboard.press("Control+s")
        result = cells.nth(cells.count() - 1)  # JupyterLab adds a cell when the last one is run
        run_cell(lab, result)
        rows = result.locator("tbody tr")
        sync_api.expect(rows.first).to_contain_text("2 of 2", timeout=RUN_SECONDS * 1000)
        verdicts = rows.locator("td:last-child").all_inner_texts()
        assert verdicts[0].startswith("Right.")
        assert all(text.startswith("No answer yet.") for text in verdicts[1:]), verdicts
        assert wide_problems(page, CONTENT) == []
        assert "\n".join(accessibility_problems(page, CONTENT)) == ""


def test_the_kernel_runs_the_clone(lab, tmp_path):
    """What is tested here is the clone's code, in kernels as well, not that of the folder tested from."""
    with on_failure(lab, tmp_path):
        open_start_page(lab)
        follow(lab, START_PAGE, WORKBOOK)
        cells = lab.page.locator(f"{PANEL} .jp-Cell")
        select(cells.last)
        for key in ("Escape", "b", "Enter"):  # a new cell below, to type in
            lab.page.keyboard.press(key)
        own = cells.filter(has_text="aipm_helpers.ROOT")
        lab.page.keyboard.type("import aipm_helpers; print(aipm_helpers.ROOT)")
        lab.page.keyboard.press("Shift+Enter")
        sync_api.expect(own.locator(".jp-OutputArea-output")).to_contain_text(str(lab.root))


#: By what finds them: faults, and what is told of them; what is told of one must not be told of the other.
PLANTED = {
    accessibility_problems: {
        '<img src="/static/favicons/favicon.ico">': "image-alt",
        '<p style="color: #bbb; background: #fff">pale</p>': "color-contrast",
    },
    wide_problems: {
        '<div style="overflow: hidden"><div style="width: 3000px">wide</div></div>': "is 3000 wide",
        '<img src="/static/favicons/favicon.ico" style="max-width: none; width: 4000px" alt="Wide.">': "too wide",
    },
}


class TestALesson:
    """What holds of each lesson. A class, since then all lessons of a width come before the other width."""

    def test_a_lesson_runs_to_its_end_without_an_error(self, lab, lesson, tmp_path):
        """All cells ran, and no output is an error or a warning."""
        with on_failure(lab, tmp_path):
            outputs = [output for cell in code(lab.read(lesson)) for output in cell.outputs]
            assert outputs
            assert [
                output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"
            ] == []
            shown = lab.page.locator(f"{PANEL} .jp-OutputArea-output")
            assert shown.count() >= len(outputs)
            for kind in ("stderr", "error"):
                assert lab.page.locator(f'{PANEL} [data-mime-type="application/vnd.jupyter.{kind}"]').count() == 0

    def test_nothing_in_a_lesson_is_cut_off(self, lab, lesson, tmp_path):
        """Pictures and tables fit the page that they are on."""
        with on_failure(lab, tmp_path):
            assert wide_problems(lab.page, CONTENT) == []

    def test_a_lesson_has_no_serious_accessibility_violation(self, lab, lesson, tmp_path):
        """axe-core finds nothing serious in texts, pictures and tables, what unfolds included."""
        with on_failure(lab, tmp_path):
            assert "\n".join(accessibility_problems(lab.page, CONTENT)) == ""

    @pytest.mark.parametrize("find", PLANTED)
    def test_the_gates_bite_even_out_of_view(self, lab, lesson, find):
        """Faults that are planted in the last text of a lesson are found while its top is shown."""
        last = lab.page.locator(f"{PANEL} .jp-RenderedMarkdown").last
        lab.page.locator(f"{PANEL} .jp-RenderedMarkdown").first.scroll_into_view_if_needed()
        faults = "".join(PLANTED[find])
        last.evaluate(
            "(text, faults) => text.insertAdjacentHTML('beforeend', `<div id='planted'>${faults}</div>`)", faults
        )
        try:
            found = "\n".join(find(lab.page, CONTENT))
        finally:
            last.evaluate("text => text.querySelector('#planted').remove()")
        assert [told for told in PLANTED[find].values() if told not in found] == []

    def test_sliders_move_by_keyboard_and_the_picture_says_so(self, lab, lesson, tmp_path):
        """The key End moves each slider, and its picture gets another text alternative."""
        with on_failure(lab, tmp_path):
            for handle in lab.page.locator(f"{PANEL} .noUi-handle").all():
                whole = handle.locator("xpath=ancestor::*[contains(@class, 'widget-interact')]")
                picture = whole.locator("figure img")
                before = picture.get_attribute("alt")
                handle.focus()
                lab.page.keyboard.press("End")
                sync_api.expect(picture).not_to_have_attribute("alt", before)
