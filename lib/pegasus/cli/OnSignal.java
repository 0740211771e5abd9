package pegasus.cli;

import java.lang.reflect.Proxy;
import java.util.Optional;

/// Does something each time this process gets a signal, until it is closed. A signal that the
/// process was told to ignore from outside (as by `nohup`), or that the JVM keeps for itself, does
/// what it did before.
///
/// All by reflection: javac warns wherever `sun.misc.Signal` is named, and nothing can stop it.
/// JLine has the same, but takes three times as long to start.
final class OnSignal implements AutoCloseable {
  private static final Class<?> SIGNAL = type("sun.misc.Signal");
  private static final Class<?> HANDLER = type("sun.misc.SignalHandler");

  private final String name;
  private final Optional<Object> former;

  /// @param name without `SIG`: `INT`
  /// @param action runs on a daemon thread of its own each time
  OnSignal(String name, Runnable action) {
    this.name = name;
    former = handle(name, handler(action));
  }

  @Override
  public void close() {
    former.ifPresent(handler -> handle(name, handler));
  }

  /// Returns the handler whose place `handler` has taken, if it could.
  private static Optional<Object> handle(String name, Object handler) {
    try {
      Object signal = SIGNAL.getConstructor(String.class).newInstance(name);
      var handle = SIGNAL.getMethod("handle", SIGNAL, HANDLER);
      return Optional.ofNullable(handle.invoke(null, signal, handler));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  private static Object handler(Runnable action) {
    return Proxy.newProxyInstance(
        OnSignal.class.getClassLoader(),
        new Class<?>[] {HANDLER},
        (_, _, _) -> {
          action.run();
          return null;
        });
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this Java lacks the module jdk.unsupported", e);
    }
  }
}
