import groovy.json.JsonSlurper

def target = new File(basedir, "target")
def log = new File(basedir, "build.log").text
assert log.contains("ops:get works on one platform, but alpha, beta are named; perhaps you should add -Dplatform=alpha")
assert log.contains('unknown platform "gamma"; known platforms are: alpha, beta.')

// Each platform has its folder, its archive, its bill of materials and its header.
["alpha", "beta"].each { platform ->
    assert new File(target, "ops-$platform/bin/toast").canExecute()
    assert new File(target, "ops-$platform/share/ops/licences.txt").isFile()
    assert new File(target, "ops-$platform-1.0.tar.gz").isFile()
    assert new JsonSlurper().parse(new File(target, "ops-$platform-1.0-cyclonedx.json")).specVersion == "1.6"
    assert new File(target, "include/$platform/ops-features.h").text.contains("#define ${platform.toUpperCase()} 1\n")
}
def slots = { folder, platform ->
    new JsonSlurper().parse(new File(basedir, "$folder/ops-$platform/share/ops/manifest.json")).keyValues.TOASTER_SLOTS
}
assert slots("target", "alpha") == "4" && slots("target", "beta") == "2"
def decisions = new File(target, "ops-mod-config.log").text
assert decisions =~ /(?s)==== platform alpha ====.*key-value: TOASTER_SLOTS=4.*==== platform beta ====.*key-value: TOASTER_SLOTS=2/

// Properties without a platform's name are those on which all agree; the last build had one platform.
assert log.contains("3 symbols differ between the platforms, so they are no properties: ALPHA, TOASTER_SLOTS, BETA")
def shown = new Properties()
new File(target, "shown/shown.properties").withInputStream { shown.load(it) }
assert shown == [platform: "beta", platforms: "beta", alpha: '${ops.alpha.features}', beta: "BETA TOASTER_TIMER",
    timer: "y", slots: "2"]
assert new File(target, ".ops-config").text.contains("OPS_CONFIG_BETA=y")

// Overrides: in the image, in the log, on the console, and not in the committed file.
assert slots("override", "beta") == "6"
assert new File(basedir, "override/ops-beta/share/ops/image_features").text == "BETA TOASTER_TIMER TOASTER_RADIO\n"
def overridden = new File(basedir, "override/ops-mod-config.log").text
["override: fragment radio.config", "override: TOASTER_SLOTS=6", "overridden: TOASTER_SLOTS 2 -> 6",
    "overridden: TOASTER_RADIO n -> y"].each { assert log.contains(it) && overridden.contains(it) : it }
assert new File(basedir, "platforms/beta/.ops-config").text.contains("OPS_CONFIG_TOASTER_SLOTS=2\n")
assert log.contains("nine.config:3: OPS_CONFIG_TOASTER_SLOTS=9: TOASTER_SLOTS is an int (decimal, without leading zeros) from 1 to 8")
assert log.contains("-Dops.set=: there is no symbol TOASTER_SLOT in this tree, perhaps you mean TOASTER_SLOTS")

// The platform of .mvn/maven.config, twice: the second build found everything done.
assert log.contains("tar.gz: ${new File(target, 'ops-beta-1.0.tar.gz')} (up to date")
assert !log.contains("\tat ")
return true
