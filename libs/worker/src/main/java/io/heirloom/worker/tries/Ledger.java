package io.heirloom.worker.tries;

import io.heirloom.artifacts.file.AtomicFile;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.json.LineageJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What is known of the tries at an order, in a file that outlives the worker: how often the broker
 * delivered an order does not say how often it killed somebody. It is an aid: one that is damaged
 * or cannot be written is no ledger, and costs a poisonous step some more tries.
 */
final class Ledger {
  private static final Logger LOG = Logger.getLogger(Ledger.class);

  private final Supplier<Path> folder;
  private final String name;

  /**
   * The ledger of a study's order.
   *
   * @param folder gives the scratch folder of what the order makes; asked anew for every use, since
   *     others may remove it. Studies that want the same keep a ledger each, for at one time only
   *     one worker should be on an order
   */
  Ledger(Supplier<Path> folder, StudyId study) {
    this.folder = folder;
    this.name = "tries-" + study.value() + ".json";
  }

  Tries read() {
    try {
      return LineageJson.read(Files.readAllBytes(file()), Tries.class);
    } catch (NoSuchFileException e) {
      return Tries.NONE;
    } catch (InvalidInputException | IOException | UncheckedIOException e) {
      LOG.warnf("the tries before this one are not known: %s", e.getMessage());
      return Tries.NONE;
    }
  }

  void write(Tries tries) {
    try {
      AtomicFile.write(file(), AtomicFile.Content.of(LineageJson.write(tries)));
    } catch (IOException | UncheckedIOException e) {
      LOG.warnf("it is not kept that a try began or ended: %s", e.getMessage());
    }
  }

  private Path file() {
    return folder.get().resolve(name);
  }
}
