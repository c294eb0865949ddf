package io.heirloom.trust.ood;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.lineage.step.DataSource;
import io.heirloom.trust.JudgedRows;
import io.heirloom.trust.Mirror;
import io.heirloom.trust.classification.Example;
import io.heirloom.trust.classification.JudgedExample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The real SST-2 and the real styles. */
class PublishedSentencesTest {
  @Test
  void trainingHasTheRowsItIsKnownFor() {
    List<Sentence> training = training();
    assertThat(training).hasSize(67_349);
    assertThat(training.stream().filter(row -> row.label() == 1)).hasSize(37_569);
  }

  @Test
  void stylesAreOfTheDevelopmentSet() {
    Styles styles = styles();
    assertThat(styles.base()).isEqualTo(SentenceReader.read(Mirror.file("ood/sst2-test.tsv")));
    assertThat(styles.base()).hasSize(872).filteredOn(row -> row.label() == 1).hasSize(444);
    assertThat(styles.styled()).hasSize(8_720);
    assertThat(
            styles.styled().stream()
                .collect(Collectors.groupingBy(StyledSentence::style, Collectors.counting())))
        .hasSize(10)
        .allSatisfy((style, rows) -> assertThat(rows).isEqualTo(872));
    assertThat(
            styles.styled().stream()
                .filter(row -> row.style().equals("augment"))
                .filter(row -> !row.text().equals(styles.base().get(row.source()).text())))
        .hasSize(813);
  }

  @Test
  void whatIsLeftWithoutSourceRowsIsHalved() {
    List<Sentence> left = SourceRows.removedFrom(training(), styles().base());
    assertThat(left).hasSize(67_344);
    SentenceSplit split = SentenceSplit.of(left, OptionalInt.empty(), 0);
    int weak = split.weak().size() + split.weakValidation().size();
    assertThat(weak).isBetween(33_669, 33_675);
    assertThat(split.weakValidation().size()).isBetween(1_680, 1_688);
    assertThat(split.heldOutValidation().size()).isBetween(1_680, 1_688);
    assertThat(weak + split.heldOut().size() + split.heldOutValidation().size()).isEqualTo(67_344);
  }

  @Test
  void threeHundredSentencesToTestOnLeaveAsManyToChooseBy() {
    JudgedRows<JudgedExample> judged =
        JudgedSentences.of(
            styles(),
            new DataSource("sst2-styles", "1", OptionalInt.empty(), OptionalInt.of(300), 0));
    assertThat(judged.validation()).hasSize(3_300).hasSameSizeAs(judged.test());
    assertThat(Example.texts(judged.validation()))
        .doesNotContainAnyElementsOf(Example.texts(judged.test()));
    assertThat(judged.validation())
        .extracting(JudgedExample::group)
        .hasSameElementsAs(judged.test().stream().map(JudgedExample::group).toList());
  }

  private static List<Sentence> training() {
    List<Sentence> training =
        new ArrayList<>(SentenceReader.read(Mirror.file("ood/sst2-train.tsv")));
    training.addAll(SentenceReader.read(Mirror.file("ood/sst2-dev.tsv")));
    return training;
  }

  private static Styles styles() {
    return StyleReader.read(Mirror.file("ood/style.json"));
  }
}
