package io.heirloom.gateway.projection;

import static io.heirloom.gateway.FollowedStudies.awaitState;
import static io.heirloom.gateway.FollowedStudies.awaitStep;
import static io.heirloom.gateway.FollowedStudies.keys;
import static io.heirloom.gateway.FollowedStudies.path;
import static io.heirloom.gateway.StudyFiles.SMALL;
import static io.heirloom.gateway.StudyFiles.STAGED;
import static io.heirloom.gateway.StudyFiles.THREE_SEEDS;
import static io.heirloom.gateway.StudyFiles.start;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.gateway.Broker;
import io.heirloom.gateway.Workers;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.MetricPoint;
import io.heirloom.lineage.event.StepEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events as workers publish them, and what clients see of them. */
@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class ProjectionTest {
  private static final String WORKER = "w-1";

  private final Broker broker = new Broker();
  private final Workers workers = new Workers(broker);

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void aStudyIsFollowedToItsEnd() throws Exception {
    StudyId study = new StudyId(start(SMALL));
    List<StepKey> keys = keys(study);
    List<String> live = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> following = follow(study, live);

    broker.say(new StepEvent.Started(study, keys.get(0), 1, WORKER, now(), Shard.WHOLE, 1));
    broker.say(new StepEvent.Progressed(study, keys.get(0), 1, WORKER, now(), Shard.WHOLE, 3, 10));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> get(path(study) + "/steps").then().body("[0].done", equalTo(3)));
    get(path(study) + "/steps")
        .then()
        .body("[0].state", equalTo("running"))
        .body("[0].total", equalTo(10))
        .body("[0].worker", equalTo(WORKER))
        .body("[0].delivery", equalTo(1));
    broker.say(point(study, keys.get(0)));
    await().atMost(Duration.ofSeconds(30)).until(() -> live.contains("event:metric"));
    keys.forEach(key -> broker.say(completed(study, key)));
    // Doubled and late: nothing of it may show.
    broker.say(new StepEvent.Failed(study, keys.get(1), 1, WORKER, now(), "too late"));
    broker.say(new StepEvent.Reused(study, keys.get(2), 1, WORKER, now(), Workers.anything()));
    awaitState(study, "completed");

    get(path(study)).then().body("steps.done", equalTo(7)).body("steps.failed", equalTo(0));
    List<String> told = told(study, 0);
    following.get(30, TimeUnit.SECONDS);
    assertThat(live).isEqualTo(told);
    assertThat(told).filteredOn(line -> line.equals("event:study")).hasSize(1);
    assertThat(told).filteredOn(line -> line.equals("event:metric")).hasSize(1);
    assertThat(told).filteredOn(line -> line.equals("event:step")).hasSizeGreaterThan(8);
    assertThat(told.get(told.size() - 1)).contains("\"state\":\"completed\"");
    int last = (int) told.stream().filter(line -> line.startsWith("id:")).count();
    assertThat(told).containsSubsequence("id:1", "id:2", "id:" + last);
    assertThat(told(study, last - 1))
        .containsExactly(told.subList(told.size() - 3, told.size()).toArray(String[]::new));
  }

  @Test
  void whatFollowsAFailedStepIsSkippedAndTheReportSaysWhy() {
    StudyId study = new StudyId(start(SMALL));
    List<StepKey> keys = keys(study);

    broker.say(
        new StepEvent.Failed(study, keys.get(0), 1, WORKER, now(), "the data are gone\u0000"));
    awaitStep(study, 1, "skipped");
    get(path(study)).then().body("state", equalTo("running")).body("steps.skipped", equalTo(4));
    broker.say(completed(study, keys.get(5)));
    broker.say(completed(study, keys.get(6)));
    awaitState(study, "failed");

    get(path(study) + "/steps")
        .then()
        .body("find { it.state == 'skipped' }.reason", containsString("failed"));
    get(path(study) + "/report?format=text")
        .then()
        .statusCode(200)
        .body(containsString("the data are gone"))
        .body(containsString("weak-to-strong trust is not known"));
    get(path(study) + "/report")
        .then()
        .body("state", equalTo("failed"))
        .body("failed.reason", hasItem("the data are gone"));
  }

  @Test
  void evaluationsBecomeAVerdict() {
    StudyId study = new StudyId(start(THREE_SEEDS));
    List<StepKey> keys = keys(study);
    workers.evaluateAll(study);
    awaitState(study, "completed");

    get(path(study) + "/report")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("judged_by", equalTo("demographic_parity_difference"))
        .body("task_metric", equalTo("accuracy"))
        .body("axes", hasSize(0))
        .body("asked", equalTo(21))
        .body("points", hasSize(1))
        .body("points[0].strategies", hasSize(1))
        .rootPath("points[0].strategies[0]")
        .body(
            "verdict.sentence",
            equalTo(
                "No TFT: weak-to-strong trust is present with WTS-Naive; the ceiling leads"
                    + " WTS-Naive."))
        .body("verdict.overall.answer", equalTo("present"))
        .body("verdict.overall.mark", equalTo(true))
        .body("models.role", hasItem("strong ceiling"))
        .body("comparisons.answer", everyItem(equalTo("present")))
        .body("comparisons.effect_size", everyItem(greaterThan(1f)))
        .body("recovered[0].trust", allOf(greaterThan(.3f), lessThan(.7f)))
        .body("models[0].seeds[0].parts[0].trained", equalTo(keys.get(0).toString()))
        .noRootPath()
        .body("data.name", equalTo("census"))
        .body("provenance.work.operation", hasItem("train-weak"))
        .body("request.seeds", equalTo(List.of(1, 2, 3)));
    String text = get(path(study) + "/report?format=text").asString();
    assertThat(text.lines())
        .filteredOn(line -> !line.contains("Java"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(text).containsPattern("No TFT +\u2713 present +\u2713 present +\u2713 present");
    given()
        .accept("text/csv")
        .get(path(study) + "/report")
        .then()
        .contentType(startsWith("text/csv"))
        .body(startsWith("study,strategy,role,seed,metric,"))
        .body(containsString("No TFT,WTS-Naive,1,accuracy,task,higher,value,"));
  }

  @Test
  void withOneSeedNothingIsDecided() {
    StudyId study = new StudyId(start(SMALL));
    workers.evaluateAll(study);
    awaitState(study, "completed");

    get(path(study) + "/report")
        .then()
        .rootPath("points[0].strategies[0]")
        .body("verdict.overall.answer", equalTo("undecided"))
        .body("verdict.overall.mark", equalTo(true))
        .body("comparisons[0].reason", containsString("one seed"));
  }

  @Test
  void whatAStageChoosesIsFixedAndTheRestIsPlannedThen() throws Exception {
    StudyId study = new StudyId(start(STAGED));
    List<String> live = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> following = follow(study, live);
    get(path(study)).then().body("steps.total", equalTo(4)).body("stages.total", equalTo(1));
    get(path(study) + "/report").then().body("points", hasSize(0));

    workers.evaluateAll(study);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> get(path(study)).then().body("stages.decided", equalTo(1)));

    // The ceiling that was chosen is there: its evaluation on test rows is new, and five others.
    get(path(study)).then().body("state", equalTo("running")).body("steps.total", equalTo(10));
    List<String> titles = get(path(study) + "/steps").path("title");
    assertThat(titles).contains("strong ceiling, lambda.ceiling 2, seed 1", "WTS-Naive, seed 1");
    workers.evaluateAll(study);
    awaitState(study, "completed");
    following.get(30, TimeUnit.SECONDS);

    assertThat(live).contains("event:stage");
    get(path(study) + "/report")
        .then()
        .body("axes", hasSize(0))
        .body("points", hasSize(1))
        .body("stages[0].rule", equalTo("best-trust"))
        .body("stages[0].choices[0].setting", equalTo("lambda.ceiling"))
        .body("stages[0].choices[0].value", equalTo(2f))
        .body("stages[0].choices[0].candidates", hasSize(2))
        .body("request.lambda.ceiling", equalTo(List.of(.5f, 2f)));
  }

  @Test
  void aStageWhoseStepsFailIsNotDecided() {
    StudyId study = new StudyId(start(STAGED));
    List<StepKey> keys = keys(study);

    broker.say(new StepEvent.Failed(study, keys.get(0), 1, WORKER, now(), "no such thing"));
    keys.forEach(key -> broker.say(completed(study, key)));
    awaitState(study, "failed");

    get(path(study)).then().body("stages.decided", equalTo(0)).body("steps.total", equalTo(4));
  }

  @Test
  void aStageWhoseMetricsAreNotDefinedFailsTheStudyWithAReason() {
    StudyId study = new StudyId(start(STAGED));
    keys(study).forEach(key -> broker.say(completed(study, key)));
    awaitState(study, "failed");

    get(path(study))
        .then()
        .body("reason", containsString("lambda.ceiling cannot be chosen"))
        .body("steps.failed", equalTo(0));
  }

  @Test
  void aReportWhoseArtifactsAreGoneSaysSo() {
    StudyId study = new StudyId(start(SMALL));
    keys(study).forEach(key -> broker.say(completed(study, key)));
    awaitState(study, "completed");

    get(path(study) + "/report")
        .then()
        .statusCode(200)
        .body("points[0].strategies[0].verdict.overall.answer", equalTo("unknown"))
        .body("points[0].strategies[0].verdict.sentence", containsString("cannot be read"));
  }

  @Test
  void whatCannotBeReadIsPutAsideAndTheStreamGoesOn() {
    StudyId study = new StudyId(start(SMALL));
    StepKey key = keys(study).get(0);
    String mark = UUID.randomUUID().toString();
    byte[] broken = ("{" + mark).getBytes(StandardCharsets.UTF_8);

    broker.send(Topics.EVENTS, study.value(), Topics.EVENT_TYPE, broken);
    broker.send(Topics.EVENTS, study.value(), Topics.EVENT_TYPE, null);
    broker.say(new StepEvent.Started(study, key, 1, "no name \u0000", now(), Shard.WHOLE, 1));
    broker.say(
        new StepEvent.Started(new StudyId("elsewhere"), key, 1, WORKER, now(), Shard.WHOLE, 1));
    broker.say(new StepEvent.Started(study, key, 1, WORKER, now(), Shard.WHOLE, 1));
    awaitStep(study, 0, "running");

    List<ConsumerRecord<String, byte[]>> aside =
        broker.read(Topics.DEAD_LETTERS, 3, letter -> study.value().equals(letter.key()));
    assertThat(aside).hasSize(3);
    assertThat(aside.get(0).value()).isEqualTo(broken);
    assertThat(new String(header(aside.get(0), "heirloom-topic"), StandardCharsets.UTF_8))
        .isEqualTo(Topics.EVENTS);
    assertThat(header(aside.get(0), "heirloom-reason")).isNotEmpty();
  }

  private Instant now() {
    return workers.now();
  }

  /** Gathers the lines of the stream of events, but the empty ones, while they come. */
  private static CompletableFuture<Void> follow(StudyId study, List<String> lines) {
    URI address =
        URI.create(RestAssured.baseURI + ":" + RestAssured.port + path(study) + "/events");
    return HttpClient.newHttpClient()
        .sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofLines())
        .thenAccept(answer -> answer.body().filter(ProjectionTest::says).forEach(lines::add));
  }

  /** Not a blank line between events, nor a sign of life, which a colon begins. */
  private static boolean says(String line) {
    return !line.isBlank() && !line.startsWith(":");
  }

  /** All lines of the stream of events that say something. */
  private static List<String> told(StudyId study, int after) {
    return given()
        .header("Last-Event-ID", after)
        .get(path(study) + "/events")
        .then()
        .statusCode(200)
        .contentType(startsWith("text/event-stream"))
        .extract()
        .asString()
        .lines()
        .filter(ProjectionTest::says)
        .toList();
  }

  private MetricPoint point(StudyId study, StepKey key) {
    return new MetricPoint(study, key, "loss", .7, 3, now(), new TreeMap<>());
  }

  private StepEvent completed(StudyId study, StepKey key) {
    return workers.completed(study, key, 1);
  }

  private static byte[] header(ConsumerRecord<String, byte[]> record, String name) {
    return record.headers().lastHeader(name).value();
  }
}
