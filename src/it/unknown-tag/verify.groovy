def log = new File(basedir, "build.log").text
assert log =~ /toaster\.extschema:7.*TOASTER_TIMR.*TOASTER_TIMER/
assert !log.contains("\tat ")
return true
