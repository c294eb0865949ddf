package io.heirloom.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.artifacts.Leftover.Kind;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreInventoryTest {
  private static final StepKey KEY = new StepKey(Digest.of("a step"));
  private static final Instant LATER = Instant.now().plusSeconds(3600);

  @TempDir Path root;
  private FolderStore store;
  private StoreInventory inventory;

  @BeforeEach
  void open() {
    store = new FolderStore(root);
    inventory = store.inventory();
  }

  @Test
  void everyKindIsFoundByItsNameWithItsSize() throws IOException {
    StepResult result = publish(KEY, "0123456789");
    Files.writeString(store.scratch(KEY).resolve("state"), "12345");
    store.claim(KEY, "me");
    Path staged = Files.writeString(store.stage().resolve("file"), "123");

    String digest = result.reference().digest().hex();
    assertThat(found(Kind.ARTIFACT).name()).isEqualTo(digest);
    assertThat(found(Kind.ARTIFACT).bytes()).isGreaterThan(10);
    assertThat(found(Kind.RESULT).name()).isEqualTo(KEY.toString());
    assertThat(found(Kind.SCRATCH).name()).isEqualTo(KEY.toString());
    assertThat(found(Kind.SCRATCH).bytes()).isEqualTo(5);
    assertThat(found(Kind.CLAIM).bytes()).isEqualTo(2);
    assertThat(found(Kind.HALF_WRITTEN).name())
        .isEqualTo(staged.getParent().getParent().getFileName().toString());
    assertThat(inventory.recordedExcept(Set.of())).containsExactly(digest);
    assertThat(inventory.recordedExcept(Set.of(KEY.toString()))).isEmpty();
  }

  @Test
  void whatWasWrittenSinceIsNotFound() {
    publish(KEY, "a");

    for (Kind kind : Kind.values()) {
      assertThat(inventory.writtenBefore(kind, Instant.now().minusSeconds(60))).isEmpty();
    }
  }

  @Test
  void whatIsRemovedIsGoneAndCanBeMadeAgain() {
    publish(KEY, "a");

    assertThat(inventory.remove(found(Kind.RESULT))).isTrue();
    assertThat(inventory.remove(found(Kind.ARTIFACT))).isTrue();

    assertThat(store.find(KEY)).isEmpty();
    assertThat(inventory.writtenBefore(Kind.HALF_WRITTEN, LATER)).isEmpty();
    StepResult again = publish(KEY, "a");
    assertThat(store.fetch(again.reference()).resolve("file")).hasContent("a");
  }

  @Test
  void whatIsWrittenToAfterItWasFoundStays() throws IOException {
    Path state = Files.writeString(store.scratch(KEY).resolve("state"), "old");
    Leftover found = found(Kind.SCRATCH);
    Files.setLastModifiedTime(state, FileTime.from(LATER));

    assertThat(inventory.remove(found)).isFalse();

    assertThat(state).hasContent("old");
  }

  @Test
  void whatWasWrittenBesideItsPlaceIsHalfWritten() throws IOException {
    Files.writeString(root.resolve("steps").resolve("." + KEY + ".json.x"), "{");
    Files.writeString(root.resolve("steps").resolve("notes.txt"), "somebody's");

    assertThat(inventory.writtenBefore(Kind.RESULT, LATER)).isEmpty();
    assertThat(inventory.remove(found(Kind.HALF_WRITTEN))).isTrue();

    assertThat(root.resolve("steps")).isDirectoryContaining("glob:**notes.txt");
  }

  private Leftover found(Kind kind) {
    List<Leftover> found = inventory.writtenBefore(kind, LATER);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private StepResult publish(StepKey key, String content) {
    Path staged = store.stage();
    try {
      Files.writeString(staged.resolve("file"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return store.publish(key, ArtifactKind.CHECKPOINT, staged, new TreeMap<>());
  }
}
