// Its image holds the native library, which is built where gcc and make are.
return new File(basedir, "../../../../ops-datapath-native/target/native/linux-x86_64/libops-datapath.so").isFile()
