package io.heirloom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.languagemodel.training.LossAndGradient;
import java.util.Random;
import java.util.stream.IntStream;

/** What tests of objectives share. */
public final class Losses {
  private Losses() {}

  /** The rows 0 to count - 1. */
  public static int[] rows(int count) {
    return IntStream.range(0, count).toArray();
  }

  /** Logits of no particular kind. */
  public static float[][] logits(int rows, int classes, long seed) {
    Random random = new Random(seed);
    float[][] logits = new float[rows][classes];
    for (float[] row : logits) {
      for (int label = 0; label < classes; label++) {
        row[label] = (float) (2 * random.nextGaussian());
      }
    }
    return logits;
  }

  /** Asserts the loss, to 1e-5 of its size, and the gradient of a golden case. */
  public static void assertAgrees(LossAndGradient found, JsonNode expected, String name) {
    double loss = expected.get("loss").asDouble();
    assertThat(found.loss()).as(name + ": loss").isCloseTo(loss, within(1e-5 * Math.abs(loss)));
    if (expected.has("grad")) {
      assertClose(found.gradient(), Golden.floats(expected.get("grad")), 2e-6, name);
    }
  }

  /** Asserts that a gradient is that of its loss, by central differences. */
  public static void assertGradientIsOfLoss(
      LogitObjective objective, float[][] logits, double trainingShare) {
    int[] rows = rows(logits.length);
    float[][] gradient = objective.at(rows, logits, trainingShare).gradient();
    float step = 1f / 256;
    float[][] differences = new float[logits.length][logits[0].length];
    for (int row = 0; row < logits.length; row++) {
      for (int label = 0; label < logits[row].length; label++) {
        float logit = logits[row][label];
        logits[row][label] = logit + step;
        double above = objective.at(rows, logits, trainingShare).loss();
        logits[row][label] = logit - step;
        double below = objective.at(rows, logits, trainingShare).loss();
        logits[row][label] = logit;
        differences[row][label] = (float) ((above - below) / (2 * step));
      }
    }
    assertClose(gradient, differences, 1e-5, "gradient by differences");
  }

  private static void assertClose(
      float[][] found, float[][] expected, double tolerance, String name) {
    assertThat(found.length).as(name).isEqualTo(expected.length);
    for (int row = 0; row < found.length; row++) {
      assertThat(found[row])
          .as(name + ": gradient of row " + row)
          .containsExactly(expected[row], within((float) tolerance));
    }
  }
}
