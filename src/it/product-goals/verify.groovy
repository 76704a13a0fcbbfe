import java.nio.file.Files

def log = new File(basedir, "build.log").text
assert log.contains("no platform chosen; perhaps you should add -Dplatform= with one of: alpha, beta")

// The goal wrote alpha's file and left beta's as its owner wrote it.
assert new File(basedir, "platforms/alpha/.ops-config").text == """\
#
# Automatically generated file; DO NOT EDIT.
# Toaster for "alpha"
#
OPS_CONFIG_ALPHA=y
# OPS_CONFIG_TOASTER_TIMER is not set
OPS_CONFIG_TOASTER_SLOTS=4
"""
assert new File(basedir, "platforms/beta/.ops-config").text ==
    "# What beta wants.\nOPS_CONFIG_TOASTER_TIMER=y\nOPS_CONFIG_TOASTER_SLOTS=8\n"
assert log.readLines().containsAll(
    ["[INFO] -BETA y", "[INFO]  TOASTER_TIMER y -> n", "[INFO]  TOASTER_SLOTS 8 -> 4", "[INFO] +ALPHA y"])

// The build folder shows both, and the platform that was selected last.
def target = new File(basedir, "target").toPath()
assert Files.isSymbolicLink(target.resolve(".ops-config-alpha"))
assert target.resolve(".ops-config-alpha").toRealPath() ==
    new File(basedir, "platforms/alpha/.ops-config").toPath().toRealPath()
assert target.resolve(".ops-config-beta").toFile().text.contains("OPS_CONFIG_BETA=y\nOPS_CONFIG_TOASTER_TIMER=y\n")
assert Files.readSymbolicLink(target.resolve(".ops-config")).toString() == ".ops-config-beta"
assert !log.contains("\tat ")
return true
