package io.heirloom.gateway.rebuild;

import static io.heirloom.gateway.FollowedStudies.awaitState;
import static io.heirloom.gateway.FollowedStudies.awaitStep;
import static io.heirloom.gateway.FollowedStudies.keys;
import static io.heirloom.gateway.FollowedStudies.path;
import static io.heirloom.gateway.StudyFiles.SMALL;
import static io.heirloom.gateway.StudyFiles.STAGED;
import static io.heirloom.gateway.StudyFiles.start;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.gateway.Broker;
import io.heirloom.gateway.Workers;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.lineage.step.StepOrder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database, lost and put back from Kafka alone. */
@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class RebuildTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject private Transactions transactions;

  private final Broker broker = new Broker();
  private final Workers workers = new Workers(broker);

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void whatIsPutBackEqualsWhatWasThere() {
    List<StudyId> studies =
        List.of(
            completedInParts(),
            failedAndRetried(),
            cancelledInTheMiddle(),
            decided(),
            undecidableTwice(),
            withALostInput(),
            untouched());
    List<String> before = rows(studies);

    change("DELETE FROM study WHERE id IN (:studies)", studies);
    assertThat(rows(studies)).isEmpty();
    rebuild("");

    assertThat(rows(studies)).isEqualTo(before);
    StudyId retried = studies.get(1);
    assertThat(orders(retried, 3))
        .as("asked for, asked for anew, and again as it waits")
        .extracting(StepOrder::round)
        .containsExactly(1, 2, 2);

    change("UPDATE step SET state = 'WAITING' WHERE study_id IN (:studies)", studies);
    assertThat(rows(studies)).isNotEqualTo(before);
    rebuild("?all=true");

    assertThat(rows(studies)).isEqualTo(before);
  }

  @Test
  void whatTheDatabaseHasStaysUnlessAllIsAskedFor() {
    StudyId study = completedInParts();
    String name = get(path(study)).path("name");
    change("UPDATE study SET name = 'changed' WHERE id IN (:studies)", List.of(study));

    rebuild("");
    get(path(study)).then().body("name", equalTo("changed"));
    rebuild("?all=true");
    get(path(study)).then().body("name", equalTo(name));
  }

  private StudyId completedInParts() {
    StudyId study = new StudyId(start(SMALL + "shards: {labeling: 2}\n"));
    List<StepKey> keys = keys(study);
    for (int index = 0; index < 2; index++) {
      Shard shard = new Shard(index, 2);
      broker.say(
          new StepEvent.Started(study, keys.get(1), 1, "w-" + index, workers.now(), shard, 1));
      broker.say(
          new StepEvent.Progressed(
              study, keys.get(1), 1, "w-" + index, workers.now(), shard, 30, 40));
      broker.say(
          new StepEvent.ShardCompleted(
              study, keys.get(1), 1, "w-" + index, workers.now(), shard, 2.5));
    }
    keys.forEach(key -> broker.say(workers.completed(study, key, 1)));
    awaitState(study, "completed");
    return study;
  }

  private StudyId failedAndRetried() {
    StudyId study = new StudyId(start(SMALL));
    List<StepKey> keys = keys(study);
    broker.say(new StepEvent.Failed(study, keys.get(0), 1, "w-1", workers.now(), "no luck"));
    keys.forEach(key -> broker.say(workers.completed(study, key, 1)));
    broker.say(new StepEvent.Failed(study, keys.get(5), 1, "w-1", workers.now(), "too late"));
    awaitState(study, "completed");
    // All of it is nowhere: so all of it is asked for anew.
    given().post(path(study) + "/retry").then().statusCode(202).body("lost", equalTo(7));
    broker.say(workers.completed(study, keys.get(5), 2));
    broker.say(new StepEvent.Started(study, keys.get(6), 2, "w-2", workers.now(), Shard.WHOLE, 1));
    awaitStep(study, 6, "running");
    return study;
  }

  private StudyId cancelledInTheMiddle() {
    StudyId study = new StudyId(start(SMALL));
    List<StepKey> keys = keys(study);
    broker.say(workers.completed(study, keys.get(0), 1));
    broker.say(new StepEvent.Started(study, keys.get(2), 1, "w-2", workers.now(), Shard.WHOLE, 1));
    awaitStep(study, 2, "running");
    given().delete(path(study)).then().statusCode(202);
    broker.say(
        new StepEvent.Progressed(study, keys.get(2), 1, "w-2", workers.now(), Shard.WHOLE, 3, 9));
    broker.say(workers.completed(study, keys.get(1), 1));
    broker.say(new StepEvent.Cancelled(study, keys.get(2), 1, "w-2", workers.now()));
    awaitStep(study, 1, "completed");
    return study;
  }

  private StudyId decided() {
    StudyId study = new StudyId(start(STAGED));
    workers.evaluateAll(study);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> get(path(study)).then().body("stages.decided", equalTo(1)));
    workers.evaluateAll(study);
    awaitState(study, "completed");
    return study;
  }

  private StudyId undecidableTwice() {
    StudyId study = new StudyId(start(STAGED));
    keys(study).forEach(key -> broker.say(workers.completed(study, key, 1)));
    awaitState(study, "failed");
    given().post(path(study) + "/retry").then().statusCode(202);
    keys(study).forEach(key -> broker.say(workers.completed(study, key, 2)));
    awaitState(study, "failed");
    return study;
  }

  private StudyId withALostInput() {
    StudyId study = new StudyId(start(SMALL));
    List<StepKey> keys = keys(study);
    broker.say(workers.completed(study, keys.get(0), 1));
    broker.say(
        new StepEvent.InputLost(
            study,
            keys.get(1),
            1,
            "w-1",
            workers.now(),
            Workers.anything().reference(),
            "a file is gone"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> get(path(study) + "/steps").then().body("[0].round", equalTo(2)));
    broker.say(workers.completed(study, keys.get(0), 2));
    awaitStep(study, 0, "completed");
    return study;
  }

  private static StudyId untouched() {
    return new StudyId(start(SMALL));
  }

  private static void rebuild(String parameters) {
    given().post("/api/v1/rebuild" + parameters).then().statusCode(202);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> get("/api/v1/rebuild").then().body("state", equalTo("completed")));
  }

  private List<StepOrder> orders(StudyId study, int count) {
    StepKey first = keys(study).get(0);
    return broker
        .read(
            Topics.WEAK_TRAINING,
            count,
            record -> record.key().equals(first.toString()) && isOf(study, record))
        .stream()
        .map(record -> LineageJson.read(record.value(), StepOrder.class))
        .toList();
  }

  private static boolean isOf(StudyId study, ConsumerRecord<String, byte[]> record) {
    return LineageJson.read(record.value(), StepOrder.class).study().equals(study);
  }

  /** All that the database knows of some studies, but the numbers of happenings. */
  private List<String> rows(List<StudyId> studies) {
    List<String> rows = new ArrayList<>();
    for (String table : List.of("study", "blueprint", "stage", "step", "shard")) {
      String id = table.equals("study") ? "id" : "study_id";
      rows.addAll(
          transactions
              .run(
                  session ->
                      session
                          .createNativeQuery(
                              "SELECT CAST(to_jsonb(t) - 'last_happening' AS text) FROM "
                                  + table
                                  + " t WHERE "
                                  + id
                                  + " IN (:studies) ORDER BY 1",
                              String.class)
                          .setParameter("studies", ids(studies))
                          .getResultList())
              .await()
              .atMost(PATIENCE));
    }
    return rows;
  }

  private void change(String statement, List<StudyId> studies) {
    transactions
        .run(
            session ->
                session
                    .createNativeQuery(statement)
                    .setParameter("studies", ids(studies))
                    .executeUpdate())
        .await()
        .atMost(PATIENCE);
  }

  private static List<String> ids(List<StudyId> studies) {
    return studies.stream().map(StudyId::value).toList();
  }
}
