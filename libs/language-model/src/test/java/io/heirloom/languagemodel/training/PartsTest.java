package io.heirloom.languagemodel.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.languagemodel.training.Parts.Part;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class PartsTest {
  @Test
  void aBatchThatFitsIsOnePart() {
    assertThat(Parts.cut(rows(3, 4, 5), 12, 1)).containsExactly(new Part(0, 3));
  }

  @Test
  void aBatchIsSharedAmongDevices() {
    assertThat(Parts.cut(rows(5, 5, 5, 5), 100, 2)).containsExactly(new Part(0, 2), new Part(2, 4));
    assertThat(Parts.cut(rows(5), 100, 4)).containsExactly(new Part(0, 1));
  }

  @Test
  void aRowThatIsTooLongIsAPartOfItsOwn() {
    assertThat(Parts.cut(rows(1, 100, 1), 10, 1)).hasSize(3);
  }

  @RepeatedTest(200)
  void partsCoverEveryRowOnceAndAreAboutAsLargeAsAllowed(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int longest = 1 + random.nextInt(50);
    List<int[]> batch =
        random.ints(1 + random.nextInt(40), 1, longest + 1).mapToObj(int[]::new).toList();
    int tokensAtOnce = 1 + random.nextInt(400);
    int atLeast = 1 + random.nextInt(4);

    List<Part> parts = Parts.cut(batch, tokensAtOnce, atLeast);

    int next = 0;
    for (Part part : parts) {
      assertThat(part.from()).isEqualTo(next);
      assertThat(part.to()).isGreaterThan(next);
      next = part.to();
      int tokens = part.of(batch).stream().mapToInt(row -> row.length).sum();
      assertThat(tokens).isLessThan(tokensAtOnce + longest + 1);
    }
    assertThat(next).isEqualTo(batch.size());
    assertThat(parts).hasSizeGreaterThanOrEqualTo(Math.min(atLeast, batch.size()));
  }

  private static List<int[]> rows(int... lengths) {
    return java.util.Arrays.stream(lengths).mapToObj(int[]::new).toList();
  }
}
