package io.heirloom.cli.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
  private final RestartPolicy policy =
      new RestartPolicy(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1));

  @Test
  void theDelayDoublesUpToTheLongestAndNeverEnds() {
    assertThat(IntStream.of(1, 2, 3, 4, 5, 6, 1000).mapToObj(policy::delay))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 10L, 10L, 10L);
  }

  @Test
  void whoStayedUpForAWhileBeginsAnew() {
    assertThat(policy.deaths(5, Duration.ofSeconds(59))).isEqualTo(6);
    assertThat(policy.deaths(5, Duration.ofSeconds(60))).isEqualTo(1);
  }
}
