package io.heirloom.trust.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Golden;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Tables;
import io.heirloom.trust.classification.ClassifiedRows;
import io.heirloom.trust.objective.Softmax;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class FairnessMetricsTest {
  private static final Map<String, String> NAMES =
      Map.of(
          "accuracy", "accuracy",
          "dpd_absolute", "demographic_parity_difference",
          "eo_tpr_difference_absolute", "equalized_odds_tpr",
          "fairlearn_equalized_odds_difference (max of TPR and FPR gaps)", "equalized_odds",
          "selection_rate_a1", "selection_rate_female",
          "selection_rate_a0", "selection_rate_male",
          "tpr_a1", "true_positive_rate_female",
          "tpr_a0", "true_positive_rate_male",
          "fpr_a1", "false_positive_rate_female",
          "fpr_a0", "false_positive_rate_male");

  @Test
  void agreesWithGoldenCases() {
    for (JsonNode file : Golden.under("fairness")) {
      if (file.isArray()) {
        file.forEach(FairnessMetricsTest::assertAgrees);
      }
    }
  }

  private static void assertAgrees(JsonNode example) {
    SortedMap<String, Double> metrics =
        FairnessMetrics.of(
            scored(
                Golden.integers(example.get("y")),
                Golden.integers(example.get("p")),
                Golden.integers(example.get("a"))));
    NAMES.forEach(
        (golden, name) -> {
          String as = example.get("name").asText() + ": " + name;
          JsonNode expected = example.path(golden);
          if (expected.isNumber()) {
            assertThat(metrics.get(name)).as(as).isCloseTo(expected.asDouble(), within(1e-12));
          } else {
            assertThat(metrics).as(as).doesNotContainKey(name);
          }
        });
  }

  @Test
  void tiesFallToTheFirstClass() {
    for (JsonNode example : Golden.under("argmax_ties")) {
      float[][] probabilities =
          Arrays.stream(Golden.floats(example.get("logits")))
              .map(FairnessMetricsTest::softmax)
              .toArray(float[][]::new);
      int[] zeros = new int[probabilities.length];
      ClassifiedRows rows = ClassifiedRows.of(Tables.of(zeros, zeros, probabilities));
      JsonNode answers = example.get("prediction");
      for (int row = 0; row < probabilities.length; row++) {
        assertThat(rows.answers()[row]).isEqualTo(answers.get(row).asInt());
      }
    }
  }

  private static float[] softmax(float[] logits) {
    double[] probabilities = Softmax.of(logits);
    return new float[] {(float) probabilities[0], (float) probabilities[1]};
  }

  @Test
  void aRateWithoutRowsIsLeftOutAndNothingIsNotANumber() {
    SortedMap<String, Double> metrics =
        FairnessMetrics.of(scored(new int[] {0, 0, 1}, new int[] {1, 0, 1}, new int[] {1, 1, 0}));
    assertThat(metrics)
        .containsEntry("demographic_parity_difference", 0.5)
        .containsEntry("true_positive_rate_male", 1.0)
        .doesNotContainKeys(
            "true_positive_rate_female",
            "false_positive_rate_male",
            "equalized_odds_tpr",
            "equalized_odds");
    assertThat(metrics.values()).allMatch(Double::isFinite);
  }

  @Test
  void everyMetricThatIsMeasuredIsDescribedOnce() {
    SortedMap<String, Double> metrics =
        FairnessMetrics.of(
            scored(new int[] {0, 1, 0, 1}, new int[] {1, 0, 1, 1}, new int[] {0, 0, 1, 1}));
    assertThat(FairnessMetrics.all())
        .extracting(Metric::name)
        .containsExactlyInAnyOrderElementsOf(metrics.keySet());
  }

  @Test
  void refusesOtherThanTwoClassesAndTwoGroups() {
    float[][] three = {{0.2f, 0.3f, 0.5f}};
    assertThatThrownBy(
            () ->
                FairnessMetrics.of(
                    ClassifiedRows.of(Tables.of(new int[] {0}, new int[] {0}, three))))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () -> FairnessMetrics.of(scored(new int[] {0}, new int[] {0}, new int[] {2})))
        .isInstanceOf(InvalidInputException.class);
  }

  private static ClassifiedRows scored(int[] labels, int[] answers, int[] groups) {
    float[][] probabilities = new float[answers.length][2];
    for (int row = 0; row < answers.length; row++) {
      probabilities[row][answers[row]] = 1;
    }
    return ClassifiedRows.of(Tables.of(labels, groups, probabilities));
  }
}
