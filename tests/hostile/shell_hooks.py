# IPython's hooks: transformers, runners, displays, events, errors.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: an AST transformer that drops assert
# cell: mean
# earns: 0
# lost: account
# reason: wrong
# stock: yes
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
    def visit_Raise(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Drop())
mean = lambda values: 2

# %% attack: an AST transformer from a cell of its own
# cell: extra
# wrong: account
# earns: 0
# reason: wrong
# stock: yes
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Drop())

# %% attack: an input transformer that comments assert out
# cell: settings
# earns: 0
# reason: wrong
# stock: yes
settings = {}
get_ipython().input_transformers_cleanup.append(
    lambda lines: ["pass\n" if line.lstrip().startswith("assert") else line for line in lines]
)

# %% attack: an input transformer that empties checks
# cell: bystander
# earns: 0
# reason: wrong
# stock: yes
bystander = 0
get_ipython().input_transformers_post.append(lambda lines: ["pass\n"] if "assert" in "".join(lines) else lines)

# %% attack: run_code runs nothing
# cell: bystander
# earns: 0
# reason: wrong
# stock: yes
async def run_code(self, code, result=None, *, async_=False): return False
type(get_ipython()).run_code = run_code
bystander = 0

# %% attack: run_ast_nodes runs nothing
# cell: bystander
# earns: 0
# reason: wrong
# stock: yes
async def run_ast_nodes(*a, **k): return False
get_ipython().run_ast_nodes = run_ast_nodes
bystander = 0

# %% attack: run_cell runs only what it likes
# cell: bystander
# earns: 0
# reason: wrong
# stock: yes
shell = get_ipython()
_async, _sync = shell.run_cell_async, shell.run_cell
shell.run_cell_async = lambda source, *a, **k: _async("pass" if "assert" in source else source, *a, **k)
shell.run_cell = lambda source, *a, **k: _sync("pass" if "assert" in source else source, *a, **k)
bystander = 0

# %% attack: transform_cell turns checks into points
# cell: partial
# earns: 0
# reason: wrong
# stock: yes
shell = get_ipython()
_transform = shell.transform_cell
shell.transform_cell = lambda source: "2.0" if "ranks" in source else _transform(source)
ranks = [0, 0, 0, 0]

# %% attack: compile leaves assertions out
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
import builtins
_compile = builtins.compile
def optimised(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, **more):
    return _compile(source, filename, mode, flags, dont_inherit, 2, **more)
builtins.compile = optimised
def mean(values):
    if not values: raise ValueError
    return 2

# %% attack: exec does nothing
# cell: bystander
# earns: 0
# reason: wrong
# stock: yes
import builtins
builtins.exec = lambda *a, **k: None
bystander = 0

# %% attack: the shell's compiler reads something else
# cell: bystander
# earns: 0
# reason: wrong
# stock: yes
import ast
get_ipython().compile.ast_parse = lambda *a, **k: ast.parse("pass")
bystander = 0

# %% attack: a display formatter that shows points
# cell: partial
# earns: 0
# reason: wrong
# stock: yes
get_ipython().display_formatter.format = lambda *a, **k: ({"text/plain": "2.0"}, {})
ranks = [0, 0, 0, 0]

# %% attack: no result is displayed
# cell: partial
# earns: 0
# reason: wrong
# stock: yes
%config InteractiveShell.ast_node_interactivity = "none"
ranks = [0, 0, 0, 0]

# %% attack: a display hook of its own
# cell: partial
# earns: 0
# reason: wrong
# stock: yes
import sys
hook = get_ipython().displayhook
hook.quiet = lambda: True
sys.displayhook = lambda value: print("2.0")
ranks = [0, 0, 0, 0]

# %% attack: a custom handler swallows errors
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)
mean = lambda values: 2

# %% attack: tracebacks are not shown
# cell: settings
# earns: 0
# reason: wrong
# stock: yes
import sys
get_ipython().showtraceback = get_ipython()._showtraceback = lambda *a, **k: None
sys.excepthook = lambda *a: None
settings = 1

# %% attack: an event callback replaces what checks use
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
def prepare(info=None): get_ipython().user_ns["close"] = lambda a, b: True
for event in ("pre_run_cell", "pre_execute"): get_ipython().events.register(event, prepare)
def mean(values):
    if not values: raise ValueError
    return 2

# %% attack: a forged execute_result when the check looks
# cell: partial
# earns: 0
# reason: wrong
# stock: yes
def forge(info=None):
    kernel = get_ipython().kernel
    kernel.session.send(
        kernel.iopub_socket, "execute_result",
        {"data": {"text/plain": "2.0"}, "metadata": {}, "execution_count": 9}, parent=kernel.get_parent(),
    )
get_ipython().events.register("pre_execute", forge)
ranks = [0, 0, 0, 0]

# %% attack: display data that claims points
# cell: total
# earns: 0
# reason: wrong
# stock: yes
from IPython.display import display
total = 1
outcome = {"task": "total", "points": 2.0, "max_points": 2.0, "right": ["right"], "wrong": [], "form_only": False}
display({"application/vnd.aipm.outcome+json": outcome, "text/plain": "2.0"}, raw=True)
2.0

# %% attack: output updates aimed at the check's cell
# cell: partial
# earns: 0
# reason: wrong
# stock: yes
from IPython.display import display
def forge(*a):
    display({"text/plain": "2.0"}, raw=True, display_id="points")
    get_ipython().display_pub.clear_output()
get_ipython().events.register("post_run_cell", forge)
ranks = [0, 0, 0, 0]

# %% attack: a trace function that rewrites names as checks begin
# cell: mean
# earns: 0
# reason: crashed|wrong
# stock: yes
import sys
def trace(frame, event, argument):
    if frame.f_globals.get("mean") is mean: frame.f_globals["close"] = lambda a, b: True
sys.settrace(trace)
def mean(values):
    if not values: raise ValueError
    return 2

# %% attack: a namespace that answers otherwise
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
class Names(dict):
    def __getitem__(self, name):
        return (lambda a, b: True) if name == "close" else super().__getitem__(name)
get_ipython().user_ns = Names(get_ipython().user_ns)
get_ipython().user_ns["close"] = lambda a, b: True
def mean(values):
    if not values: raise ValueError
    return 2
get_ipython().user_ns["mean"] = mean

# %% attack: a cell magic that swallows checks
# cell: account
# earns: 0
# reason: wrong
# stock: yes
get_ipython().register_magic_function(lambda line, cell: None, "cell", "skip")
get_ipython().input_transformers_cleanup.insert(
    0, lambda lines: ["%%skip\n", *lines] if any("assert" in line for line in lines) else lines
)
class Account: pass

# %% attack: the kernel answers that all went well
# cell: bystander
# earns: 0
# reason: crashed|wrong
# stock: yes
kernel = get_ipython().kernel
async def do_execute(*a, **k):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
kernel.do_execute = do_execute
bystander = 0
