package io.heirloom.trust.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.languagemodel.training.LossAndGradient;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Golden;
import io.heirloom.trust.Losses;
import io.heirloom.trust.objective.AuxiliaryConfidence;
import io.heirloom.trust.objective.CrossEntropy;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdversarialMixtureTest {
  private static final double[] LAMBDAS = {0, 0.3, 1};

  @Test
  void agreesWithGoldenCasesOfEquation4() {
    for (JsonNode file : Golden.under("adversarial")) {
      float[][] logits = logits(file);
      LogitObjective task = CrossEntropy.withClasses(Golden.integers(file.get("labels")), 2);
      for (JsonNode example : file.get("cases")) {
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        ArrayNode gradient = expected.putArray("grad");
        example.get("eq4_grad_clean").forEach(gradient::add);
        example.get("eq4_grad_adv").forEach(gradient::add);
        expected.set("loss", example.get("eq4_loss"));
        Losses.assertAgrees(
            at(task, task, example, logits), expected, "lambda " + example.get("lambda"));
      }
    }
  }

  @Test
  void agreesWithGoldenCasesOfEquation9() {
    for (JsonNode file : Golden.under("adversarial")) {
      float[][] logits = logits(file);
      for (JsonNode example : file.get("cases")) {
        JsonNode eq9 = example.get("eq9");
        double alpha = eq9.get("alpha").asDouble();
        LogitObjective clean = aux(file.get("weak_labels"), alpha);
        assertLoss(at(clean, clean, example, logits), eq9.get("threshold_per_view"));
        JsonNode ofEach = eq9.get("weak_labels_made_for_each_view");
        LogitObjective adversarial = aux(ofEach.get("weak_labels_adv"), alpha);
        assertLoss(at(clean, adversarial, example, logits), ofEach);
      }
    }
  }

  private static LogitObjective aux(JsonNode weakLabels, double alpha) {
    return new AuxiliaryConfidence(Golden.floats(weakLabels), alpha, 0);
  }

  private static void assertLoss(LossAndGradient found, JsonNode expected) {
    Losses.assertAgrees(found, expected, expected.toString());
  }

  private static LossAndGradient at(
      LogitObjective clean, LogitObjective adversarial, JsonNode example, float[][] logits) {
    return new AdversarialMixture(
            clean, adversarial, example.get("lambda").asDouble(), logits.length / 2)
        .at(Losses.rows(logits.length), logits, 0.5);
  }

  private static float[][] logits(JsonNode file) {
    return Stream.of("clean_logits", "adv_logits")
        .flatMap(view -> Arrays.stream(Golden.floats(file.get(view))))
        .toArray(float[][]::new);
  }

  @Test
  void gradientIsThatOfTheLoss() {
    LogitObjective clean = CrossEntropy.withClasses(new int[] {0, 2, 1}, 3);
    LogitObjective adversarial = CrossEntropy.withClasses(new int[] {1, 2, 0}, 3);
    for (double lambda : LAMBDAS) {
      Losses.assertGradientIsOfLoss(
          new AdversarialMixture(clean, adversarial, lambda, 3), Losses.logits(6, 3, 4), 0);
    }
  }

  @Test
  void bothTextsOfAnExampleHaveItsLabel() {
    LogitObjective task = CrossEntropy.withClasses(new int[] {0, 1, 0, 1}, 2);
    float[][] right = {{0, 20}, {20, 0}, {0, 20}, {20, 0}};
    LossAndGradient loss =
        new AdversarialMixture(task, task, 0.3, 4).at(new int[] {3, 2, 7, 6}, right, 0);
    assertThat(loss.loss()).isCloseTo(0, within(1e-6));
  }

  @Test
  void refusesRowsThatAreNoPairs() {
    LogitObjective task = CrossEntropy.withClasses(new int[] {0, 1, 0, 1}, 2);
    AdversarialMixture mixture = new AdversarialMixture(task, task, 0.3, 4);
    for (int[] rows : new int[][] {{0, 1}, {0, 1, 5, 4}, {0, 4, 1}, {4, 8}}) {
      assertThatThrownBy(() -> mixture.at(rows, Losses.logits(rows.length, 2, 0), 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesLambdaBeyondItsRange() {
    LogitObjective task = CrossEntropy.withClasses(new int[] {0}, 2);
    for (double lambda : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new AdversarialMixture(task, task, lambda, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("lambda");
    }
  }
}
