package io.heirloom.languagemodel.training;

/** Hears how a training goes. Whatever a method throws stops training, after its state is saved. */
public interface TrainingListener {
  /** Hears nothing. */
  TrainingListener SILENT = step -> {};

  /**
   * A step, or a look at the rows kept aside, is under way: called after each part of the rows that
   * goes through the model at once.
   */
  default void working() {}

  /** One more optimiser step is done. */
  void stepped(TrainingStep step);

  /**
   * The rows kept aside were looked at.
   *
   * @param step how many steps are done
   * @param loss over these rows
   */
  default void validated(long step, double loss) {}

  /**
   * A step ran out of memory; from now on fewer tokens go through the model at once.
   *
   * @param step how many steps are done
   * @param tokensAtOnce how many, about
   */
  default void cutSmaller(long step, int tokensAtOnce) {}
}
