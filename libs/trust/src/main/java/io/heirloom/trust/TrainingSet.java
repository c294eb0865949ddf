package io.heirloom.trust;

import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.trust.objective.CrossEntropy;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model is trained on.
 *
 * @param texts the training rows
 * @param objective the loss over them; it takes rows as indices into {@code texts}
 * @param validation rows kept aside, with ground truth
 */
public record TrainingSet(List<String> texts, LogitObjective objective, Validation validation) {
  public TrainingSet {
    texts = List.copyOf(texts);
  }

  /**
   * Rows kept aside from training to watch it by.
   *
   * @param labels the true class of each text, from 0
   */
  public record Validation(List<String> texts, int[] labels) {
    public Validation {
      texts = List.copyOf(texts);
      if (texts.size() != labels.length) {
        throw new IllegalArgumentException(
            texts.size() + " validation texts with " + labels.length + " labels");
      }
    }

    /**
     * The mean cross-entropy of the answers with the true classes, in nats. There must be rows kept
     * aside.
     *
     * @param logits the model's, [texts][classes]
     */
    public double loss(float[][] logits) {
      int[] rows = IntStream.range(0, labels.length).toArray();
      return CrossEntropy.withClasses(labels, logits[0].length).at(rows, logits, 0).loss();
    }

    /**
     * The share of right answers, 0 to 1. There must be rows kept aside.
     *
     * @param answers the model's logits or probabilities, [texts][classes]
     */
    public double accuracy(float[][] answers) {
      return IntStream.range(0, labels.length)
          .map(row -> Probabilities.likeliest(answers[row]) == labels[row] ? 1 : 0)
          .average()
          .orElseThrow();
    }
  }
}
