"""What cells show is kept as Jupyter keeps it, within limits."""

import json
import re

import nbformat
import pytest
from nbclient import NotebookClient

from aipm_helpers.grading import messages
from aipm_helpers.grading.jail import Limits
from aipm_helpers.grading.sandbox import open_sandbox

#: Run one after another, here and by nbclient with Jupyter's own kernel.
CELLS = [
    "print('one')\nprint('two')",
    "import sys\nprint('out', flush=True)\nprint('err', file=sys.stderr, flush=True)\nprint('out again')",
    "1 + 1",
    "_ + 1, __name__",
    "'a text'; 3;",
    "None",
    "import pandas as pd\ntable = pd.DataFrame({'a': [1, 2], 'b': ['x', None]})\ntable",
    "print('before')\ndisplay(table.head(1), 'shown')\nprint('between')\ntable.a.sum()",
    "from IPython.display import HTML, Markdown, clear_output\nHTML('<b>bold</b>')",
    "display(Markdown('*text*'), metadata={'key': 1})",
    "shown = display('first', display_id='d')\nprint('x')\nshown.update('second')",
    "for n in range(3):\n    clear_output(wait=True)\n    print(n)",
    "print('gone')\nclear_output()\nprint('stays')",
    "1 / 0",
    "def outer():\n    return inner()\n\ndef inner():\n    raise KeyError('deep')\n\nprint('first')\nouter()",
    "class Own(Exception): pass\ntry:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise Own('from') from error",
    "for",
    "undefined_name",
    "assert 1 == 2, 'words'",
    "%%capture kept\nprint('captured')",
    "kept.stdout",
    "get_ipython().run_line_magic('pinfo', 'len') and None",
    "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "for n in range(3): print(n, end=' ', flush=True)",
    "sys.stdout.write('written\\n')",
    "import warnings\nwarnings.warn('careful', stacklevel=1)",
    "import logging\nlogging.basicConfig()\nlogging.getLogger('course').warning('logged')",
    "class Rich:\n    def _repr_html_(self): return '<i>rich</i>'\n    def __repr__(self): return 'plain'\nRich()",
    "class Broken:\n    def __repr__(self): raise ValueError('no text')\nBroken()",
    "%time sum(range(10)) and None\n!echo from the shell",
    "raise SystemExit",
    "raise KeyboardInterrupt",
    "sys.displayhook(5)",
    "In[3], Out[3], len(In) > 5",
]
PICTURE = (
    "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots(figsize=(2, 1))\naxes.plot([1, 2]);\nprint('drawn')"
)


@pytest.fixture(scope="module")
def sandbox():
    """Return what starts learner processes."""
    with open_sandbox() as opened:
        yield opened


@pytest.fixture(scope="module")
def ours(sandbox):
    """Return the outputs of all cells in a learner process."""
    process = sandbox.start(Limits())
    answers = [process.ask(messages.Run(place, source), 30) for place, source in enumerate([*CELLS, PICTURE])]
    process.close()
    return [answer.outputs for answer in answers]


@pytest.fixture(scope="module")
def theirs():
    """Return the outputs of all cells as nbclient stores them."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in [*CELLS, PICTURE]])
    NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute()
    return [[dict(output) for output in cell.outputs] for cell in notebook.cells]


def comparable(outputs):
    """Return outputs without what is different each time: colours, folders, times, where a stream is cut."""
    merged = []
    for output in outputs:
        if merged and output["output_type"] == "stream" and merged[-1].get("name") == output["name"]:
            merged[-1]["text"] += output["text"]
        else:
            merged.append(dict(output))
    outputs = merged
    text = json.dumps(outputs, sort_keys=True, indent=1)
    text = re.sub(r"\\u001b\[[0-9;]*m", "", text)
    text = re.sub(r"/[\w/.\-]*?/(ipykernel_\d+/|.venv/)", "/", text)
    return re.sub(r"CPU times: .*?Wall time: [^\\]*", "TIMES", text)


@pytest.mark.parametrize("place", range(len(CELLS)), ids=lambda place: CELLS[place].partition("\n")[0])
def test_outputs_are_as_a_kernel_would_have_stored_them(place, ours, theirs):
    """Text, results, errors and rich outputs, in their order."""
    assert comparable(ours[place]) == comparable(theirs[place])
