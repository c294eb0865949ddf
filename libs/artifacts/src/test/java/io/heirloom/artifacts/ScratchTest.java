package io.heirloom.artifacts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.artifacts.file.AtomicFile;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  private static final StepKey KEY = new StepKey(Digest.of("a step"));
  private static final StepKey OTHER = new StepKey(Digest.of("another step"));

  @TempDir Path root;
  private FolderStore store;

  @BeforeEach
  void open() {
    store = new FolderStore(root);
  }

  @Test
  void allWorkersFindWhatOneLeft() throws IOException {
    Files.writeString(store.scratch(KEY).resolve("state"), "half done");

    Path found = new FolderStore(root).scratch(KEY);

    assertThat(found.resolve("state")).hasContent("half done");
    assertThat(found).isEqualTo(root.resolve("scratch").resolve(KEY.toString()));
    assertThat(store.scratch(OTHER)).isEmptyDirectory();
  }

  @Test
  void nothingOfItIsPublished() throws IOException {
    Path scratch = store.scratch(KEY);
    Files.writeString(scratch.resolve("state"), "half done");
    Path staged = store.stage();
    Files.writeString(staged.resolve("model"), "done");

    StepResult result = store.publish(KEY, ArtifactKind.CHECKPOINT, staged, new TreeMap<>());

    try (Stream<Path> files = Files.list(store.fetch(result.reference()))) {
      assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("model");
    }
    assertThatThrownBy(
            () -> store.publish(OTHER, ArtifactKind.CHECKPOINT, scratch, new TreeMap<>()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.discard(scratch)).isInstanceOf(IllegalArgumentException.class);
    assertThat(scratch.resolve("state")).hasContent("half done");
  }

  @Test
  void discardingRemovesAllOfOneStepAndMayBeRepeated() throws IOException {
    Path scratch = store.scratch(KEY);
    Files.writeString(Files.createDirectories(scratch.resolve("a/b")).resolve("state"), "state");
    Files.writeString(store.scratch(OTHER).resolve("state"), "another's");

    store.discardScratch(KEY);
    store.discardScratch(KEY);

    assertThat(scratch).doesNotExist();
    assertThat(root.resolve("staging")).isEmptyDirectory();
    assertThat(store.scratch(OTHER).resolve("state")).hasContent("another's");
    assertThat(store.scratch(KEY)).isEmptyDirectory();
  }

  @Test
  void whoWritesIntoADiscardedFolderLeavesNothingBehindAndMayAskAnew() throws IOException {
    Path scratch = store.scratch(KEY);
    store.discardScratch(KEY);

    assertThatThrownBy(() -> save(scratch, "state")).isInstanceOf(NoSuchFileException.class);
    assertThat(scratch).doesNotExist();

    save(store.scratch(KEY), "state");
    assertThat(scratch.resolve("state")).hasContent("state");
  }

  @Test
  @Timeout(60)
  void workersThatSaveAndOneThatDiscardAtOnceDoEachOtherNoHarm() throws Exception {
    AtomicInteger saved = new AtomicInteger();
    AtomicInteger found = new AtomicInteger();
    String first = "1".repeat(100_000);
    String second = "2".repeat(100_000);
    ExecutorService workers = Executors.newFixedThreadPool(3);
    try {
      List<Future<Void>> all =
          workers.invokeAll(
              List.of(
                  times(300, worker -> saveAndLookUp(worker, first, saved, found, second)),
                  times(300, worker -> saveAndLookUp(worker, second, saved, found, first)),
                  times(300, worker -> worker.discardScratch(KEY))));
      for (Future<Void> one : all) {
        one.get();
      }
    } finally {
      workers.shutdownNow();
    }

    assertThat(saved).hasPositiveValue();
    assertThat(found).hasPositiveValue();
    store.discardScratch(KEY);
    assertThat(root.resolve("scratch")).isEmptyDirectory();
    assertThat(root.resolve("staging")).isEmptyDirectory();
  }

  @Test
  void whatNobodyTouchedForTwoWeeksIsRemovedWhenAStoreIsOpened() throws IOException {
    Path idle = age(store.scratch(KEY), Duration.ofDays(15));
    Path recent = age(store.scratch(OTHER), Duration.ofDays(13));

    new FolderStore(root);

    assertThat(idle).doesNotExist();
    assertThat(recent).exists();
    assertThat(root.resolve("staging")).isEmptyDirectory();
  }

  @Test
  void aWriteFarInsideOrAQuestionForTheFolderCountsAsATouch() throws IOException {
    Path written = store.scratch(KEY);
    Path inside = Files.createDirectories(written.resolve("a/b"));
    Path state = Files.writeString(inside.resolve("state"), "state");
    for (Path old : List.of(inside, inside.getParent(), written)) {
      age(old, Duration.ofDays(15));
    }
    Path asked = age(store.scratch(OTHER), Duration.ofDays(15));
    store.scratch(OTHER);

    new FolderStore(root);

    assertThat(state).exists();
    assertThat(asked).exists();
  }

  @Test
  void whatHasNoKeyForItsNameIsLeftAlone() throws IOException {
    Path foreign = Files.createDirectories(root.resolve("scratch/precious"));
    age(foreign, Duration.ofDays(15));

    new FolderStore(root);

    assertThat(foreign).exists();
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    Path outside = Files.createDirectories(root.resolve("outside"));
    Path precious = Files.writeString(outside.resolve("precious"), "precious");
    Path planted = root.resolve("scratch").resolve(KEY.toString());
    Files.createSymbolicLink(planted, outside);
    Files.createSymbolicLink(store.scratch(OTHER).resolve("link"), outside);

    assertThatThrownBy(() -> store.scratch(KEY))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(KEY.toString());
    store.discardScratch(KEY);
    store.discardScratch(OTHER);

    assertThat(precious).hasContent("precious");
    assertThat(root.resolve("scratch")).isEmptyDirectory();
    assertThat(root.resolve("staging")).isEmptyDirectory();
    assertThat(store.scratch(KEY)).isEmptyDirectory();
  }

  private interface Work {
    void with(FolderStore worker) throws IOException;
  }

  private Callable<Void> times(int times, Work work) {
    return () -> {
      FolderStore worker = new FolderStore(root);
      for (int i = 0; i < times; i++) {
        work.with(worker);
      }
      return null;
    };
  }

  /** What is found is one of the two states, whole. */
  private static void saveAndLookUp(
      FolderStore worker, String mine, AtomicInteger saved, AtomicInteger found, String others)
      throws IOException {
    if (unlessRemoved(() -> save(worker.scratch(KEY), mine)).isPresent()) {
      saved.incrementAndGet();
    }
    Optional<String> state =
        unlessRemoved(() -> Files.readString(worker.scratch(KEY).resolve("state")));
    if (state.isPresent()) {
      assertThat(Arrays.asList(mine, others)).contains(state.get());
      found.incrementAndGet();
    }
  }

  private static Path save(Path scratch, String state) throws IOException {
    Path file = scratch.resolve("state");
    AtomicFile.write(file, AtomicFile.Content.of(state.getBytes(US_ASCII)));
    return file;
  }

  private interface Access<T> {
    T now() throws IOException;
  }

  private static <T> Optional<T> unlessRemoved(Access<T> access) throws IOException {
    try {
      return Optional.of(access.now());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Path age(Path path, Duration age) throws IOException {
    return Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
  }
}
