package io.heirloom.worker;

import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** The surroundings of a step while it is done. To be used on the thread of the handler. */
public interface StepContext {
  /** The study on whose behalf it is done. */
  StudyId study();

  /** The step. */
  StepKey key();

  /** The part of the step's rows to do; the whole when shards are merged. */
  Shard shard();

  /**
   * The folder of the artifact the step starts from, verified on every call. Not to be written
   * into.
   *
   * @throws IllegalStateException if the step is a root, which starts from nothing
   */
  Path input();

  /** A mirror of the named data sets, if the user has one: an absolute path. */
  Optional<Path> dataFolder();

  /** An empty folder for what the step makes; whatever is in it at the end becomes the artifact. */
  Path output();

  /**
   * A folder for what lets another worker go on with this part of the step, made if missing; a step
   * begun anew finds in it what the worker before it left, whole or damaged. Removed when the order
   * is done with, as well as by others who do the same step or gave it up: to be asked for anew at
   * each write, which goes aside and is renamed, and whose failure is no reason to stop. Files
   * whose names begin with {@code tries-} or {@code log-} are not the step's. See {@link
   * io.heirloom.artifacts.ArtifactStore#scratch}.
   */
  Path scratch();

  /**
   * Tells how far the step is; passed on about once a second. Also gives the step up like {@link
   * #throwIfCancelled}.
   *
   * @param done how much, in the step's own unit (optimiser steps, rows), 0 to {@code total}
   * @param total of how much, 1 or more
   */
  void progress(long done, long total);

  /**
   * Reports a measurement; of each name, about one a second and the last are passed on.
   *
   * @param name such as {@code loss}
   * @param value a value that is not finite is not passed on
   * @param trainingStep optimiser steps done so far; 0 where there are none
   */
  void metric(String name, double value, long trainingStep);

  /**
   * Does something that is no work, such as waiting for a device: its time is not counted, nor is
   * the step blamed if the worker dies meanwhile.
   *
   * @return what it gives
   */
  <T> T waitFor(Supplier<T> something);

  /**
   * Gives the step up if its study was cancelled or the worker is to stop. To be called every few
   * seconds at least where {@link #progress} is not.
   */
  void throwIfCancelled() throws CancelledStepException;
}
