package pegasus.session;

import pegasus.Event.Source;

/// Where a running command's output goes. Each source is called by one thread at a time, but the
/// two sources may be called at once. A call that blocks holds the command back.
@FunctionalInterface
public interface Output {
  /// @param bytes valid during the call only, from 0 to `length`
  void accept(Source source, byte[] bytes, int length);
}
