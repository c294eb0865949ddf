package io.heirloom.trust.ood;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.lineage.step.DataSource;
import io.heirloom.trust.JudgedRows;
import io.heirloom.trust.classification.Example;
import io.heirloom.trust.classification.JudgedExample;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgedSentencesTest {
  private static final int SENTENCES = 10;

  @Test
  void asManyAsTheTestHasOrThoseThatAreLeft() {
    Styles styles = styles(sentence -> "sentence " + sentence);
    for (int test = 1; test <= SENTENCES; test++) {
      JudgedRows<JudgedExample> judged = judged(styles, OptionalInt.of(test), 3);
      assertThat(judged.test()).hasSize(2 * test);
      assertThat(judged.validation()).hasSize(2 * Math.min(test, SENTENCES - test));
      assertThat(Example.texts(judged.validation()))
          .doesNotHaveDuplicates()
          .doesNotContainAnyElementsOf(Example.texts(judged.test()));
    }
    assertThat(judged(styles, OptionalInt.empty(), 3).validation()).isEmpty();
  }

  @Test
  void theSplitSeedAloneDecides() {
    Styles styles = styles(sentence -> "sentence " + sentence);
    OptionalInt some = OptionalInt.of(4);
    assertThat(judged(styles, some, 3)).isEqualTo(judged(styles, some, 3));
    assertThat(judged(styles, some, 3).validation())
        .isNotEqualTo(judged(styles, some, 4).validation());
  }

  @Test
  void aSentenceThatIsTestedIsNotChosenByUnderAnotherNumber() {
    Styles styles = styles(sentence -> sentence % 2 == 0 ? "The same." : "the  SAME");
    assertThat(judged(styles, OptionalInt.of(1), 0).validation()).isEmpty();
  }

  private static JudgedRows<JudgedExample> judged(
      Styles styles, OptionalInt testRows, long splitSeed) {
    return JudgedSentences.of(
        styles, new DataSource("styles", "1", OptionalInt.empty(), testRows, splitSeed));
  }

  private static Styles styles(IntFunction<String> text) {
    List<Sentence> base =
        IntStream.range(0, SENTENCES)
            .mapToObj(sentence -> new Sentence(text.apply(sentence), sentence % 2))
            .toList();
    return new Styles(
        base,
        IntStream.range(0, SENTENCES)
            .mapToObj(
                sentence ->
                    new StyledSentence("bible_p0", sentence, "Behold " + sentence, sentence % 2))
            .toList());
  }
}
