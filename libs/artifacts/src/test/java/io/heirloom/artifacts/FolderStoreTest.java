package io.heirloom.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
  private static final StepKey KEY = new StepKey(Digest.of("a step"));
  private static final SortedMap<String, Double> NO_METRICS = new TreeMap<>();

  @TempDir Path root;
  private FolderStore store;

  @BeforeEach
  void open() {
    store = new FolderStore(root);
  }

  @Test
  void whatIsPublishedIsFoundByItsKeyAndFetchedByItsReference() throws IOException {
    SortedMap<String, Double> metrics = new TreeMap<>(Map.of("accuracy", .8125));
    assertThat(store.find(KEY)).isEmpty();

    StepResult published =
        store.publish(KEY, ArtifactKind.CHECKPOINT, staged("some content"), metrics);

    assertThat(new FolderStore(root).find(KEY)).contains(published);
    assertThat(published.metrics()).isEqualTo(metrics);
    assertThat(published.reference().kind()).isEqualTo(ArtifactKind.CHECKPOINT);
    Path fetched = store.fetch(published.reference());
    assertThat(fetched.resolve("file")).hasContent("some content");
    assertThat(fetched.resolve("sub/empty")).isEmptyFile();
    assertThat(root.resolve("staging")).isEmptyDirectory();
  }

  @Test
  void theDigestIsTakenOverTheSortedManifest() throws IOException {
    StepResult published = publish("abc");

    String manifest = Digest.of("abc") + "  3  file\n" + Digest.of("") + "  0  sub/empty\n";
    assertThat(published.reference().digest()).isEqualTo(Digest.of(manifest));
  }

  @Test
  void equalContentUnderTwoKeysIsOneArtifact() throws IOException {
    StepResult first = publish("same");
    StepResult second = store.publish(other(), ArtifactKind.CHECKPOINT, staged("same"), NO_METRICS);

    assertThat(second).isEqualTo(first);
    assertThat(namesIn("artifacts")).hasSize(1);
    assertThat(root.resolve("staging")).isEmptyDirectory();
  }

  @Test
  void theFirstResultUnderAKeyStays() throws IOException {
    StepResult first = publish("first");

    assertThat(publish("second")).isEqualTo(first);
    assertThat(namesIn("artifacts")).hasSize(1);
  }

  @Test
  void aDamagedFileIsNamedWhenItIsFetched() throws IOException {
    StepResult published = publish("right");
    Files.writeString(content(published).resolve("file"), "wrong");

    assertCorrupt(published, "content/file", Digest.of("right").hex(), Digest.of("wrong").hex());
  }

  @Test
  void aMissingFileIsNamedAndTheStepCountsAsNotDone() throws IOException {
    StepResult published = publish("content");
    Files.delete(content(published).resolve("sub/empty"));

    assertCorrupt(published, "sub/empty", "absent");
    assertThat(store.find(KEY)).isEmpty();
  }

  @Test
  void aFileTooManyIsNamed() throws IOException {
    StepResult published = publish("content");
    Files.createFile(content(published).resolve("added"));

    assertCorrupt(published, "content/added");
  }

  @Test
  void aLinkInTheFilesPlaceIsNotFollowed() throws IOException {
    StepResult published = publish("content");
    Path outside = Files.writeString(root.resolve("outside"), "content");
    Path file = content(published).resolve("file");
    Files.delete(file);
    Files.createSymbolicLink(file, outside);

    assertCorrupt(published, "content/file");
  }

  @Test
  void aDamagedManifestIsNamedAndTheStepCountsAsNotDone() throws IOException {
    StepResult published = publish("content");
    Path manifest = content(published).resolveSibling("manifest");
    Files.writeString(manifest, Digest.of("content") + "  7  ../../../outside\n");

    assertCorrupt(published, "manifest");
    assertThat(store.find(KEY)).isEmpty();
  }

  @Test
  void aVanishedArtifactCountsAsNotDoneAndIsPublishedAnew() throws IOException {
    StepResult published = publish("content");
    Path artifact = content(published).getParent();
    Files.move(artifact, root.resolve("elsewhere"));

    assertThat(store.find(KEY)).isEmpty();
    assertCorrupt(published, "absent");

    StepResult other = publish("other content");
    assertThat(store.find(KEY)).contains(other);
    assertThat(store.fetch(other.reference()).resolve("file")).hasContent("other content");
  }

  @Test
  void publishingTheSameContentHealsADamagedArtifact() throws IOException {
    StepResult published = publish("right");
    Files.writeString(content(published).resolve("file"), "wrong");

    store.publish(other(), ArtifactKind.CHECKPOINT, staged("right"), NO_METRICS);

    assertThat(store.fetch(published.reference()).resolve("file")).hasContent("right");
    assertThat(root.resolve("staging")).isEmptyDirectory();
  }

  @Test
  void aDamagedArtifactIsWithdrawnAndItsStepCountsAsLost() throws IOException {
    StepResult published = publish("right");
    assertThat(store.lost(KEY)).isFalse();
    Files.writeString(content(published).resolve("file"), "wrong");

    assertThat(store.withdraw(published.reference()).orElseThrow())
        .contains("content/file", Digest.of("wrong").hex());

    assertThat(store.find(KEY)).isEmpty();
    assertThat(store.lost(KEY)).isTrue();
    assertThat(root.resolve("artifacts")).isEmptyDirectory();
    assertThat(root.resolve("staging")).isEmptyDirectory();
    assertThat(publish("right")).isEqualTo(published);
    assertThat(store.lost(KEY)).isFalse();
    assertThat(store.fetch(published.reference()).resolve("file")).hasContent("right");
  }

  @Test
  void anIntactArtifactIsNotWithdrawnAndAVanishedOneIsNamed() throws IOException {
    StepResult published = publish("content");

    assertThat(store.withdraw(published.reference())).isEmpty();
    assertThat(store.find(KEY)).contains(published);

    Files.move(content(published).getParent(), root.resolve("elsewhere"));
    assertThat(store.withdraw(published.reference()).orElseThrow()).contains("absent");
    assertThat(store.lost(KEY)).isTrue();
    assertThat(store.lost(other())).isFalse();
  }

  @Test
  void aRecordThatCannotBeReadCountsAsNotDone() throws IOException {
    StepResult published = publish("content");
    Files.writeString(root.resolve("steps").resolve(KEY + ".json"), "{\"reference\":");

    assertThat(store.find(KEY)).isEmpty();
    assertThat(publish("content")).isEqualTo(published);
    assertThat(store.find(KEY)).contains(published);
  }

  @Test
  void anArtifactUnknownHereIsNamed() {
    Reference unknown =
        new Reference(ArtifactKind.CHECKPOINT, Digest.of("unknown"), "file:///etc/passwd");

    assertThatThrownBy(() -> store.fetch(unknown))
        .isInstanceOf(CorruptArtifactException.class)
        .hasMessageContaining(unknown.digest().hex());
  }

  @Test
  void linksAndHostileNamesAreNotPublished() throws IOException {
    Path linking = store.stage();
    Files.createSymbolicLink(linking.resolve("link"), Path.of("/etc/passwd"));
    Path naming = store.stage();
    Files.createFile(naming.resolve("two\nlines"));

    for (Path staged : List.of(linking, naming, store.stage())) {
      assertThatThrownBy(() -> store.publish(KEY, ArtifactKind.CHECKPOINT, staged, NO_METRICS))
          .isInstanceOf(IllegalArgumentException.class);
      store.discard(staged);
    }
    assertThat(root.resolve("artifacts")).isEmptyDirectory();
    assertThat(root.resolve("staging")).isEmptyDirectory();
  }

  @Test
  void aMetricThatIsNoFiniteNumberIsNotRecorded() throws IOException {
    SortedMap<String, Double> metrics = new TreeMap<>(Map.of("loss", Double.NaN));
    Path staged = staged("content");

    assertThatThrownBy(() -> store.publish(KEY, ArtifactKind.CHECKPOINT, staged, metrics))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loss");
  }

  @Test
  void onlyStagedFoldersArePublishedOrDiscarded() throws IOException {
    Path precious = Files.createDirectories(root.resolve("precious/content"));

    for (Path folder : List.of(precious, root, Path.of("/"), root.resolve("staging/../content"))) {
      assertThatThrownBy(() -> store.discard(folder)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.publish(KEY, ArtifactKind.CHECKPOINT, folder, NO_METRICS))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(precious).exists();
  }

  @Test
  void aFailureOnTheWayLeavesNothingHalfPublished() throws IOException {
    Path staged = staged("content");
    Path steps = root.resolve("steps");
    Files.delete(steps);
    Files.createFile(steps);

    assertThatThrownBy(() -> store.publish(KEY, ArtifactKind.CHECKPOINT, staged, NO_METRICS))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(KEY.toString());

    Files.delete(steps);
    Files.createDirectory(steps);
    assertThat(store.find(KEY)).isEmpty();
    assertThat(store.find(other())).isEmpty();
    StepResult again = publish("content");
    assertThat(store.fetch(again.reference()).resolve("file")).hasContent("content");
  }

  @Test
  void discardingLeavesNothingAndMayBeRepeated() throws IOException {
    Path staged = staged("content");

    store.discard(staged);
    store.discard(staged);

    assertThat(root.resolve("staging")).isEmptyDirectory();
  }

  @Test
  void whatKilledWorkersLeftIsDeletedAfterTwoWeeks() throws IOException {
    Path abandoned = staged("old");
    Path recent = staged("new");
    age(abandoned, Duration.ofDays(15));
    age(recent, Duration.ofDays(13));

    new FolderStore(root);

    assertThat(abandoned.getParent()).doesNotExist();
    assertThat(recent.resolve("file")).exists();
  }

  @Test
  void theFirstToClaimKeepsTheClaim() {
    assertThat(store.claim(KEY, "w-1")).isTrue();
    assertThat(store.claim(KEY, "w-2")).isFalse();
    assertThat(new FolderStore(root).claim(KEY, "w-1")).isTrue();
    assertThat(store.claim(other(), "w-2")).isTrue();
  }

  @Test
  void processesThatPublishAndClaimTheSameKeysAtOnceAgree() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  ConcurrentPublisher.class.getName(),
                  root.toString(),
                  "publisher-" + i)
              .redirectErrorStream(true)
              .start());
    }
    List<String> claimed = new ArrayList<>();
    Set<String> results = new HashSet<>();
    for (Process process : processes) {
      List<String> lines =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      assertThat(process.waitFor()).as(lines::toString).isZero();
      lines.stream().filter(line -> line.startsWith("claimed ")).forEach(claimed::add);
      lines.stream().filter(line -> line.startsWith("result ")).forEach(results::add);
    }

    assertThat(claimed).hasSize(ConcurrentPublisher.KEYS).doesNotHaveDuplicates();
    assertThat(results).hasSize(ConcurrentPublisher.KEYS);
    for (int i = 0; i < ConcurrentPublisher.KEYS; i++) {
      store.fetch(store.find(ConcurrentPublisher.key(i)).orElseThrow().reference());
    }
    assertThat(root.resolve("staging")).isEmptyDirectory();
    assertThat(namesIn("steps")).noneMatch(name -> name.startsWith("."));
  }

  private StepResult publish(String content) throws IOException {
    return store.publish(KEY, ArtifactKind.CHECKPOINT, staged(content), NO_METRICS);
  }

  private Path staged(String content) throws IOException {
    Path staged = store.stage();
    Files.writeString(staged.resolve("file"), content);
    Files.createFile(Files.createDirectory(staged.resolve("sub")).resolve("empty"));
    return staged;
  }

  private Path content(StepResult published) {
    return root.resolve("artifacts")
        .resolve(published.reference().digest().hex())
        .resolve("content");
  }

  private void assertCorrupt(StepResult published, String... named) {
    assertThatThrownBy(() -> store.fetch(published.reference()))
        .isInstanceOf(CorruptArtifactException.class)
        .hasMessageContainingAll(named);
  }

  private List<String> namesIn(String folder) throws IOException {
    try (Stream<Path> paths = Files.list(root.resolve(folder))) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static void age(Path folder, Duration age) throws IOException {
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(age)));
  }

  private static StepKey other() {
    return new StepKey(Digest.of("another step"));
  }
}
