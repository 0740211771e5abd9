///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//CDS
//RUNTIME_OPTIONS -Xlog:disable "-Xlog:all=warning,cds*=off,aot*=off:stderr" -XX:+UseSerialGC -Xms32m -Xmn24m -XX:MaxRAM=64g
//RUNTIME_OPTIONS -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000
//RUNTIME_OPTIONS -XX:Tier4BackEdgeThreshold=400000
//RUNTIME_OPTIONS -XX:CompileCommand=quiet
//RUNTIME_OPTIONS -XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.AESCrypt::encryptBlock,0.001
//RUNTIME_OPTIONS -XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.GHASH::*,0.001
//RUNTIME_OPTIONS -XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.GCTR::*,0.001
//RUNTIME_OPTIONS -XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.CounterMode::crypt,0.0002
//RUNTIME_OPTIONS -XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.GaloisCounterMode::implGCMCrypt,0.0002
//RUNTIME_OPTIONS -XX:CompileCommand=CompileThresholdScaling,pegasus.spec.QueueYaml*::*,100.0
//DEPS ../pegasus.java

import pegasus.cli.App;
import pegasus.cli.LockMode;

/// Lock mode: edit the queue while it is being worked off.
void main(String... args) {
  App.exit(App.run(new LockMode(), args));
}
