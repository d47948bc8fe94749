"""A socket that carries messages, with a clock."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable

from aipm_helpers.errors import ProtocolError
from aipm_helpers.grading.messages import Message, Unpacker, pack

__all__ = ["Channel", "ChannelClosed"]

#: How often whoever waits looks at the clock.
TICK_SECONDS = 0.1
_CHUNK_BYTES = 1_000_000


class ChannelClosed(Exception):
    """The other side is gone."""


class Channel:
    """Sends messages, and receives them one at a time.

    Parameters
    ----------
    connection : socket
        A connected stream; it is this channel's from now on.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._unpacker = Unpacker()
        self._ready: list[Message] = []
        #: Bytes that came.
        self.received = 0
        connection.setblocking(False)

    def fileno(self) -> int:
        """Return the socket's descriptor, for `select`."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()

    @property
    def waiting(self) -> bool:
        """Whether something was received that nobody has asked for."""
        return bool(self._ready) or self._unpacker.waiting

    def send(self, message: Message, watch: Callable[[], None] = lambda: None) -> None:
        """Send a message; `watch` is called each tick and may raise."""
        data = memoryview(pack(message))
        while data:
            try:
                data = data[self._socket.send(data) :]
            except BlockingIOError:
                select.select([], [self._socket], [], TICK_SECONDS)
                watch()
            except OSError:
                raise ChannelClosed from None

    def receive(self, watch: Callable[[], None] | None = None) -> Message:
        """Return the next message.

        Parameters
        ----------
        watch : callable, optional
            Called each tick that nothing comes; it may raise. Without it the wait has no end.

        Raises
        ------
        ChannelClosed
            If the other side is gone.
        ProtocolError
            If what comes is no message.
        """
        last = time.monotonic()
        while not self._ready:
            readable, _, _ = select.select([self._socket], [], [], TICK_SECONDS if watch else None)
            # also where bytes trickle in: who sends them slowly is not to win time
            if watch and (not readable or time.monotonic() - last > TICK_SECONDS):
                watch()
                last = time.monotonic()
            if readable:
                self._read()
        return self._ready.pop(0)

    def _read(self) -> None:
        try:
            data = self._socket.recv(_CHUNK_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            raise ChannelClosed
        self.received += len(data)
        self._ready += self._unpacker.feed(data)

    def refuse_unasked(self) -> None:
        """Raise `ProtocolError` if something came that was not asked for."""
        if select.select([self._socket], [], [], 0)[0]:
            self._read()
        if self.waiting:
            raise ProtocolError("Something was sent that nobody had asked for.")
