package io.heirloom.gateway.collection;

import static io.heirloom.gateway.StudyFiles.FRESH;
import static io.heirloom.gateway.StudyFiles.start;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.heirloom.artifacts.FolderStore;
import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class StoreCollectionTest {
  private static final Duration AGE = Duration.ofDays(2);
  private static final String COLLECTION = "/api/v1/collection";
  private static final String SHARDED =
      FRESH + "strategies: [no-tft]\nobjectives: [wts-naive]\nseeds: [5]\nshards: {labeling: 2}\n";
  private static final StepKey UNKNOWN = new StepKey(Digest.of("a step of no study"));
  private static final StepKey RECENT = new StepKey(Digest.of("a recent step of no study"));

  @Inject private Needed needed;
  @TempDir private Path root;

  private FolderStore store;
  private StoreCollection collection;

  @BeforeEach
  void open() {
    store = new FolderStore(root);
    collection = new StoreCollection(() -> Optional.of(root), needed);
  }

  @Test
  void whatNoStudyNeedsGoesOnceItIsOld() throws IOException {
    String open = start(SHARDED);
    String over = start(SHARDED.replace("seeds: [5]", "seeds: [6]"));
    given().delete("/api/v1/studies/" + over).then().statusCode(202);
    StepKey known = label(open);
    StepKey partOfOpen = known.ofShard(new Shard(1, 2));
    StepKey partOfOver = label(over).ofShard(new Shard(1, 2));
    List.of(known, partOfOpen, partOfOver, UNKNOWN).forEach(this::publish);
    List.of(partOfOpen, partOfOver).forEach(store::scratch);
    store.claim(UNKNOWN, "somebody");
    Path staged = Files.writeString(store.stage().resolve("half"), "written").getParent();
    makeOld();
    publish(RECENT);
    StepResult gone = store.find(UNKNOWN).orElseThrow();

    Collected dry = collection.collect(AGE, true);
    assertThat(store.find(UNKNOWN)).isPresent();
    Collected wet = collection.collect(AGE, false);

    assertThat(dry.kinds()).isEqualTo(wet.kinds());
    assertThat(wet.kinds())
        .extracting(Collected.Amount::kind, Collected.Amount::count)
        .containsExactly(
            tuple("half-written", 1),
            tuple("claim", 1),
            tuple("scratch", 1),
            tuple("result", 2),
            tuple("artifact", 2));
    assertThat(Stream.of(known, partOfOpen, RECENT)).allMatch(key -> store.find(key).isPresent());
    assertThat(Stream.of(UNKNOWN, partOfOver)).allMatch(key -> store.find(key).isEmpty());
    assertThat(root.resolve("scratch")).isDirectoryContaining("glob:**" + partOfOpen);
    assertThat(root.resolve("scratch")).isDirectoryNotContaining("glob:**" + partOfOver);
    assertThat(root.resolve("artifacts").resolve(gone.reference().digest().hex())).doesNotExist();
    assertThat(staged).doesNotExist();
    assertThat(collection.collect(AGE, false).kinds())
        .extracting(Collected.Amount::count)
        .containsOnly(0);
  }

  @Test
  void whatMayBeInUseIsNotToBeCollected() {
    given()
        .post(COLLECTION + "?olderThan=PT1M")
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("olderThan"));
    given().post(COLLECTION + "?olderThan=yesterday").then().statusCode(400);
  }

  @Test
  void whatWouldGoIsTold() {
    start(SHARDED);

    given()
        .post(COLLECTION + "?dryRun=true&olderThan=P2D")
        .then()
        .statusCode(200)
        .body("dry_run", equalTo(true))
        .body("older_than", equalTo("PT48H"))
        .body("kinds.kind", hasItem("artifact"));
  }

  private static StepKey label(String study) {
    return StepKey.parse(
        get("/api/v1/studies/" + study + "/steps").path("find { it.operation == 'label' }.key"));
  }

  private void publish(StepKey key) {
    Path staged = store.stage();
    try {
      Files.writeString(staged.resolve("labels"), "of " + key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store.publish(key, ArtifactKind.WEAK_LABELS, staged, new TreeMap<>());
  }

  private void makeOld() throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(3)));
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        Files.setLastModifiedTime(path, old);
      }
    }
  }
}
