///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//CDS
//RUNTIME_OPTIONS -Xlog:disable "-Xlog:all=warning,cds*=off,aot*=off:stderr" -XX:+UseSerialGC -Xms16m
//DEPS ../pegasus.java

import pegasus.cli.App;
import pegasus.cli.QueueMode;

/// Queue mode: each command once, on the next free host.
void main(String... args) {
  App.exit(App.run(new QueueMode(), args));
}
