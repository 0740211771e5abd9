package pegasus.session;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/// Hands sshj the socket that is already connected, whatever it leads through.
final class Connected extends SocketFactory {
  private final Socket socket;

  Connected(Socket socket) {
    this.socket = socket;
  }

  @Override
  public Socket createSocket() {
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    return socket;
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return socket;
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    return socket;
  }
}
