package io.heirloom.cli.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  private final FreePorts ports = new FreePorts();

  @Test
  void noPortIsChosenTwice() {
    assertThat(IntStream.range(0, 50).mapToObj(i -> ports.any())).doesNotHaveDuplicates();
  }

  @Test
  void thePreferredPortIsChosenIfItIsFree() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
      assertThat(ports.preferring(free)).isNotEqualTo(free);
    }
    assertThat(ports.preferring(free)).isEqualTo(free);
  }
}
