package io.heirloom.trust.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.ClassLabels;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.classification.ClassificationTask;
import io.heirloom.trust.classification.ClassifiedRows;
import io.heirloom.trust.classification.Example;
import io.heirloom.trust.classification.JudgedExample;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The synthetic census has what a demonstration needs: a signal to learn and a bias to inherit. */
class CensusTest {
  private static final String DIFFERENCE = "demographic_parity_difference";

  @TempDir Path cache;

  private final Fairness fairness = new Fairness();
  private ClassificationTask<?> census;

  @BeforeEach
  void open() {
    DataLibrary library =
        new DataLibrary(
            new DataLibrarySettings(cache, Optional.empty(), AllowedFolders.ANYWHERE, true));
    TrustTask task =
        new TrustTask(
            "fairness",
            new TreeMap<>(),
            library.pin("census", OptionalInt.empty(), OptionalInt.empty(), 0, Optional.empty()));
    census = fairness.open(task, library, Optional.empty());
  }

  @Test
  void isAsBiasedAsItsDescriptorSays() {
    SortedMap<String, Double> truth = fairness.measure(scored(truth()));
    assertThat(truth.get(DIFFERENCE)).isBetween(0.19, 0.22);
    assertThat(truth.get("selection_rate_female")).isBetween(0.15, 0.18);
    assertThat(truth.get("selection_rate_male")).isBetween(0.35, 0.39);
  }

  @Test
  void showsItsBiasToThoseWhoChooseSettings() {
    List<JudgedExample> rows = census.judged().on(Evaluate.Rows.VALIDATION);
    assertThat(rows).hasSize(400);
    assertThat(fairness.measure(ClassifiedRows.table(0, rows, truth(rows), row -> false)))
        .containsKeys("accuracy", "equalized_odds_tpr")
        .hasEntrySatisfying(DIFFERENCE, bias -> assertThat(bias).isBetween(0.1, 0.3));
  }

  @Test
  void aSimpleModelLearnsItAndItsBias() {
    SortedMap<String, Double> learned = measured(trained(census.weakTraining(0)));
    double majority = 1 - share(truth());
    assertThat(majority).isBetween(0.70, 0.76);
    assertThat(learned.get("accuracy")).isGreaterThan(majority + 0.1);
    assertThat(learned.get(DIFFERENCE)).isGreaterThan(0.15);
  }

  @Test
  void theRegulariserTakesTheBiasAwayAndTheStudentInheritsThat() {
    WordModel weak = trained(census.weakTraining(1));
    assertThat(measured(weak).get(DIFFERENCE)).isLessThan(0.08);
    assertThat(measured(weak).get("accuracy")).isGreaterThan(0.8);
    ClassLabels labels =
        ClassLabels.of(Label.Form.SOFT, weak.probabilities(Example.texts(census.heldOut())));
    WordModel student = trained(census.weakToStrong(labels, new Supervision.WtsAux(0.2, 0.2), 0));
    assertThat(measured(student).get(DIFFERENCE)).isLessThan(0.1);
    assertThat(measured(student).get("accuracy")).isGreaterThan(0.8);
  }

  private float[][] truth() {
    return truth(census.judged().test());
  }

  private static float[][] truth(List<JudgedExample> rows) {
    return Arrays.stream(Example.labels(rows))
        .mapToObj(label -> label == 1 ? new float[] {0, 1} : new float[] {1, 0})
        .toArray(float[][]::new);
  }

  private ScoredRows scored(float[][] answers) {
    return ClassifiedRows.table(0, census.judged().test(), answers, row -> false);
  }

  private static double share(float[][] answers) {
    return Arrays.stream(answers).mapToDouble(answer -> answer[1]).average().orElseThrow();
  }

  private static WordModel trained(ClassifierTrainingSet training) {
    return new WordModel(training, 2, 1);
  }

  private SortedMap<String, Double> measured(WordModel model) {
    return fairness.measure(scored(model.probabilities(Example.texts(census.judged().test()))));
  }
}
