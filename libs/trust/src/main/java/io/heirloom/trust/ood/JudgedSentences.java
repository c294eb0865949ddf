package io.heirloom.trust.ood;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.trust.JudgedRows;
import io.heirloom.trust.classification.JudgedExample;
import io.heirloom.trust.data.Split;
import io.heirloom.trust.grouping.TextKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Sentences that models are judged on, as they were and in all styles. */
final class JudgedSentences {
  private final Styles styles;

  private JudgedSentences(Styles styles) {
    this.styles = styles;
  }

  /**
   * Draws sentences: those to test on, and of those left as many at most to choose settings by.
   * None of the latter has the text of a test sentence, as {@link TextKey} compares them.
   *
   * @throws InvalidInputException if there are fewer sentences than are wanted to test on
   */
  static JudgedRows<JudgedExample> of(Styles styles, DataSource source) {
    int sentences = styles.base().size();
    int[] test = Split.test(sentences, source.testRows(), source.splitSeed());
    int[] beside = Split.besideTest(sentences, source.testRows(), source.splitSeed());
    JudgedSentences judged = new JudgedSentences(styles);
    return new JudgedRows<>(
        judged.inAllStyles(test), judged.inAllStyles(judged.unlike(test, beside)));
  }

  private int[] unlike(int[] test, int[] others) {
    Set<String> tested = Arrays.stream(test).mapToObj(this::key).collect(Collectors.toSet());
    return Arrays.stream(others).filter(sentence -> !tested.contains(key(sentence))).toArray();
  }

  private String key(int sentence) {
    return TextKey.of(styles.base().get(sentence).text());
  }

  private List<JudgedExample> inAllStyles(int[] sources) {
    Set<Integer> drawn = Arrays.stream(sources).boxed().collect(Collectors.toSet());
    List<JudgedExample> rows = new ArrayList<>();
    for (int source : sources) {
      Sentence sentence = styles.base().get(source);
      rows.add(new JudgedExample(sentence.text(), sentence.label(), StyleMetrics.IN_DISTRIBUTION));
    }
    styles.styled().stream()
        .filter(styled -> drawn.contains(styled.source()))
        .map(
            styled ->
                new JudgedExample(
                    styled.text(), styled.label(), StyleMetrics.groupOf(styled.style())))
        .forEach(rows::add);
    return rows;
  }
}
