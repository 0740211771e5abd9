package pegasus;

import java.util.Optional;
import java.util.function.Supplier;

/// The queue changes through this gate. Once it is shut, it does not change any more: not by a
/// change that was about to be, either.
final class Gate {
  // Written under this.
  private volatile boolean shut;

  /// Returns when nobody is in the gate; nobody enters it afterwards.
  synchronized void shut() {
    shut = true;
  }

  /// Does not wait for those in the gate.
  boolean isShut() {
    return shut;
  }

  /// Does `deed` unless the gate is shut. It cannot be shut meanwhile.
  synchronized <T> Optional<T> pass(Supplier<Optional<T>> deed) {
    return shut ? Optional.empty() : deed.get();
  }
}
