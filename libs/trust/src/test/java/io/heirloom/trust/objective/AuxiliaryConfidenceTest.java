package io.heirloom.trust.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.languagemodel.training.LossAndGradient;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Golden;
import io.heirloom.trust.Losses;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AuxiliaryConfidenceTest {
  @Test
  void agreesWithGoldenCases() {
    for (JsonNode file : Golden.under("wts_aux")) {
      for (JsonNode example : file.get("cases")) {
        String name = example.get("name").asText();
        double[][] weak = weakLabels(example);
        double alpha =
            example.get("alpha_max").asDouble()
                * AuxiliaryConfidence.warmUpFactor(
                    example.get("step_fraction").asDouble(),
                    example.get("warmup_fraction").asDouble());
        assertThat(alpha).isCloseTo(example.at("/linear/alpha").asDouble(), within(1e-7));
        double shareOfClassOne = example.get("prior_class1").asDouble();
        double[][] probabilities = probabilities(example);
        assertThat(HardenedLabels.threshold(probabilities, shareOfClassOne))
            .as(name)
            .isCloseTo(example.get("threshold_on_p_class0").asDouble(), within(1e-6));
        assertThat(HardenedLabels.of(probabilities, shares(shareOfClassOne)))
            .as(name)
            .containsExactly(Golden.integers(example.get("hardened")));
        Losses.assertAgrees(
            loss(example, weak, shareOfClassOne, alpha), example.get("linear"), name);
      }
    }
  }

  @Test
  void agreesWithGoldenCasesOfHardWeakLabels() {
    for (JsonNode file : Golden.under("wts_aux")) {
      for (JsonNode example : file.get("cases")) {
        JsonNode expected = example.get("hard_weak_labels_linear");
        double[][] decisions =
            Arrays.stream(weakLabels(example))
                .map(label -> label[1] > label[0] ? new double[] {0, 1} : new double[] {1, 0})
                .toArray(double[][]::new);
        double alpha = example.at("/linear/alpha").asDouble();
        double shareOfClassOne = expected.get("prior_class1").asDouble();
        Losses.assertAgrees(
            loss(example, decisions, shareOfClassOne, alpha),
            expected,
            example.get("name").asText());
      }
    }
  }

  @Test
  void warmUpIsLinearAsInGoldenCases() {
    for (JsonNode file : Golden.under("warm_up_factor")) {
      for (JsonNode example : file) {
        assertThat(
                AuxiliaryConfidence.warmUpFactor(
                    example.get("step_fraction").asDouble(),
                    example.get("warmup_fraction").asDouble()))
            .isCloseTo(example.get("linear").asDouble(), within(1e-9));
      }
    }
  }

  @Test
  void takesClassSharesFromTheWeakLabelsOfTheBatch() {
    float[][] weak = {{0.5f, 0.5f}, {0.25f, 0.75f}, {0.75f, 0.25f}, {0.5f, 0.5f}};
    float[][] logits = {{9, 0}, {8, 0}, {7, 0}, {6, 0}};
    LossAndGradient loss = new AuxiliaryConfidence(weak, 1, 0).at(Losses.rows(4), logits, 0.5);
    // Half harden to class 1 although the model holds class 0 likeliest in all.
    assertThat(loss.loss()).isCloseTo((7 + 6) / 4.0, within(0.01));
  }

  @Test
  void startsFromTheWeakLabelsAlone() {
    float[][] weak = {{0.3f, 0.7f}, {0.6f, 0.4f}};
    float[][] logits = Losses.logits(2, 2, 3);
    assertThat(new AuxiliaryConfidence(weak, 0.5, 0.2).at(Losses.rows(2), logits, 0).loss())
        .isCloseTo(new CrossEntropy(weak).at(Losses.rows(2), logits, 0).loss(), within(1e-12));
  }

  @Test
  void withoutWarmUpAlphaIsWholeFromTheFirstStep() {
    assertThat(AuxiliaryConfidence.warmUpFactor(0, 0)).isEqualTo(1);
  }

  @Test
  void hardensThreeClassesByProbabilityOverShare() {
    double[][] probabilities = {{0.5, 0.3, 0.2}, {0.8, 0.1, 0.1}};
    assertThat(HardenedLabels.of(probabilities, new double[] {0.7, 0.2, 0.1}))
        .containsExactly(2, 0);
  }

  @Test
  void neverHardensToAClassWithoutShare() {
    double[][] probabilities = {{0.1, 0.8, 0.1}};
    assertThat(HardenedLabels.of(probabilities, new double[] {0.5, 0, 0.5})).containsExactly(0);
  }

  @Test
  void gradientIsThatOfTheLossWithHardenedLabelsHeldConstant() {
    float[][] weak = {
      {0.2f, 0.5f, 0.3f}, {0.6f, 0.2f, 0.2f}, {0.1f, 0.1f, 0.8f}, {0.3f, 0.3f, 0.4f}
    };
    Losses.assertGradientIsOfLoss(
        new AuxiliaryConfidence(weak, 0.4, 0.2), Losses.logits(4, 3, 2), 0.1);
  }

  @Test
  void refusesAlphaAndWarmUpBeyondTheirRange() {
    float[][] weak = {{0.5f, 0.5f}};
    assertThatThrownBy(() -> new AuxiliaryConfidence(weak, 1.5, 0.2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("alpha.max");
    assertThatThrownBy(() -> new AuxiliaryConfidence(weak, 0.5, Double.NaN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("alpha.warm_up");
  }

  private static LossAndGradient loss(
      JsonNode example, double[][] weak, double shareOfClassOne, double alpha) {
    return AuxiliaryConfidence.at(
        Golden.floats(example.get("logits")), weak, shares(shareOfClassOne), alpha);
  }

  private static double[] shares(double shareOfClassOne) {
    return new double[] {1 - shareOfClassOne, shareOfClassOne};
  }

  private static double[][] weakLabels(JsonNode example) {
    float[][] labels = Golden.floats(example.get("weak_labels"));
    return Batch.of(Losses.rows(labels.length), labels);
  }

  private static double[][] probabilities(JsonNode example) {
    return Arrays.stream(Golden.floats(example.get("logits")))
        .map(Softmax::of)
        .toArray(double[][]::new);
  }
}
