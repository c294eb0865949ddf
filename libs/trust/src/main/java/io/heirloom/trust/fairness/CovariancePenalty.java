package io.heirloom.trust.fairness;

import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.languagemodel.training.LossAndGradient;
import io.heirloom.trust.objective.Softmax;
import java.util.Arrays;

/**
 * The fairness regulariser of Eq. 3 and 7 of the paper (after Zafar et al. 2017): a penalty on the
 * covariance mean_i (a_i - a_bar) f_i, over the batch, of the protected attribute a and the model's
 * score f for class 1 of 2.
 */
final class CovariancePenalty implements LogitObjective {
  private final int[] protectedAttribute;
  private final FairnessSettings settings;
  private final double shareInData;

  /**
   * @param protectedAttribute 0 or 1 for each training row; not copied
   */
  CovariancePenalty(int[] protectedAttribute, FairnessSettings settings) {
    this(protectedAttribute, settings, Arrays.stream(protectedAttribute).average().orElse(0));
  }

  /** As the other constructor, with the data's share of the protected group given. */
  CovariancePenalty(int[] protectedAttribute, FairnessSettings settings, double shareInData) {
    this.protectedAttribute = protectedAttribute;
    this.settings = settings;
    this.shareInData = shareInData;
  }

  @Override
  public LossAndGradient at(int[] rows, float[][] logits, double trainingShare) {
    double[] deviations = deviations(rows);
    double covariance = 0;
    for (int row = 0; row < rows.length; row++) {
      covariance += deviations[row] * score(logits[row]) / rows.length;
    }
    double slope = slope(covariance);
    float[][] gradient = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      gradient[row] = scoreGradient(logits[row], slope * deviations[row] / rows.length);
    }
    return new LossAndGradient(penalty(covariance), gradient);
  }

  private double[] deviations(int[] rows) {
    double[] attributes = Arrays.stream(rows).mapToDouble(row -> protectedAttribute[row]).toArray();
    double baseRate =
        switch (settings.baseRate()) {
          case BATCH -> Arrays.stream(attributes).average().orElse(0);
          case DATA -> shareInData;
        };
    return Arrays.stream(attributes).map(attribute -> attribute - baseRate).toArray();
  }

  private double penalty(double covariance) {
    return switch (settings.penalty()) {
      case ABSOLUTE -> Math.abs(covariance);
      case SIGNED -> covariance;
      case SQUARED -> covariance * covariance;
    };
  }

  /** The derivative of the penalty; that of the absolute value is taken as 0 at 0. */
  private double slope(double covariance) {
    return switch (settings.penalty()) {
      case ABSOLUTE -> Math.signum(covariance);
      case SIGNED -> 1;
      case SQUARED -> 2 * covariance;
    };
  }

  private double score(float[] logits) {
    return switch (settings.score()) {
      case LOGIT_DIFFERENCE -> (double) logits[1] - logits[0];
      case LOGIT -> logits[1];
      case PROBABILITY -> Softmax.of(logits)[1];
    };
  }

  private float[] scoreGradient(float[] logits, double factor) {
    return switch (settings.score()) {
      case LOGIT_DIFFERENCE -> new float[] {(float) -factor, (float) factor};
      case LOGIT -> new float[] {0, (float) factor};
      case PROBABILITY -> {
        double[] probabilities = Softmax.of(logits);
        float change = (float) (factor * probabilities[0] * probabilities[1]);
        yield new float[] {-change, change};
      }
    };
  }
}
