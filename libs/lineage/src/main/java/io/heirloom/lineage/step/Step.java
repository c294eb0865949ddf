package io.heirloom.lineage.step;

import io.heirloom.lineage.ArtifactKind;

/**
 * One piece of work, described by all that determines its result save the input it starts from.
 * Where things lie (folders, addresses) is no part of it.
 */
public sealed interface Step permits TrainWeak, Label, TrainStrong, Evaluate {
  /** The property studied and the data it is studied on. */
  TrustTask task();

  /** What the step makes. */
  ArtifactKind produces();

  /** The step's name in step keys and messages, such as {@code train-weak}. */
  String operation();
}
