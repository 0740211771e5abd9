//JAVA 25+
//DEPS ../pegasus.java
import pegasus.*;
import pegasus.Queue; // by name: java.util has one too

System.out.println("Try: Broadcast.run(Hosts.of(\"localhost\"), \"uname -a\")");
