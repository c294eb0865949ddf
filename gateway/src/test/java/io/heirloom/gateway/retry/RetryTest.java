package io.heirloom.gateway.retry;

import static io.heirloom.gateway.FollowedStudies.awaitState;
import static io.heirloom.gateway.FollowedStudies.keys;
import static io.heirloom.gateway.FollowedStudies.path;
import static io.heirloom.gateway.StudyFiles.SMALL;
import static io.heirloom.gateway.StudyFiles.STAGED;
import static io.heirloom.gateway.StudyFiles.start;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.heirloom.artifacts.FolderStore;
import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.gateway.Broker;
import io.heirloom.gateway.Workers;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.lineage.step.Lineage;
import io.heirloom.lineage.step.StepOrder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps that are asked for anew: by the user, or because what follows them found them lost. */
@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class RetryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  // Of a study of one strategy, objective and seed, in its order.
  private static final int WEAK = 0;
  private static final int LABELS = 1;
  private static final int WTS = 2;
  private static final int WTS_EVALUATION = 3;
  private static final int WEAK_EVALUATION = 4;

  @ConfigProperty(name = "heirloom.store.folder")
  private Path folder;

  private final Broker broker = new Broker();
  private final Workers workers = new Workers(broker);

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void onlyWhatFailedAndWhatFollowsItIsDoneAnew() throws IOException {
    StudyId study = new StudyId(start(SMALL));
    List<StepKey> keys = keys(study);
    Reference weak = published(study, keys.get(WEAK), 1);
    broker.say(
        new StepEvent.Failed(study, keys.get(LABELS), 1, "w-1", workers.now(), "out of ink"));
    for (int other : List.of(WEAK_EVALUATION, 5, 6)) {
      published(study, keys.get(other), 1);
    }
    awaitState(study, "failed");
    get(path(study)).then().body("steps.skipped", equalTo(2));

    given()
        .post(path(study) + "/retry")
        .then()
        .statusCode(202)
        .body("steps", equalTo(3))
        .body("failed", equalTo(1))
        .body("lost", equalTo(0));

    get(path(study))
        .then()
        .body("state", equalTo("running"))
        .body("steps.waiting", equalTo(3))
        .body("steps.failed", equalTo(0))
        .body("steps.done", equalTo(4));
    StepOrder order = orders(Topics.LABELING, study, 1).get(0);
    assertThat(order.round()).isEqualTo(2);
    assertThat(order.input()).contains(weak);
    assertThat(order.lineage().all().map(Lineage::key))
        .containsExactly(keys.get(LABELS), keys.get(WTS), keys.get(WTS_EVALUATION));
    given()
        .post(path(study) + "/retry")
        .then()
        .statusCode(409)
        .body("detail", containsString("running"));

    broker.say(new StepEvent.Failed(study, keys.get(LABELS), 1, "w-9", workers.now(), "late"));
    for (int again : List.of(LABELS, WTS, WTS_EVALUATION)) {
      published(study, keys.get(again), 2);
    }
    awaitState(study, "completed");
    List<String> told =
        given()
            .header("Last-Event-ID", 0)
            .get(path(study) + "/events")
            .asString()
            .lines()
            .filter(line -> line.startsWith("data:") && line.contains("\"ended_at\":"))
            .filter(line -> !line.contains("\"step\":"))
            .map(line -> line.replaceAll(".*\"state\":\"(\\w+)\".*", "$1"))
            .toList();
    assertThat(told).containsExactly("failed", "running", "completed");
    given()
        .post(path(study) + "/retry")
        .then()
        .statusCode(409)
        .body("detail", containsString("nothing that it made is found damaged or gone"));
  }

  @Test
  void whatIsDamagedOrGoneInTheStoreIsMadeAnew() throws IOException {
    StudyId study = new StudyId(start(SMALL));
    List<StepKey> keys = keys(study);
    for (StepKey key : keys) {
      published(study, key, 1);
    }
    awaitState(study, "completed");
    damage(study, WTS);

    given()
        .post(path(study) + "/retry")
        .then()
        .statusCode(202)
        .body("steps", equalTo(1))
        .body("lost", equalTo(1));

    StepOrder order = orders(Topics.STRONG_TRAINING, study, keys.get(WTS), 1).get(0);
    assertThat(order.lineage().next()).as("what follows it is there").isEmpty();
    assertThat(new FolderStore(folder).find(keys.get(WTS))).isEmpty();
    published(study, keys.get(WTS), 2);
    awaitState(study, "completed");
  }

  @Test
  void aCancelledStudyAndAnUnknownOneAreNotRetried() {
    StudyId study = new StudyId(start(SMALL));
    given().delete(path(study)).then().statusCode(202);

    given()
        .post(path(study) + "/retry")
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("detail", containsString("cancelled"));
    given().post("/api/v1/studies/nosuchstudy/retry").then().statusCode(404);
  }

  @Test
  void aStageThatCouldNotBeDecidedIsDecidedAnew() throws IOException {
    StudyId study = new StudyId(start(STAGED.replace("census}", "census, split_seed: 4321}")));
    for (StepKey key : keys(study)) {
      published(study, key, 1);
    }
    awaitState(study, "failed");

    given().post(path(study) + "/retry").then().statusCode(202).body("steps", equalTo(0));

    awaitState(study, "failed");
    get(path(study)).then().body("reason", containsString("cannot be chosen"));
  }

  @Test
  void aLostInputIsMadeAnewAndWhatWaitsForItWithIt() {
    StudyId study = new StudyId(start(SMALL));
    List<StepKey> keys = keys(study);
    broker.say(workers.completed(study, keys.get(WEAK), 1));
    broker.say(workers.completed(study, keys.get(WEAK_EVALUATION), 1));
    broker.say(lost(study, keys.get(LABELS), 1));
    broker.say(lost(study, keys.get(LABELS), 1));

    StepOrder order = orders(Topics.WEAK_TRAINING, study, 2).get(1);
    assertThat(order.round()).isEqualTo(2);
    assertThat(order.input()).isEmpty();
    assertThat(order.lineage().all().map(Lineage::key))
        .as("its evaluation is there")
        .containsExactly(keys.get(WEAK), keys.get(LABELS), keys.get(WTS), keys.get(WTS_EVALUATION));
    get(path(study) + "/steps")
        .then()
        .body("round", equalTo(List.of(2, 2, 2, 2, 1, 1, 1)))
        .body("[0].state", equalTo("waiting"))
        .body("[4].state", equalTo("completed"));
  }

  @Test
  void aStepWhoseInputIsLostAgainAndAgainFails() {
    StudyId study = new StudyId(start(SMALL));
    List<StepKey> keys = keys(study);
    for (int round = 1; round <= 10; round++) {
      broker.say(workers.completed(study, keys.get(WEAK), round));
      broker.say(lost(study, keys.get(LABELS), round));
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> get(path(study) + "/steps").then().body("[1].state", equalTo("failed")));
    get(path(study) + "/report").then().body("failed.reason", hasItem("a file is gone"));
    get(path(study) + "/steps").then().body("[2].state", equalTo("skipped"));
  }

  private StepEvent lost(StudyId study, StepKey key, int round) {
    return new StepEvent.InputLost(
        study, key, round, "w-1", workers.now(), Workers.anything().reference(), "a file is gone");
  }

  /** Makes something for a step, and reports it. */
  private Reference published(StudyId study, StepKey key, int round) throws IOException {
    FolderStore store = new FolderStore(folder);
    Path staged = store.stage();
    Files.writeString(staged.resolve("content"), study + "/" + key);
    StepResult result = store.publish(key, ArtifactKind.CHECKPOINT, staged, new TreeMap<>());
    broker.say(new StepEvent.Completed(study, key, round, "w-1", workers.now(), result, 1));
    return result.reference();
  }

  private void damage(StudyId study, int step) throws IOException {
    String digest = get(path(study) + "/steps").path("[" + step + "].artifact");
    try (var files = Files.walk(folder)) {
      Path file =
          files
              .filter(Files::isRegularFile)
              .filter(path -> path.toString().contains(digest))
              .filter(path -> path.endsWith("content"))
              .findFirst()
              .orElseThrow();
      assertThat(file.toFile().setWritable(true)).isTrue();
      byte[] bytes = Files.readAllBytes(file);
      bytes[0] ^= 1;
      Files.write(file, bytes);
    }
  }

  private List<StepOrder> orders(String topic, StudyId study, int count) {
    return orders(
        topic, study, keys(study).get(topic.equals(Topics.LABELING) ? LABELS : WEAK), count);
  }

  private List<StepOrder> orders(String topic, StudyId study, StepKey key, int count) {
    return broker
        .read(topic, count, record -> record.key().equals(key.toString()) && isOf(study, record))
        .stream()
        .map(record -> LineageJson.read(record.value(), StepOrder.class))
        .toList();
  }

  private static boolean isOf(StudyId study, ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8).contains(study.value());
  }
}
