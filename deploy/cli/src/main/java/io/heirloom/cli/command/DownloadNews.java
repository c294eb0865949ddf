package io.heirloom.cli.command;

import io.heirloom.cli.gateway.DownloadProgress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

/** Says now and then how much of a long download has come. */
final class DownloadNews implements DownloadProgress {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final double MEGABYTE = 1e6;

  private final PrintWriter out;
  private final Clock clock;
  private Instant spoken;

  DownloadNews(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
    this.spoken = clock.instant();
  }

  @Override
  public void received(long bytes, OptionalLong total) {
    Instant now = clock.instant();
    if (now.isBefore(spoken.plus(PAUSE))) {
      return;
    }
    spoken = now;
    out.println(
        "  " + size(bytes) + (total.isPresent() ? " of " + size(total.getAsLong()) : " so far"));
    out.flush();
  }

  /** Such as {@code 12.3 MB}. */
  static String size(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / MEGABYTE);
  }
}
