package io.heirloom.trust.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassageTest {
  @Test
  void textsThatAreLongEnoughAreCutAtTheSamePlace() {
    List<Passage> passages = Passage.of(List.of(tokens(4), tokens(5), tokens(0), tokens(9)), 2, 3);
    assertThat(passages).extracting(Passage::row).containsExactly(1, 3);
    for (Passage passage : passages) {
      assertThat(passage.prefix()).containsExactly(0, 1);
      assertThat(passage.suffix()).containsExactly(2, 3, 4);
    }
  }

  @Test
  void lengthsThatCannotBeAreRefusedOrReachedByNone() {
    assertThat(Passage.of(List.of(tokens(9)), Integer.MAX_VALUE, Integer.MAX_VALUE)).isEmpty();
    assertThat(Passage.of(List.of(), 50, 50)).isEmpty();
    assertThatThrownBy(() -> Passage.of(List.of(tokens(9)), 0, 3))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Passage.of(List.of(tokens(9)), 2, -1))
        .isInstanceOf(InvalidInputException.class);
  }

  private static int[] tokens(int count) {
    return IntStream.range(0, count).toArray();
  }
}
