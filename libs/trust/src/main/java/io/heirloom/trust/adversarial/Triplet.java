package io.heirloom.trust.adversarial;

import java.util.List;
import java.util.Optional;

/**
 * A text x, what an attack made of it, and its label.
 *
 * @param clean x, the text of each of the task's fields; empty: the record has no clean counterpart
 *     and serves evaluation only
 * @param adversarial x', the text of each field
 * @param label the true class of both, from 0
 * @param method the attack, where it is known
 * @param file the file it stands in
 * @param sourceRow which row of the attacked set x is, as the file counts
 */
record Triplet(
    Task task,
    Optional<List<String>> clean,
    List<String> adversarial,
    int label,
    Optional<String> method,
    String file,
    int sourceRow) {
  Triplet {
    clean = clean.map(List::copyOf);
    adversarial = List.copyOf(adversarial);
  }

  /** x as a classifier reads it. */
  Optional<String> cleanText() {
    return clean.map(task::text);
  }

  /** x' as a classifier reads it. */
  String adversarialText() {
    return task.text(adversarial);
  }
}
