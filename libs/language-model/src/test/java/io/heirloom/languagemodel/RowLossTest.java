package io.heirloom.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RowLossTest {
  private static final List<RowLoss> ROWS =
      List.of(RowLoss.of(new float[] {1, 2, 6}), RowLoss.of(new float[] {5}));

  @Test
  void countsTokensOrRowsTheSame() {
    assertThat(ROWS.get(0).mean()).isEqualTo(3);
    assertThat(RowLoss.sumOverTokens(ROWS)).isEqualTo(14);
    assertThat(RowLoss.meanOverTokens(ROWS)).isEqualTo(3.5);
    assertThat(RowLoss.meanOverRows(ROWS)).isEqualTo(4);
  }

  @Test
  void hasNoMeanWhereNothingIsPredicted() {
    assertThat(RowLoss.of(new float[0]).mean()).isNaN();
  }
}
