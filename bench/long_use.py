"""Count widgets and memory after long use of every workbench and panel: a cell run 100 times, a menu changed 300 times.

`python bench/long_use.py`, or with a folder of seeds as its argument. Run in a real kernel, as a notebook does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).parents[1]
NAMES = ("tiers", "estimates", "labour", "debate", "what_if", "code_it")
BEGIN = """
import gc, itertools, os, tempfile
import ipywidgets.widgets.widget as instances
import tipseeds as tip
corpus = tip.load({path!r})
os.chdir(tempfile.mkdtemp())

def state():
    gc.collect()
    pages = int(open("/proc/self/statm").read().split()[1])
    return f"{{len(instances._instances):4}} widgets, {{pages * os.sysconf('SC_PAGE_SIZE') / 1e6:6.1f}} MB"
"""
RUN = "panel = tip.explore.{name}(corpus)\npanel"
CHANGE = """
given = {name: one for name, one in panel.controls.items() if name not in ("sort", "comment", "others")}
menus = [one for one in given.values() if len(one.options) > 1]
for number, one in zip(range(300), itertools.cycle(menus)):
    value = one.options[number % len(one.options)]
    one.value = [] if isinstance(value, int) else value
for number, one in zip(range(0 if menus else 300), itertools.cycle(panel.controls.values())):
    one.value = float(one.value) * (1.01 if number % 8 < 4 else 1 / 1.01)
"""


def main(path: str | None) -> None:
    """Print widgets and memory before and after, one line a workbench."""
    manager, kernel = start_new_kernel(kernel_name="python3")
    said: list[str] = []

    def run(code: str, cell: str) -> str:
        said.clear()
        message = kernel.session.msg("execute_request", {"code": code, "silent": False, "store_history": True})
        message["metadata"]["cellId"] = cell  # as JupyterLab sends it: a cell that runs again closes what it opened
        kernel.shell_channel.send(message)
        while True:
            answer = kernel.get_iopub_msg(timeout=120)
            kind, content = answer["header"]["msg_type"], answer["content"]
            if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            if kind == "stream":
                said.append(content["text"])
            elif kind == "error":
                raise RuntimeError("\n".join(content["traceback"]))
            elif kind == "status" and content["execution_state"] == "idle":
                return "".join(said).strip()

    try:
        run(BEGIN.format(path=path), "begin")
        for name in NAMES:
            run(RUN.format(name=name), name)
            once = run("print(state())", "state")
            for _ in range(99):
                run(RUN.format(name=name), name)
            again = run("print(state())", "state")
            run(CHANGE, "change")
            print(f"{name:10} once {once}; 100 times {again}; 300 changes {run('print(state())', 'state')}", flush=True)
    finally:
        kernel.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")]))
    main(sys.argv[1] if len(sys.argv) > 1 else None)
