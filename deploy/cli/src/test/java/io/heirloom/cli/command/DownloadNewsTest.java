package io.heirloom.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DownloadNewsTest {
  private final StringWriter said = new StringWriter();
  private final HandClock clock = new HandClock();
  private final DownloadNews news = new DownloadNews(new PrintWriter(said), clock);

  @Test
  void aShortDownloadIsSilentAndALongOneIsToldOfNowAndThen() {
    news.received(1_000_000, OptionalLong.of(5_000_000));
    assertThat(said.toString()).isEmpty();

    clock.now = clock.now.plus(Duration.ofSeconds(6));
    news.received(1_234_567, OptionalLong.of(5_000_000));
    news.received(2_000_000, OptionalLong.of(5_000_000));
    clock.now = clock.now.plus(Duration.ofSeconds(6));
    news.received(1_234_567_890, OptionalLong.empty());

    assertThat(said.toString().lines())
        .containsExactly("  1.2 MB of 5.0 MB", "  1,234.6 MB so far");
  }

  /** Time that goes on when a test says so, so that it need not wait. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
