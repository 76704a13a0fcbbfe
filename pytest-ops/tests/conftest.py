# SPDX-License-Identifier: Apache-2.0
import json

import pytest

pytest_plugins = ["pytester"]

MANIFEST = {
    "platform": "as5712",
    "features": {"OPS_NTPD": "flag", "OPS_BGPD": None, "AS5712": "flag"},
    "keyValues": {"OPS_PORT_COUNT": "54"},
    "disabled": ["OPS_OSPFD", "OPS_SFLOW"],
}


@pytest.fixture
def manifest(pytester, monkeypatch):
    """A manifest where nothing else names one."""
    for name in ("OPS_MANIFEST", "OPS_HOME", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    path = pytester.path / "manifest.json"
    path.write_text(json.dumps(MANIFEST))
    return path


@pytest.fixture
def run(pytester, manifest):
    """Run pytest with the plugin on tests."""

    def run_it(*arguments):
        return pytester.runpytest("-p", "pytest_ops", "-rs", *arguments)

    return run_it
