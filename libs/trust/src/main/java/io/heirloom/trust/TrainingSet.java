package io.heirloom.trust;

import io.heirloom.languagemodel.LogitObjective;
import java.util.List;

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
  }
}
