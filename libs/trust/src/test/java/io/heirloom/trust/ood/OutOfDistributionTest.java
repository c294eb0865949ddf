package io.heirloom.trust.ood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.Tables;
import io.heirloom.trust.classification.ClassificationTask;
import io.heirloom.trust.classification.ClassifiedRows;
import io.heirloom.trust.classification.Example;
import io.heirloom.trust.classification.JudgedExample;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutOfDistributionTest {
  private static final int ROWS = 80;

  @TempDir Path folder;

  private final OutOfDistribution property = new OutOfDistribution();

  @BeforeEach
  void writeData() throws IOException {
    StringBuilder training = new StringBuilder("sentence\tlabel\n");
    for (int row = 0; row < ROWS; row++) {
      training.append("film number ").append(row).append(" \t").append(row % 2).append('\n');
    }
    training.append("a source sentence \t1\n");
    Files.writeString(folder.resolve("train.tsv"), training);
    Files.writeString(
        folder.resolve("styles.json"),
        """
        {"dev": {
          "base": [{"sentence": "a source sentence", "label": "1", "id": 0},
                   {"sentence": "another", "label": "0", "id": 1}],
          "bible_p0.6": [{"sentence": "Behold a sentence", "label": "1", "id": 0},
                         {"sentence": "Behold another", "label": "0", "id": 1}],
          "pirate": [{"sentence": "Arr, a sentence", "label": "1", "id": 0},
                     {"sentence": "Arr, another", "label": "0", "id": 1}]}}
        """);
  }

  @Test
  void sourceRowsOfTheTestAreNotTrainedOn() {
    ClassificationTask<?> task = open(Map.of(), OptionalInt.empty());
    assertThat(task.weak()).hasSize(38);
    assertThat(task.heldOut()).hasSize(38);
    assertThat(Example.texts(task.weak())).doesNotContain("a source sentence");
    assertThat(Example.texts(task.heldOut())).doesNotContain("a source sentence");
    assertThat(task.judged().test()).hasSize(6);
  }

  @Test
  void ofASentenceThatIsDrawnAllStylesAre() {
    ClassificationTask<?> task = open(Map.of(), OptionalInt.of(1));
    assertThat(task.judged().test()).hasSize(3);
    assertThat(task.judged().test().stream().map(row -> row.label()).distinct()).hasSize(1);
  }

  @Test
  void settingsAreChosenBySentencesTheTestLeaves() {
    ClassificationTask<?> task = open(Map.of(), OptionalInt.of(1));
    List<JudgedExample> rows = task.judged().on(Evaluate.Rows.VALIDATION);
    assertThat(rows).hasSize(3);
    assertThat(Example.texts(rows))
        .doesNotContainAnyElementsOf(Example.texts(task.judged().test()))
        .doesNotContainAnyElementsOf(Example.texts(task.weak()))
        .doesNotContainAnyElementsOf(Example.texts(task.heldOut()));
    assertThat(
            property.measure(
                ClassifiedRows.table(0, rows, new float[rows.size()][2], row -> false)))
        .containsKeys("robust_accuracy", "accuracy");
  }

  @Test
  void whereTheTestLeavesNoneOnlyChoosingIsRefused() {
    ClassificationTask<?> task = open(Map.of(), OptionalInt.of(2));
    assertThat(task.judgedRows(Evaluate.Model.WEAK, Evaluate.Rows.TEST)).isEqualTo(6);
    assertThatThrownBy(() -> task.judgedRows(Evaluate.Model.WEAK, Evaluate.Rows.VALIDATION))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data.test_rows has to leave some for choosing settings");
  }

  @Test
  void lambdaIsTheStandardDeviationOfTheNoiseOrItsVariance() {
    ClassificationTask<?> task = open(Map.of(), OptionalInt.empty());
    assertThat(task.weakTraining(0).embeddingNoise()).isZero();
    assertThat(task.strongCeiling(2e-3).embeddingNoise()).isEqualTo(2e-3);
    ClassificationTask<?> other = open(Map.of("noise", "variance"), OptionalInt.empty());
    assertThat(other.weakTraining(2e-3).embeddingNoise()).isEqualTo(Math.sqrt(2e-3));
    assertThatThrownBy(() -> open(Map.of("noise", "loud"), OptionalInt.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("standard-deviation, variance");
  }

  @Test
  void accuracyIsMeasuredInAndOutOfDistributionAndByStyle() {
    int[] labels = {1, 0, 1, 0, 1, 0};
    int[] groups = {0, 0, 4, 4, 11, 11};
    float[] ones = {0.9f, 0.1f, 0.9f, 0.9f, 0.1f, 0.6f};
    float[][] probabilities = new float[labels.length][];
    for (int row = 0; row < labels.length; row++) {
      probabilities[row] = new float[] {1 - ones[row], ones[row]};
    }
    ScoredRows rows = Tables.of(labels, groups, probabilities);
    assertThat(property.measure(rows))
        .containsEntry("accuracy", 1.0)
        .containsEntry("robust_accuracy", 0.25)
        .containsEntry("robust_accuracy_bible_p0_6", 0.5)
        .containsEntry("robust_accuracy_other", 0.0)
        .containsEntry("rows_cut", 0.0)
        .hasSize(5);
    assertThat(property.measure(rows.select(new int[] {0, 1})))
        .doesNotContainKey("robust_accuracy");
  }

  private ClassificationTask<?> open(Map<String, String> settings, OptionalInt testRows) {
    DataLibrary library =
        new DataLibrary(
            new DataLibrarySettings(folder, Optional.empty(), AllowedFolders.ANYWHERE, true));
    TrustTask task =
        new TrustTask(
            property.name(),
            new TreeMap<>(settings),
            library.pin(
                folder.toAbsolutePath().toString(),
                OptionalInt.empty(),
                testRows,
                1,
                Optional.empty()));
    property.check(task);
    return property.open(task, library, Optional.empty());
  }
}
