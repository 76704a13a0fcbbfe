import groovy.xml.XmlSlurper
import groovy.json.JsonSlurper

def image = new File(basedir, "target/ops-as5712")
def jars = new File(image, "lib").list() as List
assert !jars.any { it.startsWith("ops-mirror") || it.startsWith("ops-system-stats") }
assert !jars.any { it.startsWith("ops-kconfig") || it.startsWith("jline") }
assert jars.any { it.startsWith("ops-ovsdb-metrics") } && jars.any { it.startsWith("micrometer-registry-prometheus") }
assert !new File(image, "bin/ops-kconfig").exists()
assert jars.any { it.startsWith("ops-datapath-userspace") }
def schema = new JsonSlurper().parse(new File(image, "share/openvswitch/vswitch.ovsschema"))
assert schema.name == "Open_vSwitch" && schema.version == "8.8.0"
assert !schema.tables.containsKey("Mirror")
assert !schema.tables.Bridge.columns.containsKey("mirrors")
assert !schema.tables.Open_vSwitch.columns.containsKey("statistics")
def xml = new XmlSlurper().parse(new File(image, "share/openvswitch/vswitch.xml"))
assert xml.table.find { it.@name == "Mirror" }.isEmpty()
assert !new File(image, "share/openvswitch/vswitch.xml").text.contains("feature_list")
def manifest = new JsonSlurper().parse(new File(image, "share/ops/manifest.json"))
assert !manifest.features.containsKey("OPS_MIRROR")
assert manifest.features.OPS_DATAPATH_USERSPACE.startsWith("io.opsswitch:ops-datapath-userspace:")
return true
