package pegasus.support;

import java.io.IOException;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;

/// Tells the exit status as soon as it is known, as OpenSSH does, while background children hold
/// the output open.
final class MinaChannel extends ChannelSession {
  static final ChannelSessionFactory FACTORY =
      new ChannelSessionFactory() {
        @Override
        public Channel createChannel(Session session) {
          return new MinaChannel();
        }
      };

  void exited(int status) throws IOException {
    sendExitStatus(status);
  }
}
