package io.heirloom.worker.tries;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.artifacts.FolderStore;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import org.jboss.logging.Logger;

/** A process that begins a try and gets no further: to be killed. */
public final class DoomedWorker {
  private static final Logger LOG = Logger.getLogger(DoomedWorker.class);

  private DoomedWorker() {}

  /** Starts one and kills it once its try is on record. */
  public static void startAndKill(Path store, StepKey product, StudyId study) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                DoomedWorker.class.getName(),
                store.toString(),
                product.toString(),
                study.value())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = process.inputReader()) {
      String line = said.readLine();
      while (!"began".equals(line)) {
        assertThat(line).as("a word before its end").isNotNull();
        line = said.readLine();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Arguments: the store's folder, the key of what is made, the study. */
  public static void main(String[] arguments) throws InterruptedException {
    FolderStore store = new FolderStore(Path.of(arguments[0]));
    StepKey product = StepKey.parse(arguments[1]);
    new Attempt(() -> store.scratch(product), new StudyId(arguments[2]), Integer.MAX_VALUE)
        .begin("doomed", Instant.now());
    LOG.error("about to touch what must not be touched");
    System.out.println("began");
    Thread.sleep(Long.MAX_VALUE);
  }
}
