package io.heirloom.gateway.export;

import io.heirloom.lineage.StepKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A checkpoint that is ready to leave.
 *
 * @param key of the step that made it
 * @param folder of its files in the store
 * @param card its README, in Markdown
 */
public record ExportedCheckpoint(StepKey key, Path folder, String card) {
  /** A name for the file it is saved to. */
  public String fileName() {
    return "heirloom-" + key.digest().abbreviated() + ".zip";
  }

  /**
   * How many bytes its zip file will have; empty where that is not known beforehand.
   *
   * @throws UncheckedIOException if the store cannot be read any more
   */
  public OptionalLong zipSize() {
    try {
      return CheckpointZip.size(card, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes it as a zip file in the hub's layout, as fast as {@code out} takes it.
   *
   * @throws IOException if the store cannot be read any more, or {@code out} fails
   */
  public void writeZip(OutputStream out) throws IOException {
    CheckpointZip.write(card, folder, out);
  }
}
