package io.heirloom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredRowsTest {
  @TempDir Path folder;

  @Test
  void areReadBackToTheBit() {
    rows(3, 4, 5).write(folder);
    ScoredRows read = ScoredRows.read(folder);
    assertThat(read.rows()).containsExactly(3, 4, 5);
    assertThat(read.labels()).containsExactly(1, 0, 1);
    assertThat(read.groups()).containsExactly(0, 1, 0);
    assertThat(read.probabilities()).isDeepEqualTo(rows(3, 4, 5).probabilities());
  }

  @Test
  void shardsAreJoinedByRow() {
    ScoredRows whole = ScoredRows.join(List.of(rows(2, 3), rows(0, 1)));
    assertThat(whole.rows()).containsExactly(0, 1, 2, 3);
    assertThat(whole.labels()).containsExactly(0, 1, 0, 1);
    assertThat(whole.probabilities()[3]).containsExactly(1f / 5, 1 - 1f / 5);
  }

  @Test
  void shardsWithAGapOrARepetitionAreNotJoined() {
    assertThatThrownBy(() -> ScoredRows.join(List.of(rows(0, 1), rows(3))))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ScoredRows.join(List.of(rows(0, 1), rows(1))))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ScoredRows.join(List.of())).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void positionsMayBeSelectedRepeatedly() {
    ScoredRows selected = rows(0, 1, 2).select(new int[] {2, 2, 0});
    assertThat(selected.rows()).containsExactly(2, 2, 0);
    assertThat(selected.probabilities()[1]).containsExactly(1f / 4, 1 - 1f / 4);
  }

  @Test
  void columnsOfDifferentLengthsAndLabelsThatAreNoClassAreRefused() {
    float[][] one = {{0.5f, 0.5f}};
    assertThatThrownBy(() -> new ScoredRows(new int[] {0}, new int[2], new int[1], one))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new ScoredRows(new int[] {0}, new int[] {2}, new int[1], one))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new ScoredRows(new int[] {0}, new int[1], new int[] {-1}, one))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    rows(0, 1, 2).write(folder);
    Path file = folder.resolve("scored-rows.tsv");
    String content = Files.readString(file);
    for (int length : new int[] {0, 5, content.length() / 2, content.length() - 24}) {
      Files.writeString(file, content.substring(0, length));
      assertThatThrownBy(() -> ScoredRows.read(folder)).isInstanceOf(InvalidInputException.class);
    }
  }

  private static ScoredRows rows(int... rows) {
    int[] labels = new int[rows.length];
    int[] groups = new int[rows.length];
    float[][] probabilities = new float[rows.length][];
    for (int index = 0; index < rows.length; index++) {
      labels[index] = rows[index] % 2;
      groups[index] = 1 - rows[index] % 2;
      float probability = 1f / (rows[index] + 2);
      probabilities[index] = new float[] {probability, 1 - probability};
    }
    return new ScoredRows(rows, labels, groups, probabilities);
  }
}
