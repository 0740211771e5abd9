///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//CDS
//RUNTIME_OPTIONS -Xlog:disable "-Xlog:all=warning,cds*=off,aot*=off:stderr" -XX:+UseSerialGC -Xms32m -Xmn24m
//RUNTIME_OPTIONS -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000
//RUNTIME_OPTIONS -XX:Tier4BackEdgeThreshold=400000
//RUNTIME_OPTIONS -XX:CompileCommand=quiet -XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.01
//DEPS ../pegasus.java

import pegasus.cli.App;
import pegasus.cli.QueueMode;

/// Queue mode: each command once, on the next free host.
void main(String... args) {
  App.exit(App.run(new QueueMode(), args));
}
