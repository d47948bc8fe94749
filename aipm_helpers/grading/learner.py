"""The learner process: runs cells as a kernel would, and answers what the judge asks.

Everything in here is in the learner's hands once the first of her cells has run: what it
tells is a claim (`messages`). Outputs are kept as Jupyter's own kernel would send them and
its clients store them, in order, cut in bytes.
"""

from __future__ import annotations

import base64
import builtins
import contextlib
import io
import json
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ipykernel.compiler import XCachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from aipm_helpers.errors import ProtocolError
from aipm_helpers.grading import messages
from aipm_helpers.grading.channel import Channel, ChannelClosed
from aipm_helpers.grading.values import Unsupported, decode, encode

__all__ = ["Process"]


class TooMuchOutput(BaseException):
    """More was written than is looked at; not an Exception, so that a loop that forgives errors ends."""


class Outputs:
    """The outputs of the cell that runs, as nbformat stores them.

    Parameters
    ----------
    limits : dict
        `Limits`, as plain data.
    """

    def __init__(self, limits: dict[str, Any]) -> None:
        self._limits = limits
        self._left_in_all = limits["outputs_bytes"]
        self.begin()

    def begin(self) -> None:
        """Begin a cell."""
        self.kept: list[dict[str, Any]] = []
        self.written = 0
        self._left = min(self._limits["output_bytes"], self._left_in_all)
        self._clear_next = False
        self._places: dict[str, int] = {}

    def end(self) -> list[dict[str, Any]]:
        """End the cell; return what was kept."""
        self._left_in_all -= sum(len(json.dumps(output)) for output in self.kept)
        return self.kept[: messages.MAX_OUTPUTS]

    def write(self, name: str, text: str) -> None:
        """Keep what was written to a stream, as far as there is room."""
        self._clear()
        size = len(text)
        self.written += size
        head = text if size <= self._left else text[: max(0, self._left)]
        self._left -= size
        if len(head) < size and self._left + size > 0:
            head += "\n[the rest is cut off]\n"
        if head:
            if self.kept and self.kept[-1].get("name") == name:
                self.kept[-1]["text"] += head
            else:
                self.kept.append({"output_type": "stream", "name": name, "text": head})
        if self.written > self._limits["written_bytes"]:
            raise TooMuchOutput(f"more than {self._limits['written_bytes'] / 1e6:g} MB were written")

    def show(self, kind: str, data: dict[str, Any], metadata: dict[str, Any], **more: Any) -> None:
        """Keep a result, a picture or another rich output, or say that it was too large."""
        self._clear()
        display_id = more.pop("display_id", None)
        size = len(json.dumps(data, default=str))
        self.written += size
        if size > self._left:
            data, metadata = {"text/plain": f"[an output of {size / 1e3:.0f} kB is left out]"}, {}
        else:
            self._left -= size
            data = {
                kind: base64.b64encode(part).decode() if isinstance(part, bytes) else part
                for kind, part in data.items()
            }
        output = {"output_type": kind, "data": json.loads(json.dumps(data, default=str)), "metadata": metadata, **more}
        output["metadata"] = json.loads(json.dumps(metadata, default=str))
        if display_id is not None:
            if display_id in self._places:
                self.kept[self._places[display_id]] = output
                return
            self._places[display_id] = len(self.kept)
        self.kept.append(output)

    def fail(self, name: str, text: str, lines: list[str]) -> None:
        """Keep an error."""
        self._clear()
        lines = [line[:5_000] for line in lines[-60:]]
        text = text[: messages.MAX_TEXT]
        self.kept.append({"output_type": "error", "ename": name, "evalue": text, "traceback": lines})

    def clear(self, wait: bool) -> None:
        """Drop what was shown, at once or when something new comes."""
        self._clear_next = True
        if not wait:
            self._clear()

    def _clear(self) -> None:
        if self._clear_next:
            self.kept.clear()
            self._places.clear()
            self._clear_next = False


class _Stream(io.TextIOBase):
    """What `sys.stdout` and `sys.stderr` are in a cell."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs, descriptor: int) -> None:
        self._name, self._outputs, self._descriptor = name, outputs, descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.write(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor


class _Publisher(DisplayPublisher):  # type: ignore[misc]
    outputs: Outputs

    def publish(
        self, data: Any, metadata: Any = None, *, transient: Any = None, update: bool = False, **_: Any
    ) -> None:
        display_id = (transient or {}).get("display_id")
        if update and display_id not in self.outputs._places:
            return
        self.outputs.show("display_data", data, metadata or {}, display_id=display_id)

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear(wait)


class _ResultHook(DisplayHook):  # type: ignore[misc]
    outputs: Outputs

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        self.outputs.show("execute_result", format_dict, md_dict or {}, execution_count=self.prompt_count)

    def finish_displayhook(self) -> None:
        pass


class _Shell(InteractiveShell):  # type: ignore[misc]
    """IPython as in a kernel, whose outputs go to a list."""

    outputs: Outputs
    compiler_class = Type(XCachingCompiler)  # names of cells in tracebacks

    def init_history(self) -> None:
        super().init_history()
        self.history_manager.enabled = False

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        self.outputs.fail(etype.__name__, _text_of(evalue), stb)

    def showtraceback(self, exc_tuple: Any = None, *args: Any, **kwargs: Any) -> None:
        _shorten((exc_tuple or sys.exc_info())[2])
        super().showtraceback(exc_tuple, *args, **kwargs)

    def enable_gui(self, gui: Any = None) -> None:
        pass

    def ask_exit(self) -> None:
        # as in a kernel, which ends; the judge is to know which cell did it
        os._exit(0)


class Process:
    """A shell, and what of its values the judge holds by number.

    Making it takes the longest part of a start; it may be made before a fork, and `serve` after it.
    """

    def __init__(self) -> None:
        self._held: list[Any] = []
        self._bound: dict[str, Any] = {}
        main = types.ModuleType("__main__")
        main.__dict__["__builtins__"] = builtins
        sys.modules["__main__"] = main
        config = Config()
        config.HistoryManager.enabled = False
        config.HistoryManager.hist_file = ":memory:"
        config.InteractiveShell.colors = "nocolor"
        _Shell._instance = None
        InteractiveShell._instance = None
        self._shell = _Shell.instance(
            config=config, user_module=main, display_pub_class=_Publisher, displayhook_class=_ResultHook
        )
        # a kernel's pager is not in the notebook either
        self._shell.set_hook("show_in_pager", lambda *_, **__: None, 0)
        _set_up_pictures(self._shell)

    def begin(self, limits: dict[str, Any], written: Path | None = None) -> None:
        """Begin in the working folder, with nothing put out yet; see `serve`."""
        self._outputs = Outputs(limits)
        self._written = written
        for part in (self._shell, self._shell.display_pub, self._shell.displayhook):
            part.outputs = self._outputs
        self._shell.user_ns["_dh"][:] = [Path.cwd()]

    def serve(self, channel: Channel, limits: dict[str, Any], written: Path | None = None) -> None:
        """Answer the judge until it is gone.

        Parameters
        ----------
        channel : Channel
            To the judge.
        limits : dict
            `Limits`, as plain data.
        written : Path, optional
            The file that descriptors 1 and 2 lead to.
        """
        self.begin(limits, written)
        if hasattr(os, "register_at_fork"):
            # a child that outlives its cell must not answer the judge as well
            os.register_at_fork(after_in_child=channel.close)
        with contextlib.suppress(ChannelClosed):
            channel.send(messages.Ready(messages.VERSION))
            while True:
                answer = self.answer(channel.receive())
                try:
                    channel.send(answer)
                except ProtocolError as too_large:
                    channel.send(messages.Unsupported(str(too_large)))

    def answer(self, message: messages.Message) -> messages.Message:
        """Do what a message asks for."""
        match message:
            case messages.Run(cell, source):
                return self._run(cell, source)
            case messages.Get(name):
                if name not in self._shell.user_ns:
                    return messages.Missing()
                return self._hand_over(self._shell.user_ns[name])
            case messages.Names():
                names = [name for name in self._shell.user_ns if type(name) is str and not name.startswith("_")]
                return messages.NameList(names[: messages.MAX_NAMES])
            case messages.Attr(handle, name):
                return self._try(lambda: getattr(self._held[handle], name))
            case messages.Call(handle, args, kwargs):
                return self._call(self._held[handle], args, kwargs)
            case messages.Bind(name, value):
                self._bound.setdefault(name, self._shell.user_ns.get(name, _ABSENT))
                self._shell.user_ns[name] = decode(value, self._resolve)
            case messages.Unbind():
                for name, value in self._bound.items():
                    self._shell.user_ns[name] = value
                    if value is _ABSENT:
                        del self._shell.user_ns[name]
                self._bound.clear()
            case messages.Put(name, content):
                Path(name).write_bytes(base64.b64decode(content))
        return messages.Done()

    def _run(self, cell: int, source: str) -> messages.Message:
        self._outputs.begin()
        error: list[str] = []
        with self._streams():
            try:
                result = self._shell.run_cell(source, store_history=True)
                raised = result.error_before_exec or result.error_in_exec
                error = [type(raised).__name__, _text_of(raised)] if raised is not None else []
            except BaseException as ended:
                error = [type(ended).__name__, _text_of(ended)]
                self._outputs.fail(error[0], error[1], [])
        if self._written is not None and (text := _take(self._written)):
            with contextlib.suppress(TooMuchOutput):
                self._outputs.write("stdout", text)
        return messages.Ran(cell, error, self._outputs.end(), self._outputs.written)

    @contextlib.contextmanager
    def _streams(self) -> Iterator[None]:
        streams = _Stream("stdout", self._outputs, 1), _Stream("stderr", self._outputs, 2)
        with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            yield

    def _call(self, function: Any, args: list[Any], kwargs: dict[str, Any]) -> messages.Message:
        given = (
            [decode(arg, self._resolve) for arg in args],
            {key: decode(arg, self._resolve) for key, arg in kwargs.items()},
        )
        self._outputs.begin()
        with self._streams():
            answer = self._try(lambda: function(*given[0], **given[1]))
        printed = "".join(output["text"] for output in self._outputs.kept if output.get("name") == "stdout")
        if isinstance(answer, messages.Unsupported):
            return answer
        after = self._changed(args, kwargs, given)
        if isinstance(answer, messages.Raised):
            return messages.Raised(answer.error, answer.text, answer.kinds, after, printed)
        return messages.Value(answer.data, after, printed)  # type: ignore[attr-defined]

    def _changed(self, args: list[Any], kwargs: dict[str, Any], given: Any) -> list[Any] | None:
        """Return the arguments as they are after a call, if they are not as they were."""
        try:
            now = [encode(arg, self._refer) for arg in given[0]]
            named = {key: encode(arg, self._refer) for key, arg in given[1].items()}
        except Exception:
            return None
        return None if [now, named] == [args, kwargs] else [now, named]

    def _try(self, work: Any) -> messages.Message:
        """Return the value of `work`, or what it raised."""
        try:
            value = work()
        except BaseException as error:
            kinds = [kind.__name__ for kind in type(error).__mro__ if vars(builtins).get(kind.__name__) is kind]
            return messages.Raised(type(error).__name__, _text_of(error), kinds)
        return self._hand_over(value)

    def _hand_over(self, value: Any) -> messages.Message:
        try:
            return messages.Value(encode(value, self._refer))
        except Unsupported as reason:
            return messages.Unsupported(str(reason)[: messages.MAX_TEXT])
        except BaseException as error:
            return messages.Unsupported(f"It cannot be read: {type(error).__name__}.")

    def _refer(self, value: Any) -> dict[str, Any]:
        """Return the handle of a value that stays here."""
        self._held.append(value)
        kind = type(value)
        return {
            "t": "handle",
            "id": len(self._held) - 1,
            "type": str(kind.__name__)[:100],
            "module": str(kind.__module__)[:100],
            "callable": callable(value),
        }

    def _resolve(self, data: dict[str, Any]) -> Any:
        return self._held[data["id"]]


_ABSENT = object()


def _set_up_pictures(shell: InteractiveShell) -> None:
    """Let Matplotlib's pictures come out inline, as in JupyterLab."""
    from matplotlib_inline.backend_inline import configure_inline_support

    configure_inline_support(shell, os.environ.get("MPLBACKEND", ""))


def _shorten(trace: types.TracebackType | None, ends: int = 50) -> None:
    """Cut the middle out of a very long traceback: to write it down would take longer than to come to it."""
    steps = []
    while trace is not None:
        steps.append(trace)
        trace = trace.tb_next
    if len(steps) > 2 * ends:
        steps[ends].tb_next = steps[-ends]


def _text_of(error: BaseException) -> str:
    try:
        return str(error)[: messages.MAX_TEXT]
    except BaseException:
        return ""


def _take(written: Path) -> str:
    """Return what programs and libraries wrote past Python, and forget it."""
    if not written.exists() or not written.stat().st_size:
        return ""
    with written.open("r+b") as file:
        text = file.read(1_000_000).decode("utf-8", "replace")
        file.truncate(0)
    return text
