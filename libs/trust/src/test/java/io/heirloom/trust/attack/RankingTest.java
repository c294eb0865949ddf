package io.heirloom.trust.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RankingTest {
  @Test
  void theLargestComesFirst() {
    assertThat(Ranking.largestFirst(new double[] {0.1, -0.3, 0.5, 0.2}))
        .containsExactly(2, 3, 0, 1);
    assertThat(Ranking.largestFirst(new double[0])).isEmpty();
  }

  @Test
  void whatIsEqualButForRoundingStaysInOrder() {
    assertThat(Ranking.largestFirst(new double[] {0, 1e-5, 0.5, -1e-5, 0.5 + 3e-5}))
        .containsExactly(2, 4, 0, 1, 3);
  }
}
