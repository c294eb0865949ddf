package io.heirloom.trust.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.languagemodel.training.LossAndGradient;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Golden;
import io.heirloom.trust.Losses;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
  @Test
  void agreesWithGoldenCases() {
    for (JsonNode file : Golden.under("cross_entropy")) {
      file.properties().stream()
          .filter(entry -> entry.getValue().has("target"))
          .forEach(entry -> assertAgrees(entry.getValue(), entry.getKey()));
    }
  }

  private static void assertAgrees(JsonNode example, String name) {
    float[][] logits = Golden.floats(example.get("logits"));
    JsonNode target = example.get("target");
    CrossEntropy loss =
        target.get(0).isArray()
            ? new CrossEntropy(Golden.floats(target))
            : CrossEntropy.withClasses(Golden.integers(target), logits[0].length);
    Losses.assertAgrees(loss.at(Losses.rows(logits.length), logits, 0), example, name);
  }

  @Test
  void gradientIsThatOfTheLoss() {
    float[][] targets = {{0.2f, 0.5f, 0.3f}, {0, 1, 0}, {0.9f, 0.05f, 0.05f}};
    Losses.assertGradientIsOfLoss(new CrossEntropy(targets), Losses.logits(3, 3, 1), 0);
  }

  @Test
  void takesRowsAsIndicesIntoTheTrainingSet() {
    CrossEntropy loss = CrossEntropy.withClasses(new int[] {0, 1}, 2);
    float[][] sureOfClassOne = {{-5, 5}};
    assertThat(loss.at(new int[] {1}, sureOfClassOne, 0).loss()).isLessThan(0.001);
    assertThat(loss.at(new int[] {0}, sureOfClassOne, 0).loss()).isGreaterThan(9);
  }

  @Test
  void staysFiniteWhereAProbabilityUnderflows() {
    LossAndGradient loss =
        CrossEntropy.withClasses(new int[] {0}, 2).at(new int[] {0}, new float[][] {{0, 3e4f}}, 0);
    assertThat(loss.loss()).isEqualTo(3e4);
    assertThat(loss.gradient()[0]).containsExactly(-1f, 1f);
  }

  @Test
  void refusesAClassThatIsNone() {
    assertThatThrownBy(() -> CrossEntropy.withClasses(new int[] {0, 2}, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("label of row 1");
  }
}
