package io.heirloom.trust.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupedRowsTest {
  private static final double[] SHARES = {0.4, 0.4, 0.2};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 20, 33})
  void everyRowIsInOnePartAndEveryGroupToo(int groupSize) {
    List<int[]> parts = cut(100, groupSize, 3);
    assertThat(parts.stream().flatMapToInt(Arrays::stream).sorted())
        .containsExactly(IntStream.range(0, 100).boxed().toArray(Integer[]::new));
    Set<Integer> seen = new HashSet<>();
    for (int[] part : parts) {
      Set<Integer> groups = new HashSet<>();
      Arrays.stream(part).forEach(row -> groups.add(row / groupSize));
      assertThat(part).isNotEmpty();
      assertThat(seen).doesNotContainAnyElementsOf(groups);
      seen.addAll(groups);
    }
  }

  @Test
  void sharesAreOfTheRowsToTheNearestBorder() {
    assertThat(cut(100, 1, 0)).extracting(part -> part.length).containsExactly(40, 40, 20);
    // Fifteen groups of six and seven: 40 % are 6.67 groups.
    assertThat(cut(100, 7, 0).get(0).length).isBetween(37, 43);
  }

  @Test
  void aPartThatIsSmallerThanAGroupStillHasOne() {
    List<int[]> parts =
        GroupedRows.cut("data", all(100), row -> row / 20, 0, 0.475, 0.025, 0.475, 0.025);
    assertThat(parts).extracting(part -> part.length).containsExactly(40, 20, 20, 20);
  }

  @Test
  void theSplitSeedAloneDecides() {
    assertThat(cut(100, 3, 1).get(0)).isEqualTo(cut(100, 3, 1).get(0));
    assertThat(cut(100, 3, 1).get(0)).isNotEqualTo(cut(100, 3, 2).get(0));
    assertThat(cut(100, 3, 1).get(0)).isNotEqualTo(cut(100, 3, 1 + (1L << 32)).get(0));
    assertThat(GroupedRows.draw(1000, 10, 5)).isEqualTo(GroupedRows.draw(1000, 10, 5));
    assertThat(GroupedRows.draw(1000, 10, 5)).isNotEqualTo(GroupedRows.draw(1000, 10, 6));
  }

  @Test
  void fewerRowsAreTheFirstOfMore() {
    assertThat(GroupedRows.draw(1000, 10, 5))
        .doesNotHaveDuplicates()
        .containsExactly(Arrays.copyOf(GroupedRows.draw(1000, 1000, 5), 10));
  }

  @Test
  void fewerGroupsThanPartsAreRefused() {
    assertThatThrownBy(() -> cut(100, 50, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "data: '100 rows of 2 different texts' cannot be used; allowed: 3 different texts or"
                + " more, one for each part");
  }

  private static List<int[]> cut(int rows, int groupSize, long splitSeed) {
    return GroupedRows.cut("data", all(rows), row -> row / groupSize, splitSeed, SHARES);
  }

  private static int[] all(int rows) {
    return IntStream.range(0, rows).toArray();
  }
}
