package io.heirloom.trust.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlindAttackTest {
  private static final String TEXT =
      "Critics praised wonderful acting, splendid music, charming scenes and a clever plot.";

  @Test
  void changesNoMoreWordsThanItMay() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(changed(new BlindAttack(0.25, seed).on(TEXT))).isBetween(1, 3);
      assertThat(changed(new BlindAttack(0.01, seed).on(TEXT))).isEqualTo(1);
    }
    assertThat(IntStream.range(0, 50).map(seed -> changed(new BlindAttack(1, seed).on(TEXT))))
        .anyMatch(changed -> changed > 5);
  }

  @Test
  void leavesStopWordsAndPunctuationAlone() {
    String changed = new BlindAttack(1, 3).on(TEXT);
    assertThat(changed).contains(" and a ").endsWith(".").isNotEqualTo(TEXT);
  }

  @Test
  void theTextAndTheSeedDecide() {
    assertThat(new BlindAttack(0.3, 1).on(TEXT)).isEqualTo(new BlindAttack(0.3, 1).on(TEXT));
    assertThat(IntStream.range(0, 20).mapToObj(seed -> new BlindAttack(0.3, seed).on(TEXT)))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "10/10", "the and of", "☃ 🙂 …"})
  void aTextWithoutWordsToChangeStays(String text) {
    assertThat(new BlindAttack(1, 0).on(text)).isEqualTo(text);
  }

  /** How many of the words between blanks are gone; a word that was split counts as one. */
  private static int changed(String after) {
    int gone = 0;
    for (String word : TEXT.split(" ")) {
      gone += (" " + after + " ").contains(" " + word + " ") ? 0 : 1;
    }
    return gone;
  }
}
