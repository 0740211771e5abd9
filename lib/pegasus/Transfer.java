package pegasus;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import pegasus.PegasusException.Malformed;
import pegasus.session.Connector;
import pegasus.session.LocalTree;
import pegasus.session.Shells;
import pegasus.session.TreeCopy;

/// Copies files and folders to all hosts, or from all of them, in parallel over SFTP; sub-nodes of
/// one machine take part once.
///
/// Permissions and times are kept. Nobody ever sees half a file: each is written beside its place,
/// as `.NAME` with some letters behind it, and then put there; a program that dies meanwhile leaves
/// that behind. What is copied of a folder is what was in it at the start. A folder's copy gets
/// what is in it, and keeps what else was there. Symbolic links to files are followed; links to
/// folders, and what is neither file nor folder, are left out. Relative paths start where commands
/// do: in the home, or on `localhost` in this program's folder.
///
/// ```java
/// Transfer.push(hosts, Path.of("hosts.yaml"), "/tmp/conf/").orThrow(); // as /tmp/conf/hosts.yaml
/// Transfer.fetch(hosts, "/tmp/conf", Path.of("from")).orThrow(); // as from/localhost/conf
/// ```
public final class Transfer {
  private Transfer() {}

  /// Copies a file or folder to all hosts. A thread that is interrupted meanwhile ends that.
  ///
  /// @param hosts at least one
  /// @param from the file or folder
  /// @param to its path there, the folders above which are made; with `/` at its end, the folder
  ///   into which it goes; a template over the host's parameters
  /// @return how it went for each; failures are values, too
  /// @throws Malformed when there is no such file here, or the template does not fit the hosts
  public static Copies push(List<Host> hosts, Path from, String to) {
    return push(hosts, from, to, Options.defaults());
  }

  /// Like [#push(List, Path, String)].
  ///
  /// @param hosts at least one
  /// @param from the file or folder
  /// @param to its path there
  /// @param options how: the timeout counts for each host
  /// @return how it went for each
  public static Copies push(List<Host> hosts, Path from, String to, Options options) {
    if (!from.toFile().exists()) {
      throw new Malformed(from + ": there is no such file to copy");
    }
    String name =
        Optional.ofNullable(from.toAbsolutePath().normalize().getFileName())
            .orElseThrow(() -> new Malformed(from + " has no name; copy the folders in it"))
            .toString();
    return each(
        hosts,
        options,
        host ->
            new Copying(
                host,
                from.toString(),
                target(render(to, host), name, host),
                options.timeout(),
                (remote, stopped) -> new TreeCopy(new LocalTree(), remote, stopped)));
  }

  /// Copies a file or folder from all hosts, each into a folder of the host's name. A thread that
  /// is interrupted meanwhile ends that.
  ///
  /// @param hosts at least one
  /// @param from the file or folder there; a template over the host's parameters
  /// @param into the folder for all of them; made if it is not there
  /// @return how it went for each; failures are values, too
  public static Copies fetch(List<Host> hosts, String from, Path into) {
    return fetch(hosts, from, into, Options.defaults());
  }

  /// Like [#fetch(List, String, Path)].
  ///
  /// @param hosts at least one
  /// @param from the file or folder there
  /// @param into the folder for all of them
  /// @param options how: the timeout counts for each host
  /// @return how it went for each
  public static Copies fetch(List<Host> hosts, String from, Path into, Options options) {
    checkFolders(Hosts.of(hosts).nodes());
    return each(hosts, options, host -> fetching(host, render(from, host), into, options));
  }

  private static Copying fetching(Host host, String from, Path into, Options options) {
    String source =
        from.length() > 1 && from.endsWith("/") ? from.substring(0, from.length() - 1) : from;
    String name = source.substring(source.lastIndexOf('/') + 1);
    if (name.isEmpty() || List.of(".", "..", "~").contains(name)) {
      throw new Malformed(from + " has no name to be fetched by; name a file or folder");
    }
    return new Copying(
        host,
        source,
        into.resolve(folder(host)).resolve(name).toString(),
        options.timeout(),
        (remote, stopped) -> new TreeCopy(remote, new LocalTree(), stopped));
  }

  private static String target(String to, String name, Host host) {
    if (to.isEmpty()) {
      throw new Malformed("no place is named for the copy on " + host);
    }
    return to.endsWith("/") ? to + name : to;
  }

  private static String render(String path, Host host) {
    return new Job(path).render(host);
  }

  private static void checkFolders(Hosts nodes) {
    var folders = new HashMap<String, Host>();
    for (Host node : nodes) {
      Host other = folders.putIfAbsent(folder(node), node);
      if (other != null) {
        throw new Malformed(
            "the files of %s and %s would go into one folder; fetch them one after the other"
                .formatted(other, node));
      }
    }
  }

  /// The host's own name, as far as that can name a folder.
  private static String folder(Host host) {
    return host.hostname().replaceAll("[^\\w.@:%+-]|^\\.", "_");
  }

  private static Copies each(List<Host> hosts, Options options, Function<Host, Copying> order) {
    List<Copying> all = Hosts.some(hosts).nodes().stream().map(order).toList();
    Connector connector = options.connector(Shells.PLAIN);
    Runnable over = () -> {}; // what is interrupted while it copies ends that by itself
    return Patient.call(
        () -> new Copies(Parallel.map(all, copying -> copying.run(connector))), over);
  }
}
