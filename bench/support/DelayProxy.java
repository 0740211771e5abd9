package bench.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A far server: passes connections on to a near one, and every byte so much later, both ways.
public final class DelayProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int to;
  private final long delayNanos;

  private DelayProxy(ServerSocket server, int to, long delayNanos) {
    this.server = server;
    this.to = to;
    this.delayNanos = delayNanos;
  }

  /// @param to the port of the near server on loopback
  /// @param millis how much later, each way
  public static DelayProxy start(int to, long millis) throws IOException {
    var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var proxy = new DelayProxy(server, to, TimeUnit.MILLISECONDS.toNanos(millis));
    Thread.startVirtualThread(proxy::accept);
    return proxy;
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket near = new Socket(InetAddress.getLoopbackAddress(), to);
        pass(client, near);
        pass(near, client);
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void pass(Socket from, Socket to) throws IOException {
    from.setTcpNoDelay(true);
    var late = new LinkedBlockingQueue<Packet>();
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    Thread.startVirtualThread(() -> read(in, late));
    Thread.startVirtualThread(() -> write(late, to, out));
  }

  /// Some bytes, and when they are to arrive. None are the end.
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Packet(byte[] bytes, long due) {}

  private void read(InputStream in, BlockingQueue<Packet> late) {
    var buffer = new byte[1 << 16];
    int length;
    do {
      length = readSome(in, buffer);
      late.add(new Packet(Arrays.copyOf(buffer, length), System.nanoTime() + delayNanos));
    } while (length > 0);
  }

  private static int readSome(InputStream in, byte[] buffer) {
    try {
      return Math.max(0, in.read(buffer));
    } catch (IOException e) {
      return 0;
    }
  }

  private static void write(BlockingQueue<Packet> late, Socket to, OutputStream out) {
    try (to) {
      for (Packet next = late.take(); next.bytes().length > 0; next = late.take()) {
        TimeUnit.NANOSECONDS.sleep(next.due() - System.nanoTime());
        out.write(next.bytes());
      }
    } catch (IOException | InterruptedException e) {
      return; // nobody is there to take it
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
