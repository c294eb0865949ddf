package io.heirloom.trust.adversarial;

import io.heirloom.trust.classification.Example;

/**
 * A row that models learn from: a clean text, which weak labels are made of, beside its adversarial
 * counterpart, which shares its label.
 *
 * @param text x
 * @param adversarialText x'
 * @param label the true class of both, from 0
 */
record AdversarialExample(String text, String adversarialText, int label) implements Example {
  /** The row of a triplet that has a clean text. */
  static AdversarialExample of(Triplet triplet) {
    return new AdversarialExample(
        triplet.cleanText().orElseThrow(), triplet.adversarialText(), triplet.label());
  }
}
