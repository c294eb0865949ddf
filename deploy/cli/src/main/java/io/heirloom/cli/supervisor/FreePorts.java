package io.heirloom.cli.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Chooses ports of 127.0.0.1 on which nobody listens, none of them twice. */
final class FreePorts {
  private static final int BACKLOG = 1;

  private final Set<Integer> chosen = new HashSet<>();

  /** Any free port. */
  int any() {
    while (true) {
      try (ServerSocket socket = listen(0)) {
        if (chosen.add(socket.getLocalPort())) {
          return socket.getLocalPort();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("no port is free", e);
      }
    }
  }

  /** The given port if it is free, else any. */
  int preferring(int port) {
    try (ServerSocket socket = listen(port)) {
      if (chosen.add(socket.getLocalPort())) {
        return port;
      }
    } catch (IOException e) {
      // Taken.
    }
    return any();
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
  }
}
