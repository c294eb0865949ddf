package io.heirloom.chaos.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void warmingUpIsNoGrowth() {
    Series series = series(i -> i < 10 ? i : 10);

    assertThat(series.grew(0.1, 0.5)).isFalse();
    assertThat(series.slope()).isZero();
  }

  @Test
  void aLeakIsSeenWithItsRate() {
    Series series = series(i -> 100 + 3 * i);

    assertThat(series.grew(0.1, 5)).isTrue();
    assertThat(series.slope()).isCloseTo(3, within(1e-9));
  }

  private static Series series(IntToDoubleFunction value) {
    return new Series(IntStream.range(0, 30).mapToDouble(value::applyAsDouble).boxed().toList());
  }
}
