def log = new File(basedir, "build.log").text
assert log.contains("idl: com.example.db: 4 files, 4 changed")
assert log.contains("idl: com.example.db: 4 files, all up to date")
assert log.contains("Nothing to compile - all classes are up to date")

def sources = new File(basedir, "target/generated-sources/ops/com/example/db")
assert sources.list().sort().toList() == ["ShopDatabase.java", "Slot.java", "Toaster.java", "package-info.java"]
assert new File(sources, "Toaster.java").text.contains("/** What it does with Slots &#38; bread. Column {@code mode}; null if it is empty.")

// What the program printed.
assert log.contains("sold: Bert 800.0 de-frost [red, small]")
assert log.contains("first slot: 30 {side=left}")
assert log.contains("second slot: -1")
assert log.contains("changed: null [1] [old, red, small] false")
assert log.contains("slots left: 1")

assert log.contains('<packageName> is "com.class", which is no name of a Java package; perhaps you should set it to one such as com.example.db')
assert log.contains("there is no schema in ${new File(basedir, 'src')}; perhaps you should name one with <schema>")
assert !log.contains("\tat ")
return true
