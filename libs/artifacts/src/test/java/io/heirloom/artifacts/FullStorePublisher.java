package io.heirloom.artifacts;

import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Fills a store to the last byte, and says what comes of it. */
final class FullStorePublisher {
  static final StepKey KEY = new StepKey(Digest.of("a step"));

  private FullStorePublisher() {}

  /** Arguments: the store's folder, on a small disk of its own. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    FolderStore store = new FolderStore(root);
    Files.writeString(store.scratch(KEY).resolve("state"), "half done");
    Path staged = store.stage();
    fill(staged.resolve("model"));
    try {
      store.publish(KEY, ArtifactKind.CHECKPOINT, staged, new TreeMap<>());
      System.out.println("published");
    } catch (FullStoreException e) {
      System.out.println("publish: " + e.getMessage());
    }
    store.discardScratch(KEY);
    System.out.println("scratch: " + Files.exists(root.resolve("scratch").resolve(KEY.toString())));
    store.discard(staged);
    System.out.println("found: " + store.find(KEY).isPresent());
    try (Stream<Path> left = Files.list(root.resolve("staging"))) {
      System.out.println("staging: " + left.count());
    }
    Path next = Files.writeString(store.stage().resolve("model"), "small");
    store.publish(KEY, ArtifactKind.CHECKPOINT, next.getParent(), new TreeMap<>());
    System.out.println("then: " + store.find(KEY).isPresent());
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[512];
    try {
      while (true) {
        Files.write(file, block, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      System.out.println("write: " + (FullDisk.caused(e) ? "no room" : e.toString()));
    }
  }
}
