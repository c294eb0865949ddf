package io.heirloom.chaos.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;

/** Signals that Java does not send. */
public final class Signals {
  private Signals() {}

  /** Sends a signal, such as {@code STOP}; nothing happens if the process is gone. */
  public static void send(String signal, ProcessHandle process) {
    try {
      int unused =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start()
              .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("no signal can be sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
