# SPDX-License-Identifier: Apache-2.0
"""The hooks of pytest: every marker whose name starts like a feature's must be enabled for a test to run."""

import os

import pytest

from . import manifest as manifests

_STATE = "_ops_state"


class _State:
    def __init__(self, prefixes, manifest, problem):
        self.prefixes = prefixes
        self.manifest = manifest
        self.problem = problem


def pytest_addoption(parser):
    group = parser.getgroup("ops", "tests of modular images")
    group.addoption(
        "--ops-manifest",
        metavar="PATH",
        help="manifest.json or image_features of the image under test, or a folder that holds it",
    )
    parser.addini("ops_manifest", "as --ops-manifest; relative to the folder of this file")
    parser.addini("ops_prefix", "what the names of features start with", type="args", default=["OPS_"])


def pytest_configure(config):
    prefixes = tuple(config.getini("ops_prefix"))
    manifest, problem = None, None
    try:
        path = manifests.find(config.getoption("--ops-manifest"), os.environ, _ini(config), _roots(config))
        if path is not None:
            manifest = manifests.read(path)
    except manifests.ManifestError as error:
        problem = str(error)
    setattr(config, _STATE, _State(prefixes, manifest, problem))
    if manifest is None:
        return
    for symbol in sorted(manifest.known if manifest.known is not None else manifest.enabled):
        if symbol.startswith(prefixes):
            config.addinivalue_line("markers", symbol + ": runs only where the feature is in the image")
    if manifest.known is None:
        # The names of what is off are not in the file, so pytest cannot be told of them.
        for prefix in prefixes:
            config.addinivalue_line("filterwarnings", "ignore:Unknown pytest.mark." + prefix)


def pytest_report_header(config):
    state = getattr(config, _STATE)
    if state.problem:
        return "ops: " + state.problem
    if state.manifest is None:
        return "ops: no manifest"
    manifest = state.manifest
    line = "ops: %s%d features on" % (
        "platform " + manifest.platform + ", " if manifest.platform else "",
        len(manifest.enabled),
    )
    if manifest.known is None:
        line += " (a list of these only: a misspelt name shows as off)"
    return line + ", " + manifest.source


def pytest_collection_modifyitems(config, items):
    state = getattr(config, _STATE)
    mistakes = []
    for item in items:
        required = []
        for mark in item.iter_markers():
            if mark.name.startswith(state.prefixes) and mark.name not in required:
                required.append(mark.name)
        if not required:
            continue
        if state.manifest is None:
            raise pytest.UsageError(_no_manifest(config, state, item, required))
        mistakes += ["%s: %s" % (item.nodeid, _mistake(state.manifest, symbol)) for symbol in required
                     if _mistake(state.manifest, symbol)]
        missing = sorted(symbol for symbol in required if symbol not in state.manifest.enabled)
        if missing:
            reason = "needs %s, which %s off%s" % (
                ", ".join(missing),
                "is" if len(missing) == 1 else "are",
                state.manifest.where(),
            )
            item.add_marker(pytest.mark.skip(reason=reason))
    if mistakes:
        raise pytest.UsageError("\n".join(mistakes))


def _mistake(manifest, symbol):
    if symbol in manifest.values:
        return "%s is no feature but a value, %s, in %s; perhaps you should name the feature that it belongs to" % (
            symbol,
            manifest.values[symbol],
            manifest.source,
        )
    if manifest.is_unknown(symbol):
        nearest = manifest.nearest(symbol)
        return "the Kconfig tree of %s has no symbol %s; perhaps you %s" % (
            manifest.source,
            symbol,
            "mean " + " or ".join(nearest) if nearest else "should define it there",
        )
    return None


def _no_manifest(config, state, item, required):
    return "%s: cannot tell whether %s is enabled: %s" % (
        item.nodeid,
        ", ".join(sorted(required)),
        state.problem or "there is no manifest; " + manifests.advice(_roots(config)),
    )


def _ini(config):
    value = config.getini("ops_manifest")
    if not value:
        return None
    base = os.path.dirname(str(config.inifile)) if getattr(config, "inifile", None) else str(config.rootdir)
    return os.path.join(base, value)


def _roots(config):
    return [str(config.invocation_params.dir), str(config.rootdir)]
