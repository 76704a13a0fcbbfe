def log = new File(basedir, "build.log").text
def line = log.readLines().find { it.contains("Crumb_Tray") && it.contains("[ERROR]") }
assert line != null && line.contains("Toaster") && line.contains("tray") && line.contains("TOASTER_TRAY")
assert !log.contains("\tat ")
return true
