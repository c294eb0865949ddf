package io.heirloom.gateway.api;

import static io.heirloom.gateway.FollowedStudies.keys;
import static io.heirloom.gateway.StudyFiles.SMALL;
import static io.heirloom.gateway.StudyFiles.start;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.heirloom.artifacts.FolderStore;
import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.gateway.Broker;
import io.heirloom.languagemodel.training.CheckpointCard;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.TrainingSettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class CheckpointsResourceTest {
  private static final String CHECKPOINTS = "/api/v1/checkpoints/";
  private static final String PROBLEM = "application/problem+json";
  private static final int WEIGHTS = 300_000;
  private static final int MORE_THAN_SOCKETS_HOLD = 60_000_000;

  /** More than the digits that are asked for, as tests share a database. */
  private static final int ABBREVIATED = 16;

  @ConfigProperty(name = "heirloom.store.folder")
  private Path store;

  private final Broker broker = new Broker();

  /** Seeds of their own, so that no other test has these steps. */
  private final long seed = new Random().nextInt(1 << 30);

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void aCheckpointLeavesAsItRestsInTheStoreWithACard() throws IOException {
    StudyId study = study();
    List<StepKey> keys = keys(study);
    StepResult checkpoint = publish(keys.get(0), WEIGHTS);
    complete(study, keys.get(0), checkpoint);
    int evaluation = titles(study).indexOf("evaluation of weak model, seed " + seed);
    complete(
        study,
        keys.get(evaluation),
        new StepResult(
            new Reference(ArtifactKind.EVALUATION, Digest.of("it"), "file:///it"),
            new TreeMap<>(Map.of("accuracy", .75))));

    Map<String, byte[]> byKey = download(keys.get(0).toString().substring(0, ABBREVIATED));
    Map<String, byte[]> byDigest = download(checkpoint.reference().digest().hex());

    Map<String, byte[]> stored = stored(new FolderStore(store).fetch(checkpoint.reference()));
    byte[] card = byKey.remove("README.md");
    assertThat(byKey.keySet()).isEqualTo(stored.keySet());
    byKey.forEach((name, content) -> assertThat(content).as(name).isEqualTo(stored.get(name)));
    assertThat(byDigest.get("README.md")).isEqualTo(card);
    String alone =
        get(CHECKPOINTS + keys.get(0) + "/card")
            .then()
            .statusCode(200)
            .contentType("text/markdown")
            .extract()
            .asString();
    assertThat(alone.getBytes(StandardCharsets.UTF_8)).isEqualTo(card);
    assertThat(alone)
        .contains("# weak model, fairness")
        .contains("| Accuracy | 0.7500 | higher |")
        .contains("- **trained on**: 100 rows in 7 optimiser steps")
        .contains(study.value());
  }

  @Test
  void aDownloadThatBreaksOffIsNotTakenForWhole() throws Exception {
    StudyId study = study();
    StepKey key = keys(study).get(0);
    StepResult checkpoint = publish(key, MORE_THAN_SOCKETS_HOLD);
    complete(study, key, checkpoint);
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            RestAssured.baseURI + ":" + RestAssured.port + CHECKPOINTS + key))
                    .version(HttpClient.Version.HTTP_1_1)
                    .build(),
                BodyHandlers.ofInputStream());
    Path stored = new FolderStore(store).fetch(checkpoint.reference());

    try (FileChannel weights =
        FileChannel.open(stored.resolve("model.safetensors"), StandardOpenOption.WRITE)) {
      weights.truncate(1);
    }

    assertThat(answer.statusCode()).isEqualTo(200);
    try (InputStream body = answer.body()) {
      assertThatThrownBy(() -> body.transferTo(OutputStream.nullOutputStream()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void studiesThatShareAStepAreAllNamed() throws IOException {
    StudyId first = study();
    StepKey key = keys(first).get(0);
    complete(first, key, publish(key, WEIGHTS));
    StudyId second = study();

    get(CHECKPOINTS + key + "/card")
        .then()
        .statusCode(200)
        .body(containsString(first.value()))
        .body(containsString(second.value()));
  }

  @Test
  void aStepThatHasMadeNoCheckpointIsRefusedWithWhatItMadeOrItsState() {
    StudyId study = study();
    List<StepKey> keys = keys(study);
    int labels = titles(study).indexOf("weak labels, seed " + seed);
    complete(
        study,
        keys.get(labels),
        new StepResult(
            new Reference(ArtifactKind.WEAK_LABELS, Digest.of("labels " + seed), "file:///it"),
            new TreeMap<>()));

    get(CHECKPOINTS + keys.get(labels))
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("detail", containsString("'label' and made weak labels"));
    get(CHECKPOINTS + keys.get(0))
        .then()
        .statusCode(409)
        .contentType(PROBLEM)
        .body("detail", containsString("waiting"));
  }

  @Test
  void anIdThatStandsForSeveralIsAnsweredWithThem() {
    StudyId study = study();
    List<StepKey> keys = keys(study);
    String shared = keys.get(0).toString().substring(0, ABBREVIATED);
    // A digest that begins as the step's key does.
    Digest other = new Digest(shared + "0".repeat(64 - ABBREVIATED));
    complete(
        study,
        keys.get(0),
        new StepResult(
            new Reference(ArtifactKind.CHECKPOINT, other, "file:///it"), new TreeMap<>()));

    get(CHECKPOINTS + shared)
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("detail", containsString(keys.get(0).toString()))
        .body("detail", containsString(other.hex()));
    get(CHECKPOINTS + other).then().statusCode(503).contentType(PROBLEM);
  }

  @ParameterizedTest
  @CsvSource({
    "00000000, 404",
    "0000000, 400",
    "ABCDEF0123, 400",
    "%2e%2e%2f%2e%2e%2fetc, 400",
    "%00, 400"
  })
  void whatIsNoCheckpointIsSaidToBeNone(String id, int status) {
    for (String part : List.of("", "/card")) {
      given()
          .urlEncodingEnabled(false)
          .get(CHECKPOINTS + id + part)
          .then()
          .statusCode(status)
          .contentType(PROBLEM);
    }
  }

  @Test
  void theInterfaceDescribesIt() {
    get("/q/openapi").then().body(containsString("/api/v1/checkpoints/{id}/card"));
  }

  private StudyId study() {
    return new StudyId(start(SMALL.replace("seeds: [1]", "seeds: [" + seed + "]")));
  }

  private void complete(StudyId study, StepKey key, StepResult result) {
    broker.say(new StepEvent.Completed(study, key, 1, "w-1", Instant.now(), result, 1.5));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                get("/api/v1/studies/" + study + "/steps")
                    .then()
                    .body("find { it.key == '" + key + "' }.state", equalTo("completed")));
  }

  private StepResult publish(StepKey key, int size) throws IOException {
    FolderStore folder = new FolderStore(store);
    Path staged = folder.stage();
    byte[] weights = new byte[size];
    new Random(seed).nextBytes(weights);
    Files.write(staged.resolve("model.safetensors"), weights);
    Files.writeString(
        staged.resolve("config.json"),
        "{\"architectures\": [\"GPTNeoXForSequenceClassification\"]}\n");
    new CheckpointCard(
            new ModelSource("random:tiny", "{}"),
            TrainingSettings.DEFAULT,
            seed,
            100,
            7,
            Optional.empty())
        .write(staged);
    return folder.publish(key, ArtifactKind.CHECKPOINT, staged, new TreeMap<>());
  }

  private static List<String> titles(StudyId study) {
    return get("/api/v1/studies/" + study + "/steps").path("title");
  }

  private static Map<String, byte[]> download(String id) throws IOException {
    InputStream answer =
        get(CHECKPOINTS + id)
            .then()
            .statusCode(200)
            .contentType("application/zip")
            .extract()
            .asInputStream();
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.readAllBytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private static Map<String, byte[]> stored(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path file : paths.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
