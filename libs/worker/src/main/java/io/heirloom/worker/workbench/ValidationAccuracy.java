package io.heirloom.worker.workbench;

import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.trust.TrainingSet.Validation;
import java.util.OptionalDouble;

/** How well a model just trained does on the rows kept aside. */
final class ValidationAccuracy {
  private ValidationAccuracy() {}

  /** The share of right answers, 0 to 1; empty where no rows were kept aside. */
  static OptionalDouble of(SequenceClassifier model, Validation validation, int maxTokens) {
    if (validation.texts().isEmpty()) {
      return OptionalDouble.empty();
    }
    float[][] logits =
        model.logits(model.tokenize(validation.texts(), maxTokens), (done, total) -> {});
    int right = 0;
    for (int row = 0; row < logits.length; row++) {
      right += likeliest(logits[row]) == validation.labels()[row] ? 1 : 0;
    }
    return OptionalDouble.of((double) right / logits.length);
  }

  private static int likeliest(float[] logits) {
    int best = 0;
    for (int answer = 1; answer < logits.length; answer++) {
      best = logits[answer] > logits[best] ? answer : best;
    }
    return best;
  }
}
