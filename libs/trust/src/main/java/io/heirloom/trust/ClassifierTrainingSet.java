package io.heirloom.trust;

import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.trust.objective.CrossEntropy;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a classifier is trained on.
 *
 * @param classes how many it is to tell apart, 2 or more
 * @param texts the training rows; where a row has several views, the first views of all rows, then
 *     the second ones
 * @param views of each row, 1 or more, which always come together in a batch: that of some rows
 *     holds their first views, then their second ones
 * @param objective the loss over them; it takes rows as indices into {@code texts}
 * @param embeddingNoise standard deviation of the noise that is added to the embedding of each
 *     token in training, drawn anew in each step; 0 or more
 * @param validation rows kept aside, with ground truth
 */
public record ClassifierTrainingSet(
    int classes,
    List<String> texts,
    int views,
    LogitObjective objective,
    double embeddingNoise,
    Validation validation)
    implements TrainingSet {
  public ClassifierTrainingSet {
    texts = List.copyOf(texts);
    if (views < 1 || texts.size() % views != 0) {
      throw new IllegalArgumentException(texts.size() + " texts in " + views + " views");
    }
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
