package io.heirloom.artifacts;

import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A content-addressed store of artifacts, shared by all workers. An artifact is a folder of files;
 * its digest is the SHA-256 of its manifest, which has a line {@code sha256 size relative/path} for
 * each file, sorted by path. Results are found by the key of the step that made them. Artifacts
 * never change.
 *
 * <p>All methods may be called from any thread of any process at once. They throw {@link
 * java.io.UncheckedIOException} if the store cannot be read or written, a {@link
 * FullStoreException} if that is because it is full.
 */
public interface ArtifactStore {
  /**
   * What was recorded under a key, if it is there with all files in their size. Contents are
   * verified later, by {@link #fetch}.
   */
  Optional<StepResult> find(StepKey key);

  /** Whether a result was recorded under a key whose artifact, or record, is of no use any more. */
  boolean lost(StepKey key);

  /**
   * A fresh empty folder to write an artifact into; ends with {@link #publish} or {@link #discard}.
   */
  Path stage();

  /**
   * Puts a staged folder into the store and records it under a key, both or neither. If a result is
   * recorded under the key already, that one stays. The staged folder is gone afterwards, unless
   * this fails.
   *
   * @param metrics finite numbers by name, recorded with the artifact
   * @return what is recorded under the key
   * @throws IllegalArgumentException if the folder was not staged here, holds no file or anything
   *     but plain files and folders with plain names, or a metric is not finite
   */
  StepResult publish(
      StepKey key, ArtifactKind kind, Path staged, SortedMap<String, Double> metrics);

  /**
   * The folder of an artifact on this machine, verified anew on every call. Nobody may write into
   * it.
   *
   * @throws CorruptArtifactException if a file is missing, damaged or not of the artifact
   */
  Path fetch(Reference reference);

  /**
   * Takes a damaged artifact out of the store, so that the step that made it counts as not done; an
   * intact one, verified for this, stays.
   *
   * @return what is wrong with it, for a person; empty if nothing is
   */
  Optional<String> withdraw(Reference reference);

  /**
   * Claims what is to be done once under a key.
   *
   * @return whether {@code claimant} is the first to claim it, now or before
   */
  boolean claim(StepKey key, String claimant);

  /** Deletes a staged folder that will not be published; does nothing if it is gone. */
  void discard(Path staged);

  /**
   * The folder in which the making of a step's product keeps what lets another worker go on after a
   * crash; made if missing, and the same for all workers. It outlives the worker, what is in it is
   * the maker's business, and none of it becomes part of an artifact.
   *
   * <p>It is an aid, not a promise. Several workers may write into it at once, others may remove it
   * at any time, and after 14 days without a write or a call of this method it is removed. Who
   * writes into it writes aside and renames, calls this method anew each time, and does without
   * where writing fails; who reads from it takes what it finds for possibly damaged.
   */
  Path scratch(StepKey key);

  /** Removes the folder that {@link #scratch} gave, with all in it; does nothing if it is gone. */
  void discardScratch(StepKey key);
}
