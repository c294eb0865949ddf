package io.heirloom.trust.attack;

import io.heirloom.languagemodel.SequenceClassifier;
import java.util.List;
import java.util.function.Function;

/**
 * A classifier under attack.
 *
 * @param model the classifier, which stays the caller's
 * @param maxTokens how many tokens of a text the model reads
 * @param wholeText the one text that the model is given for a text's fields
 */
public record ClassifierVictim(
    SequenceClassifier model, int maxTokens, Function<List<String>, String> wholeText)
    implements Victim {
  @Override
  public float[][] probabilities(List<List<String>> texts, Runnable working) {
    List<String> wholeTexts = texts.stream().map(wholeText).toList();
    return model.probabilities(
        model.tokenize(wholeTexts, maxTokens), (done, total) -> working.run());
  }
}
