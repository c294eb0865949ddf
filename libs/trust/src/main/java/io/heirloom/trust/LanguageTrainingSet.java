package io.heirloom.trust;

import java.util.List;
import java.util.Optional;

/**
 * What a language model is trained on: texts, each of whose tokens it is to predict from those
 * before. A row's loss is the mean over its tokens, that of a batch the mean over its rows.
 *
 * @param texts the training rows
 * @param privacy how their privacy is to be kept; empty: not at all
 * @param validation texts kept aside
 */
public record LanguageTrainingSet(
    List<String> texts, Optional<DifferentialPrivacy> privacy, List<String> validation)
    implements TrainingSet {
  public LanguageTrainingSet {
    texts = List.copyOf(texts);
    validation = List.copyOf(validation);
  }
}
