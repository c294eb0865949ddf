package io.heirloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);
  private final Throttle throttle = new Throttle(Duration.ofSeconds(1), nanoTime::get);

  @Test
  void oneOfAKindPassesInAnIntervalEvenWhereTheClockOverflows() {
    assertThat(throttle.permits("loss")).isTrue();
    nanoTime.addAndGet(Duration.ofMillis(999).toNanos());
    assertThat(throttle.permits("loss")).isFalse();
    nanoTime.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(throttle.permits("loss")).isTrue();
    assertThat(throttle.permits("loss")).isFalse();
  }

  @Test
  void kindsDoNotHoldUpEachOther() {
    assertThat(throttle.permits("loss")).isTrue();
    assertThat(throttle.permits("progress")).isTrue();
  }
}
