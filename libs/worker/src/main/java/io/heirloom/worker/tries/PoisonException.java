package io.heirloom.worker.tries;

import java.time.Instant;
import java.util.List;

/** A step killed its workers again and again, and is to be left alone. The message says so. */
public final class PoisonException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LINES_TOLD = 20;
  private static final int LONGEST_LINE = 200;

  private final String log;

  private PoisonException(String message, String log) {
    super(message);
    this.log = log;
  }

  static PoisonException of(int deaths, String worker, Instant began, List<String> log) {
    String reason =
        "it killed its worker %d times without getting further, the last time %s, which began at %s"
            .formatted(deaths, worker, began);
    List<String> last = log.subList(Math.max(0, log.size() - LINES_TOLD), log.size());
    String told =
        last.isEmpty()
            ? "; nothing was logged then"
            : "; the last that was logged then:\n"
                + String.join("\n", last.stream().map(PoisonException::shortened).toList());
    return new PoisonException(reason + told, String.join("\n", log));
  }

  /** What was logged in the last try, as far as it was kept: up to 64 KiB. */
  public String log() {
    return log;
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }
}
