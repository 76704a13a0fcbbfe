# SPDX-License-Identifier: Apache-2.0
"""Each test is a claim; the suites inside are run by pytest within pytest."""

import json

SUITE = """
    import pytest

    def test_plain(): pass

    @pytest.mark.OPS_NTPD
    def test_on(): pass

    @pytest.mark.OPS_NTPD
    @pytest.mark.OPS_OSPFD
    def test_off(): assert False

    @pytest.mark.OPS_SFLOW
    @pytest.mark.OPS_OSPFD
    class TestBothOff:
        def test_one(self): assert False

        @pytest.mark.OPS_BGPD
        def test_two(self): assert False
"""


def test_runs_a_test_only_where_all_its_features_are_on(pytester, run, manifest):
    pytester.makepyfile(SUITE)
    result = run("--ops-manifest", str(manifest))
    result.assert_outcomes(passed=2, skipped=3)
    result.stdout.fnmatch_lines(
        [
            "ops: platform as5712, 3 features on, *manifest.json",
            "*needs OPS_OSPFD, which is off on platform as5712",
            "*needs OPS_OSPFD, OPS_SFLOW, which are off on platform as5712",
        ]
    )


def test_registers_all_symbols_for_strict_markers(pytester, run, manifest):
    pytester.makepyfile(SUITE)
    run("--ops-manifest", str(manifest), "--strict-markers").assert_outcomes(passed=2, skipped=3)
    result = pytester.runpytest("-p", "pytest_ops", "--ops-manifest", str(manifest), "--markers")
    result.stdout.fnmatch_lines(["@pytest.mark.OPS_OSPFD: runs only where the feature is in the image"])


def test_an_unknown_symbol_is_an_error_with_the_nearest_name(pytester, run, manifest):
    pytester.makepyfile("import pytest\n@pytest.mark.OPS_NTP\ndef test_it(): pass\n")
    result = run("--ops-manifest", str(manifest))
    assert result.ret == 4
    result.stderr.fnmatch_lines(
        ["*test_it: the Kconfig tree of *manifest.json has no symbol OPS_NTP; perhaps you mean OPS_NTPD"]
    )


def test_a_value_is_no_feature(pytester, run, manifest):
    pytester.makepyfile("import pytest\n@pytest.mark.OPS_PORT_COUNT\ndef test_it(): pass\n")
    result = run("--ops-manifest", str(manifest))
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*OPS_PORT_COUNT is no feature but a value, 54*"])


def test_without_a_manifest_marked_tests_are_an_error_and_others_run(pytester, run, manifest):
    manifest.unlink()
    plain = pytester.makepyfile(test_plain="def test_it(): pass\n")
    result = run(str(plain))
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["ops: no manifest"])
    pytester.makepyfile(SUITE)
    result = run()
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*cannot tell whether OPS_NTPD is enabled: there is no manifest; perhaps you*"])


def test_a_manifest_that_is_named_must_exist(pytester, run, monkeypatch):
    pytester.makepyfile(SUITE)
    monkeypatch.setenv("OPS_MANIFEST", "gone.json")
    result = run()
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*gone.json: the environment variable OPS_MANIFEST names it*"])


def test_option_goes_before_environment_before_ini_before_build(pytester, run, manifest, monkeypatch):
    pytester.makepyfile(SUITE)

    def make(path, platform):
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(dict(json.loads(manifest.read_text()), platform=platform)))
        return path

    def platform(*arguments):
        lines = [line for line in run(*arguments).outlines if line.startswith("ops: platform")]
        return lines[0].split(",")[0].split()[-1]

    make(pytester.path / "target" / "ops-manifest.json", "built")
    assert platform() == "built"
    make(pytester.path / "conf" / "image.json", "ini")
    pytester.makeini("[pytest]\nops_manifest = conf/image.json\n")
    assert platform() == "ini"
    monkeypatch.setenv("OPS_MANIFEST", str(make(pytester.path / "env.json", "environment")))
    assert platform() == "environment"
    assert platform("--ops-manifest", str(make(pytester.path / "option.json", "option"))) == "option"


def test_reads_image_features(pytester, run):
    pytester.makepyfile(SUITE)
    (pytester.path / "image_features").write_text("AS5712 OPS_NTPD\n")
    result = run("--ops-manifest", "image_features", "-W", "error::pytest.PytestUnknownMarkWarning")
    result.assert_outcomes(passed=2, skipped=3)
    result.stdout.fnmatch_lines(
        ["ops: 2 features on (a list of these only: a misspelt name shows as off), image_features"]
    )


def test_takes_the_manifest_of_an_image_folder(pytester, run, manifest):
    pytester.makepyfile(SUITE)
    folder = pytester.path / "image" / "share" / "ops"
    folder.mkdir(parents=True)
    manifest.rename(folder / "manifest.json")
    run("--ops-manifest", "image").assert_outcomes(passed=2, skipped=3)


def test_names_what_is_wrong_with_a_file(pytester, run):
    pytester.makepyfile(SUITE)
    (pytester.path / "list").write_text("OPS_A\n<html>\n")
    result = run("--ops-manifest", "list")
    assert result.ret == 4
    result.stderr.fnmatch_lines(['*list:2: "<html>" is no name of a feature*'])
    (pytester.path / "broken.json").write_text('{"features": {},}')
    result = run("--ops-manifest", "broken.json")
    result.stderr.fnmatch_lines(["*broken.json: *line 1 column*perhaps you should build again*"])


def test_the_prefix_can_be_another_one(pytester, run, manifest):
    pytester.makeini("[pytest]\nops_prefix = AS BOX_\n")
    pytester.makepyfile("import pytest\n@pytest.mark.AS5712\n@pytest.mark.OPS_NEVER\ndef test_it(): pass\n")
    run("--ops-manifest", str(manifest)).assert_outcomes(passed=1)
