package io.heirloom.chaos.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WireTest {
  private static final int SOON = 300;
  private static final int LATE = 5000;

  private final Vertx vertx = Vertx.vertx();
  private ServerSocket server;
  private Wire wire;
  private Socket near;
  private Socket far;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    wire = Wire.open(vertx, server::getLocalPort);
    near = new Socket(InetAddress.getLoopbackAddress(), wire.port());
    far = server.accept();
    near.setSoTimeout(LATE);
    far.setSoTimeout(LATE);
    passes();
  }

  @AfterEach
  void close() throws IOException {
    near.close();
    far.close();
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void whatIsStalledComesOnceItFlowsAgain() throws IOException {
    wire.stall();
    near.getOutputStream().write(7);
    far.setSoTimeout(SOON);
    assertThatThrownBy(() -> far.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);

    wire.flow();

    far.setSoTimeout(LATE);
    assertThat(far.getInputStream().read()).isEqualTo(7);
    passes();
  }

  @Test
  void whatIsCutIsResetAtBothEnds() {
    wire.cut();

    assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(IOException.class);
    assertThat(ended(far)).isTrue();
  }

  private static boolean ended(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private void passes() throws IOException {
    near.getOutputStream().write(1);
    assertThat(far.getInputStream().read()).isEqualTo(1);
    far.getOutputStream().write(2);
    assertThat(near.getInputStream().read()).isEqualTo(2);
  }
}
