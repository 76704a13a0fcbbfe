import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
def target = new File(basedir, "target")
assert log.contains("2 databases, platforms alpha, beta, 4 changes of one symbol: sound")

def share = { new File(target, "ops-" + it + "/share/openvswitch") }
assert share("alpha").list().sort() == ["kitchen.extschema", "kitchen.ovsschema", "kitchen.xml", "leases.extschema", "leases.ovsschema"]
// A database of which nothing is left is not in the image, and not in its manifest.
assert share("beta").list().sort() == ["kitchen.extschema", "kitchen.ovsschema", "kitchen.xml"]
assert log.contains("schema Leases: left out, all its tables are pruned")
def manifest = { new JsonSlurper().parse(new File(target, "ops-" + it + "/share/ops/manifest.json")) }
assert manifest("alpha").schemas.keySet() == ["Kitchen", "Leases"] as Set
assert manifest("beta").schemas.keySet() == ["Kitchen"] as Set

def documents = new File(target, "schema-doc")
assert new File(documents, "alpha/index.html").text.contains("Databases of Kitchen")
assert new File(documents, "alpha/kitchen/table-Appliance.html").text.contains("KITCHEN_TOASTER")
assert new File(documents, "alpha/leases/table-Lease.html").isFile()
assert !new File(documents, "beta/leases").exists()
assert !new File(documents, "beta/kitchen/table-Toaster.html").exists()
assert new File(documents, "alpha/man").list().sort() == ["Kitchen.conf.db.5", "Leases.conf.db.5"]

def diff = new File(target, "platforms.diff").readLines()
assert diff.contains("- database Leases (its file is left alone, and nothing serves it)")
assert diff.contains("- table Toaster (data is dropped)")
assert diff.contains("- column Appliance.toaster (data is dropped)")
assert diff.any { it.startsWith("~ column Appliance.kind: string, either oven or toaster -> string, must be oven") }
assert diff.contains("needs conversion: yes")
assert diff.contains("converts any data without loss: no (3 of the changes above)")
def builds = new JsonSlurper().parse(new File(target, "builds.json"))
assert builds.size() == 1 && builds[0].needsConversion && !builds[0].lossless && builds[0].changes.size() == 3
return true
