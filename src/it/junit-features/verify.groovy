import groovy.xml.XmlSlurper

// [name: skipped reason or ""] of each test of a class.
def results = { folder, test ->
    def suite = new XmlSlurper().parse(new File(basedir, "target/reports-$folder/TEST-com.example.${test}.xml"))
    suite.testcase.collectEntries { [it.@name.text(), it.skipped.isEmpty() ? "" : it.skipped.@message.text()] }
}
def core = "core-$junitVersion"
assert results(core, "BgpTest") == [constantsAndManifestTellTheSame: "", needsTimeAsWell: ""]
assert results(core, "MixedTest") == [plain: "", time: "", timeOfRoutes: ""]
def off = { symbols -> "needs $symbols, which is off on platform edge (target/ops-manifest.json)".toString() }
assert results("edge-6.1.3", "MixedTest") == [plain: "", time: "", timeOfRoutes: off("OPS_BGPD")]
assert results("edge-6.1.3", "BgpTest").values().every { it == off("OPS_BGPD") }

def log = new File(basedir, "build.log").text
assert log.contains("has no symbol OPS_BGP; perhaps you mean OPS_BGPD")
return true
