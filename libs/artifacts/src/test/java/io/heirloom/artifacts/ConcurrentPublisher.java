package io.heirloom.artifacts;

import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** A process that claims and publishes keys which others claim and publish as well. */
final class ConcurrentPublisher {
  static final int KEYS = 60;

  private ConcurrentPublisher() {}

  static StepKey key(int number) {
    return new StepKey(Digest.of("step " + number));
  }

  /** Arguments: the store's folder, this publisher's name. */
  public static void main(String[] arguments) throws IOException {
    FolderStore store = new FolderStore(Path.of(arguments[0]));
    String name = arguments[1];
    for (int i = 0; i < KEYS; i++) {
      if (store.claim(key(i), name)) {
        System.out.println("claimed " + i);
      }
      Path staged = store.stage();
      // Half of the keys get equal content from all publishers, half different content.
      Files.writeString(staged.resolve("content"), i % 2 == 0 ? "step " + i : name + i);
      StepResult result = store.publish(key(i), ArtifactKind.WEAK_LABELS, staged, new TreeMap<>());
      System.out.println("result " + i + " " + result.reference().digest());
    }
  }
}
