package pegasus.session;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import pegasus.session.SshSettings.Family;
import pegasus.session.SshSettings.Route;

/// Opens what the bytes to and from an SSH server go through: a socket, or what behaves like one.
@FunctionalInterface
interface SshWire {
  /// @return connected
  Socket open() throws IOException;

  static SshWire over(SshSettings settings, Route.Direct route) {
    return () -> direct(settings, route);
  }

  static SshWire by(SSHClient jump, SshSettings settings) {
    return () -> through(jump, settings);
  }

  /// Over TCP, to the first of the host's addresses that answers.
  ///
  /// @throws SshFailure when no address does
  private static Socket direct(SshSettings settings, Route.Direct route) throws IOException {
    var addresses = addresses(settings.hostname(), route.family()).iterator();
    while (true) {
      try {
        return connected(new InetSocketAddress(addresses.next(), settings.port()), settings, route);
      } catch (SshFailure e) {
        if (!addresses.hasNext()) {
          throw e;
        }
      }
    }
  }

  private static List<InetAddress> addresses(String name, Family family) throws SshFailure {
    try {
      var found = Stream.of(InetAddress.getAllByName(name)).filter(a -> fits(a, family)).toList();
      if (found.isEmpty()) {
        throw new UnknownHostException();
      }
      return found;
    } catch (UnknownHostException e) {
      throw new SshFailure(
          "no address is known for '%s': is it spelled right, here and in ssh_config?"
              .formatted(name),
          e);
    }
  }

  private static boolean fits(InetAddress address, Family family) {
    return switch (family) {
      case ANY -> true;
      case INET -> address instanceof Inet4Address;
      case INET6 -> address instanceof Inet6Address;
    };
  }

  private static Socket connected(InetSocketAddress to, SshSettings settings, Route.Direct route)
      throws IOException {
    var socket = new Socket();
    try {
      // Without it every command costs 48 ms: Nagle's algorithm against the server's delayed ACK.
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (route.bindAddress().isPresent()) {
        socket.bind(new InetSocketAddress(route.bindAddress().get(), 0));
      }
      socket.connect(to, Math.toIntExact(settings.connectTimeout().toMillis()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw explained(e, to, settings);
    }
  }

  private static IOException explained(IOException e, InetSocketAddress to, SshSettings settings) {
    String place = settings.user() + "@" + to.getAddress().getHostAddress() + ":" + to.getPort();
    return switch (e) {
      case SocketTimeoutException _ ->
          new SshFailure(
              "no answer from %s within %s s (ConnectTimeout): is it up, and let through by firewalls?"
                  .formatted(place, settings.connectTimeout().toSeconds()),
              e);
      case ConnectException _ when String.valueOf(e.getMessage()).contains("refused") ->
          new SshFailure(
              "connection refused by %s: does an SSH server listen on that port?".formatted(place),
              e);
      default -> new SshFailure("no connection to %s: %s".formatted(place, e.getMessage()), e);
    };
  }

  /// Through a server that lets us connect from it.
  ///
  /// @throws SshFailure when that server cannot, or does not want to
  private static Socket through(SSHClient jump, SshSettings settings) throws IOException {
    int patience = Math.toIntExact(settings.connectTimeout().toMillis());
    jump.getConnection().setTimeoutMs(patience);
    String place = settings.hostname() + ":" + settings.port();
    try {
      var channel = jump.newDirectConnection(settings.hostname(), settings.port());
      return new StreamSocket(channel.getInputStream(), channel.getOutputStream());
    } catch (OpenFailException e) {
      throw new SshFailure(
          "the jump host has no way to %s: %s".formatted(place, e.getMessage()), e);
    } catch (SSHException e) {
      throw new SshFailure(
          "the jump host opened no way to %s within %s s (ConnectTimeout): %s"
              .formatted(place, settings.connectTimeout().toSeconds(), e.getMessage()),
          e);
    }
  }
}
