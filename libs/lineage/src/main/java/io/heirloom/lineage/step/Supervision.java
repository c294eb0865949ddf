package io.heirloom.lineage.step;

/** What teaches the strong model. */
public sealed interface Supervision {
  /** Ground truth: the strong ceiling. */
  record GroundTruth() implements Supervision {}

  /** WTS-Naive: cross-entropy with the weak labels. */
  record WtsNaive() implements Supervision {}

  /**
   * WTS-Aux: the auxiliary-confidence loss, Eq. 1 of the paper (after Burns et al. 2023, section
   * 4.3.2). Cross-entropy with (1 - alpha) times the weak label plus alpha times the strong model's
   * own hardened label.
   *
   * @param alphaMax alpha after warm-up, 0 to 1
   * @param warmUpShare share of all steps, 0 to 1, over which alpha rises linearly from 0
   */
  record WtsAux(double alphaMax, double warmUpShare) implements Supervision {}
}
