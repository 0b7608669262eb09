"""Two products that start at the same moment never take the same port."""

import subprocess
import sys

_CHOOSE = """
import sys, pathlib
from onedoor.site.running import _choose_port
print(_choose_port("127.0.0.1", 0, pathlib.Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


def _starting(folder: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _CHOOSE, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _port_of(product: "subprocess.Popen[str]") -> int:
    assert product.stdout is not None
    return int(product.stdout.readline())


def test_two_products_starting_together_take_two_ports_and_free_them_again(tmp_path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    products = [_starting(folder) for folder in folders]
    ports = [_port_of(product) for product in products]
    for product in products:
        product.communicate("")
    assert len(set(ports)) == 2
    again = _starting(folders[0])
    assert _port_of(again) == ports[0]
    again.communicate("")
