import groovy.json.JsonSlurper

def image = { new File(basedir, "image/target/ops-" + it) }
def jars = { new File(image(it), "lib").list().findAll { it.startsWith("kettle-") }.sort() as List }
assert jars("camping") == ["kettle-gas-1.0.jar", "kettle-main-1.0.jar"]
assert jars("kitchen") == ["kettle-electric-1.0.jar", "kettle-main-1.0.jar"]

// A configuration file that wants both gets one.
assert jars("greedy").size() == 2 && jars("greedy").contains("kettle-main-1.0.jar")
def manifest = new JsonSlurper().parse(new File(image("greedy"), "share/ops/manifest.json"))
def implementations = manifest.features.keySet().findAll { it.startsWith("KETTLE_") }
assert implementations.size() == 1
assert manifest.disabled.containsAll(["KETTLE_GAS", "KETTLE_ELECTRIC"] - implementations)

// Each program finds the one that its image has, and its values.
def found = new File(basedir, "build.log").readLines().findAll { it.startsWith("found ") }
assert found == [
    "found KETTLE_GAS, enabled: true, litres: 1 on camping",
    "found KETTLE_ELECTRIC, enabled: true, litres: 2 on kitchen",
]
return true
