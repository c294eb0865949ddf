package io.heirloom.worker;

import io.heirloom.lineage.step.Step;
import java.util.SortedMap;

/**
 * What a service does with one kind of step. A bean of this type makes its process a worker: it
 * takes orders for such steps, one at a time, and calls the handler always on the same thread.
 */
public interface StepHandler<S extends Step> {
  /** The kind of step. At most one handler of a process handles it. */
  Class<S> handles();

  /**
   * Does a step, or one shard of it, and writes what it makes into {@link StepContext#output()}.
   * Called again, in this process or another, if the worker dies, is stopped or fails before the
   * result is published; must then make the same, whatever it finds in {@link
   * StepContext#scratch()}.
   *
   * @return what was measured, by name; finite numbers, may be empty
   * @throws io.heirloom.lineage.InvalidInputException if the step cannot be done, however often it
   *     is tried; the message reaches the user
   * @throws Exception if it failed; it is tried again as what failed lets hope
   */
  SortedMap<String, Double> perform(S step, StepContext context) throws Exception;
}
