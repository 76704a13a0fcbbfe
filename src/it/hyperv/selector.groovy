// Its image holds the library of Windows, which is built where gcc and mingw-w64 are.
return new File(basedir, "../../../../ops-datapath-native/target/native-jar/windows-x86_64").isDirectory()
