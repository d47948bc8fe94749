"""A learner process without a jail: connects to the judge that started it, and serves it."""

import json
import os
import socket
import sys

from aipm_helpers.grading import learner
from aipm_helpers.grading.channel import Channel

if __name__ == "__main__":
    port, token = json.loads(os.environ.pop("AIPM_CHANNEL"))
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(token.encode())
    learner.Process().serve(Channel(connection), json.loads(sys.argv[1]))
