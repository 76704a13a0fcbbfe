import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
assert !log.contains("\tat ")

// Each error names place, table, column, tag, and every single change that mends it, and then the next command.
def error = "rules.extschema:25:65: table Always, column refers: refers to table Target, which is pruned because NEVER is off" +
        " (tag [\"NEVER\"]), while the column is kept (untagged); switch on INNER, or tag the column with [\"NEVER\"]"
assert log.contains("platform alpha: ") && log.contains(error)
assert log.contains("next: mvn ops:enable -Dsymbol=INNER -Dplatform=alpha")
assert log.contains("1 database, platforms alpha, beta: 1 error\n")
// The next command is told by the check as well as by the build.
assert log.readLines().count { it.contains("next: mvn ops:enable -Dsymbol=INNER -Dplatform=alpha") } == 2
// With Kconfig's part in it: INNER off is what breaks beta.
assert log.contains("platform beta without INNER: ")

def rules = new JsonSlurper().parse(new File(basedir, "target/ops-beta/share/openvswitch/rules.ovsschema")).tables
assert rules.keySet() == ["Kept", "Always", "Target"] as Set
// A kept tagged entity inside keeps what encloses it; its siblings are judged by themselves.
assert rules.Kept.columns.keySet() == ["replaces", "map"] as Set
assert rules.Kept.columns.map.type.key.enum == ["set", ["key"]]
assert rules.Kept.columns.map.type.value.enum == ["set", ["value"]]
def text = new File(basedir, "target/ops-beta/share/openvswitch/rules.xml").text
assert text.contains("First") && text.contains("Second") && !text.contains("inherits") && text.contains("name=\"map\"")
assert text.contains("Nested") && text.contains("key=\"a\"") && !text.contains("key=\"b\"")
assert !text.contains("feature_list")
return true
