package io.heirloom.languagemodel.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NormalTailTest {
  @ParameterizedTest
  @ValueSource(doubles = {-30, -8, -1, 0, 1, 8, 19.9, 20, 25, 35})
  void isTheLogarithmOfTheTail(double value) {
    assertThat(Math.exp(NormalTail.logAbove(value) / 100))
        .isCloseTo(
            Math.pow(0.5 * Erf.erfc(value / Math.sqrt(2)), 0.01), Percentage.withPercentage(1e-11));
  }

  @Test
  void isFiniteWhereTheTailIsNot() {
    double far = 1e6;
    assertThat(NormalTail.logAbove(far)).isCloseTo(-0.5 * far * far - 14.734449, within(1e-4));
  }

  @Test
  void piecesOfTheDistributionKeepTheirDigits() {
    NormalPieces pieces = new NormalPieces();
    assertThat(pieces.upTo(-30)).isCloseTo(NormalTail.above(30), Percentage.withPercentage(1e-10));
    assertThat(pieces.upTo(-1) + pieces.upTo(1)).isCloseTo(1 - NormalTail.above(1), within(1e-15));
    pieces.upTo(30);
    assertThat(pieces.upTo(Double.POSITIVE_INFINITY))
        .isCloseTo(NormalTail.above(30), Percentage.withPercentage(1e-10));
  }
}
