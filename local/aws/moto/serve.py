"""Runs moto's server for the gateway, on a free port of the loopback interface.

The port is bound before it is printed on standard output as one JSON line. Standard input is a pipe that the gateway
holds: it closes however the gateway ends, and this process ends with it. Signals that a terminal sends to the whole
process group are ignored: the gateway handles them, and still needs moto while it stops.
"""

import importlib
import json
import os
import signal
import sys
import threading


def end_with_parent() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
for name in ("SIGINT", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_IGN)

from moto.moto_server.werkzeug_app import (  # noqa: E402  (slow to import: the watch comes first)
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.iam.access_control import PermissionResult  # noqa: E402
from moto.s3.models import FakeBucket  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

# moto evaluates few condition keys, and applies a denial under any other (such as "without TLS") to every request. The
# gateway has evaluated the bucket's policy before a request arrives here.
FakeBucket.get_permission = lambda bucket, action, resource: PermissionResult.NEUTRAL

server = make_server(
    "127.0.0.1",
    0,
    DomainDispatcherApplication(create_backend_app),
    threaded=True,
    request_handler=MotoRequestHandler,
)
os.environ["MOTO_PORT"] = str(server.server_port)
print(json.dumps({"port": server.server_port}), flush=True)
# What moto prints later belongs in the log, which is standard error.
os.dup2(2, 1)

# Imported after the port is printed, since it is slow; until then connections wait in the socket's queue. Isolated Python
# (-I) doesn't find modules beside the script, and no compiled copy of this one belongs into the project's folder.
sys.path.append(os.path.dirname(__file__))
sys.dont_write_bytecode = True
import filters  # noqa: E402, F401
import partitions  # noqa: E402, F401
import security_group_rules  # noqa: E402, F401

sys.dont_write_bytecode = False


def import_ahead() -> None:
    """Imports the services before the first request needs them."""
    for service in sys.argv[1:]:
        importlib.import_module(f"moto.{service}.responses")


threading.Thread(target=import_ahead, daemon=True).start()
server.serve_forever()
