# SPDX-License-Identifier: Apache-2.0
"""The files that say what is in an image: finding and reading them."""

import difflib
import json
import os
import re
from pathlib import Path

BUILT = "target/ops-manifest.json"
_IN_FOLDER = ("manifest.json", "share/ops/manifest.json", "image_features", "share/ops/image_features")
_SYMBOL = re.compile(r"[A-Za-z0-9_.-]+\Z")


class ManifestError(Exception):
    """There is no manifest, or it is none; the message says where, and what to do."""


class Manifest:
    """What a file says about an image.

    known is None when the file lists enabled features only: then a misspelt name cannot be told from one that is off.
    """

    def __init__(self, source, platform, enabled, known, values):
        self.source = str(source)
        self.platform = platform
        self.enabled = frozenset(enabled)
        self.known = None if known is None else frozenset(known)
        self.values = dict(values)

    def is_unknown(self, symbol):
        return self.known is not None and symbol not in self.known and symbol not in self.values

    def nearest(self, symbol):
        names = sorted(self.enabled | (self.known or frozenset()))
        return difflib.get_close_matches(symbol, names, n=3, cutoff=0.7)

    def where(self):
        return " on platform " + self.platform if self.platform else ""


def find(option, environment, ini, roots):
    """Return the path of the manifest, or None when nothing names one and none was built.

    A path that somebody named must exist. roots are folders that may hold a build's target folder.
    """
    named = (
        ("--ops-manifest", option),
        ("the environment variable OPS_MANIFEST", environment.get("OPS_MANIFEST")),
        ("the ini option ops_manifest", ini),
    )
    for who, value in named:
        if value:
            return _existing(who, Path(value))
    for root in roots:
        built = Path(root) / BUILT
        if built.is_file():
            return built
    home = environment.get("OPS_HOME")
    return _existing("the environment variable OPS_HOME", Path(home)) if home else None


def _existing(who, path):
    if not path.exists():
        raise ManifestError(
            "%s: %s names it, but it does not exist; perhaps you should build the image first" % (path, who)
        )
    return path


def read(path):
    """Read manifest.json or image_features, or the one of a folder."""
    path = Path(path)
    if path.is_dir():
        found = [path / name for name in _IN_FOLDER if (path / name).is_file()]
        if not found:
            raise ManifestError("%s: a folder without manifest.json or image_features; is it an image?" % path)
        path = found[0]
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestError("%s: cannot be read: %s" % (path, error)) from error
    return _read_json(path, text) if text.lstrip().startswith("{") else _read_names(path, text)


def _read_json(path, text):
    try:
        manifest = json.loads(text)
    except ValueError as error:
        raise ManifestError("%s: %s; perhaps you should build again to restore it" % (path, error)) from error
    features = manifest.get("features")
    if not isinstance(features, dict):
        raise ManifestError("%s has no object \"features\"; perhaps you named another file than the manifest" % path)
    disabled = manifest.get("disabled")
    known = None if disabled is None else set(features) | set(disabled)
    return Manifest(path, manifest.get("platform") or "", features, known, manifest.get("keyValues") or {})


def _read_names(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        for word in line.split():
            if not _SYMBOL.match(word):
                raise ManifestError(
                    "%s:%d: \"%s\" is no name of a feature; perhaps you should name the image's manifest.json"
                    " or image_features" % (path, number, word)
                )
    return Manifest(path, "", text.split(), None, {})


def advice(roots):
    """Say what to do when there is no manifest."""
    for root in roots:
        several = sorted((Path(root) / "target").glob("ops-manifest-*.json"))
        if several:
            names = [os.path.relpath(str(each), str(root)) for each in several]
            return "perhaps you should choose a platform: --ops-manifest=%s (there are: %s)" % (
                names[0],
                ", ".join(names),
            )
    return (
        "perhaps you should name the manifest.json of an image with --ops-manifest=, or run"
        " mvn initialize, which writes " + BUILT
    )
