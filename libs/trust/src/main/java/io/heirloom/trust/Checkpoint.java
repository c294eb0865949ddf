package io.heirloom.trust;

import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.RowProgress;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.accounting.PrivacySpent;
import io.heirloom.lineage.InvalidInputException;
import java.util.Optional;

/** A trained model that is asked. Whoever lends it loads and closes what it gives. */
public interface Checkpoint {
  /**
   * The model as a classifier.
   *
   * @throws InvalidInputException if it is none
   */
  SequenceClassifier classifier();

  /**
   * The model as a language model.
   *
   * @throws InvalidInputException if it is none
   */
  CausalLanguageModel languageModel();

  /** What its own training has spent of its rows' privacy; empty where that was not kept. */
  Optional<PrivacySpent> privacySpent();

  /** To be told how asking goes on. */
  RowProgress progress();
}
