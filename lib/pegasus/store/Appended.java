package pegasus.store;

import java.io.IOException;

/// Something to append to a file, which can be taken back as long as nobody relies on it.
@FunctionalInterface
public interface Appended {
  /// Nothing at all.
  Appended NOTHING = () -> Undo.NONE;

  Undo append() throws IOException;

  /// Takes the text back when it is closed, unless it was kept.
  interface Undo extends AutoCloseable {
    /// There is nothing to take back.
    Undo NONE =
        new Undo() {
          @Override
          public void keep() {}

          @Override
          public void close() {}
        };

    void keep();

    @Override
    void close() throws IOException;
  }
}
