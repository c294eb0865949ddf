package io.heirloom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredRowsTest {
  private static final List<String> COLUMNS = List.of("label", "probability_0");

  @TempDir Path folder;

  @Test
  void areReadBackToTheBit() {
    double[][] cells = {{1, -0.0, Double.NaN, 1e300}, {1 / 3f, Double.MIN_VALUE, 0.1, -7}};
    new ScoredRows(new int[] {3, 4, 5, 9}, COLUMNS, cells).write(folder);
    ScoredRows read = ScoredRows.read(folder);
    assertThat(read.rows()).containsExactly(3, 4, 5, 9);
    assertThat(read.columns()).isEqualTo(COLUMNS);
    assertThat(Arrays.deepEquals(read.cells(), cells)).isTrue();
    assertThat(1 / read.cells()[0][1]).isNegative();
  }

  @Test
  void shardsAreJoinedByRow() {
    ScoredRows whole = ScoredRows.join(List.of(rows(2, 3), rows(0, 1)));
    assertThat(whole.rows()).containsExactly(0, 1, 2, 3);
    assertThat(whole.column("label")).containsExactly(0, 1, 0, 1);
    assertThat(whole.column("probability_0")[3]).isEqualTo(1.0 / 5);
  }

  @Test
  void partsFollowEachOtherAndLackWhatTheyDoNotHave() {
    ScoredRows other =
        new ScoredRows(new int[] {0}, List.of("label", "extra"), new double[][] {{7}, {8}});
    ScoredRows whole = ScoredRows.ofParts(List.of(rows(0, 1), other));
    assertThat(whole.rows()).containsExactly(0, 1, 2);
    assertThat(whole.column("label")).containsExactly(0, 1, 7);
    assertThat(whole.column("extra")).containsExactly(Double.NaN, Double.NaN, 8);
    assertThat(whole.column("probability_0")).containsExactly(1.0 / 2, 1.0 / 3, Double.NaN);
  }

  @Test
  void shardsWithAGapARepetitionOrOtherColumnsAreNotJoined() {
    ScoredRows other = new ScoredRows(new int[] {2}, List.of("label"), new double[1][1]);
    for (ScoredRows second : List.of(rows(3), rows(1), other)) {
      assertThatThrownBy(() -> ScoredRows.join(List.of(rows(0, 1), second)))
          .isInstanceOf(InvalidInputException.class);
    }
    assertThatThrownBy(() -> ScoredRows.join(List.of())).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void positionsMayBeSelectedRepeatedly() {
    ScoredRows selected = rows(0, 1, 2).select(new int[] {2, 2, 0});
    assertThat(selected.rows()).containsExactly(2, 2, 0);
    assertThat(selected.column("probability_0")[1]).isEqualTo(1.0 / 4);
  }

  @Test
  void whatIsNoTableIsRefused() {
    int[] one = {0};
    assertRefused(one, List.of("a"), new double[2][1]);
    assertRefused(one, List.of("a"), new double[1][2]);
    assertRefused(one, List.of("a", "a"), new double[2][1]);
    assertRefused(one, List.of("a,b"), new double[1][1]);
    assertRefused(new int[] {-1}, List.of("a"), new double[1][1]);
    assertRefused(one, List.of("a"), new double[][] {{Double.POSITIVE_INFINITY}});
    assertRefused(new int[0], List.of("a"), new double[1][0]);
    assertThatThrownBy(() -> rows(0).column("nothing"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nothing");
  }

  private static void assertRefused(int[] rows, List<String> columns, double[][] cells) {
    assertThatThrownBy(() -> new ScoredRows(rows, columns, cells))
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
    return new ScoredRows(
        rows,
        COLUMNS,
        new double[][] {
          Arrays.stream(rows).mapToDouble(row -> row % 2).toArray(),
          Arrays.stream(rows).mapToDouble(row -> 1.0 / (row + 2)).toArray()
        });
  }
}
