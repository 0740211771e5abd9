///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//CDS
//RUNTIME_OPTIONS -Xlog:disable "-Xlog:all=warning,cds*=off,aot*=off:stderr" -XX:+UseSerialGC -Xms16m
//DEPS ../pegasus.java

import pegasus.cli.App;
import pegasus.cli.LockMode;

/// Lock mode: edit the queue while it is being worked off.
void main(String... args) {
  App.exit(App.run(new LockMode(), args));
}
