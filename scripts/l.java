///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java

import pegasus.cli.App;
import pegasus.cli.LockMode;

/// Lock mode: edit the queue while it is being worked off.
void main(String... args) {
  System.exit(App.run(new LockMode(), args));
}
