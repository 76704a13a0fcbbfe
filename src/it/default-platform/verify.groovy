import groovy.json.JsonSlurper

def target = new File(basedir, "target")
def log = new File(basedir, "build.log").text
assert log.contains("using the default platform, alpha")
assert log.contains("new symbol TOASTER_CRUMB_TRAY (not in platforms/alpha/.ops-config) takes its default: y")

def alpha = new File(target, "ops-alpha")
def beta = new File(target, "ops-beta")
assert new File(alpha, "lib").list().sort() == ["jackson-core-${jacksonVersion}.jar", "ops-features-api-${projectVersion}.jar"]*.toString()
assert new File(beta, "lib").list() as List == ["ops-features-api-${projectVersion}.jar".toString()]
assert new File(alpha, "share/ops/image_features").text == "ALPHA JACKSON_CORE TOASTER_CRUMB_TRAY\n"
assert new File(beta, "share/ops/image_features").text == "BETA\n"

def manifest = new JsonSlurper().parse(new File(alpha, "share/ops/manifest.json"))
assert manifest.platform == "alpha"
assert manifest.version == "1.0"
assert manifest.features.ALPHA == "flag"
assert manifest.features.JACKSON_CORE == "com.fasterxml.jackson.core:jackson-core:${jacksonVersion}"
assert manifest.keyValues == [TOASTER_SLOTS: "4"]

def schema = { new JsonSlurper().parse(new File(it, "share/openvswitch/toaster.ovsschema")) }
assert schema(alpha).tables.keySet() == ["Toaster", "Crumb_Tray"] as Set
assert schema(beta).tables.keySet() == ["Toaster"] as Set
assert schema(beta).tables.Toaster.columns.keySet() == ["slots"] as Set
assert schema(alpha).cksum == manifest.schemas.Toaster.cksum
def xml = new File(beta, "share/openvswitch/toaster.xml").text
assert !xml.contains("Crumb_Tray") && !xml.contains("name=\"tray\"") && !xml.contains("feature_list")

assert new File(alpha, "bin/toast").canExecute()
assert log.readLines().contains("toast, buttered")
["configure", "schema", "manifest", "assemble", "run", "help"].each { assert log.contains("ops:" + it) }
assert new File(target, "ops-alpha-1.0.tar.gz").isFile()
assert new File(target, ".ops-config-alpha").text.contains("OPS_CONFIG_TOASTER_SLOTS=4")
// The last build's platform is the selected one.
assert new File(target, ".ops-config").text == new File(target, ".ops-config-beta").text
def decisions = new File(target, "ops-mod-config.log").text
assert decisions.contains("out: com.fasterxml.jackson.core:jackson-core:${jacksonVersion} (JACKSON_CORE is not set)")
assert decisions.contains("key-value: TOASTER_SLOTS=2")
return true
