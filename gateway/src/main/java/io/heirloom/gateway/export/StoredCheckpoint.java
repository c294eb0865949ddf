package io.heirloom.gateway.export;

import io.heirloom.artifacts.CorruptArtifactException;
import io.heirloom.artifacts.FolderStore;
import io.heirloom.languagemodel.gptneox.ConfigFile;
import io.heirloom.languagemodel.training.CheckpointCard;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Reference;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A checkpoint as it rests in the artifact store.
 *
 * @param folder of its files, verified; nobody may write into it
 * @param form what kind of model it is
 * @param card what it tells of its training, where it has that
 */
record StoredCheckpoint(Path folder, Form form, Optional<CheckpointCard> card) {

  /** What a model is for. */
  enum Form {
    CLASSIFIER,
    LANGUAGE_MODEL
  }

  /**
   * Reads and verifies a checkpoint.
   *
   * @param store folder of the artifact store, if the gateway has one
   * @throws UnreadableCheckpointException if there is no store, or the checkpoint is not in it as
   *     it was published
   */
  static StoredCheckpoint fetch(Optional<Path> store, Reference reference) {
    Path root =
        store.orElseThrow(
            () ->
                new UnreadableCheckpointException(
                    "the gateway has no artifact store (heirloom.store.folder)"));
    try {
      Path folder = new FolderStore(root).fetch(reference);
      Form form = ConfigFile.isOfClassifier(folder) ? Form.CLASSIFIER : Form.LANGUAGE_MODEL;
      return new StoredCheckpoint(folder, form, CheckpointCard.of(folder));
    } catch (CorruptArtifactException | InvalidInputException | UncheckedIOException e) {
      throw new UnreadableCheckpointException(
          "checkpoint " + reference.digest().abbreviated() + " cannot be read: " + e.getMessage(),
          e);
    }
  }
}
