package io.heirloom.gateway.api;

import static io.heirloom.gateway.StudyFiles.FRESH;
import static io.heirloom.gateway.StudyFiles.SHORTEST;
import static io.heirloom.gateway.StudyFiles.SMALL;
import static io.heirloom.gateway.StudyFiles.start;
import static io.heirloom.gateway.StudyFiles.yaml;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.gateway.Broker;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.CancelStudy;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.lineage.step.StepOrder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class StudiesResourceTest {
  private static final String STUDIES = "/api/v1/studies";
  private static final String PROBLEM = "application/problem+json";

  @Test
  void aStudyIsAcceptedShownAndListed() {
    String id =
        yaml(SHORTEST)
            .post(STUDIES)
            .then()
            .statusCode(202)
            .header("Location", containsString(STUDIES + "/"))
            .body("state", equalTo("running"))
            .body("name", equalTo("fairness on census"))
            .body("ended_at", equalTo(null))
            .body("steps.total", equalTo(40))
            .body("steps.waiting", equalTo(40))
            .extract()
            .path("id");

    get(STUDIES + "/" + id).then().statusCode(200).body("id", equalTo(id));
    get(STUDIES).then().statusCode(200).body("id", hasItem(id));
    get(STUDIES + "/" + id + "/steps")
        .then()
        .statusCode(200)
        .body("", hasSize(40))
        .body("state", everyItem(equalTo("waiting")))
        .body("[0].operation", equalTo("train-weak"))
        .body("[0].title", equalTo("weak model, No TFT, seed 1"))
        .body("[0].shards", hasSize(1));
  }

  @Test
  void theFirstOrdersReachTheWorkersAsCloudEvents() {
    String id = start(SHORTEST);

    try (Broker broker = new Broker()) {
      List<ConsumerRecord<String, byte[]>> weak = orders(broker, Topics.WEAK_TRAINING, id, 4);
      List<ConsumerRecord<String, byte[]>> ceilings = orders(broker, Topics.STRONG_TRAINING, id, 2);

      assertThat(weak).hasSize(4);
      assertThat(ceilings).hasSize(2);
      ConsumerRecord<String, byte[]> first = weak.get(0);
      StepOrder order = LineageJson.read(first.value(), StepOrder.class);
      assertThat(order.study()).isEqualTo(new StudyId(id));
      assertThat(order.input()).isEmpty();
      assertThat(first.key()).isEqualTo(order.key().toString());
      assertThat(header(first, "ce_specversion")).isEqualTo("1.0");
      assertThat(header(first, "ce_type")).isEqualTo(Topics.ORDER_TYPE);
      assertThat(header(first, "ce_subject")).isEqualTo(id);
      assertThat(header(first, "ce_source")).isEqualTo("/heirloom/gateway");
      assertThat(header(first, "ce_id")).isNotBlank();
      assertThat(header(first, "ce_time")).isNotBlank();
    }
  }

  @Test
  void theLargestStudyIsAccepted() {
    String seeds = IntStream.range(0, 100).mapToObj(Integer::toString).collect(joining(", "));

    yaml(SHORTEST + "seeds: [" + seeds + "]\nshards: {labeling: 8, evaluation: 8}\n")
        .post(STUDIES)
        .then()
        .statusCode(202)
        .body("steps.total", equalTo(2000));
  }

  @Test
  void aDryRunForetellsAndStartsNothing() {
    List<String> before = get(STUDIES).path("id");

    yaml(FRESH + "lambda: [0.1, 0.2, 0.3, 0.4]\nalpha: {max: [0.1, 0.2, 0.3]}\n")
        .queryParam("dryRun", true)
        .post(STUDIES)
        .then()
        .statusCode(200)
        .body("points", equalTo(12))
        .body("asked", equalTo(12 * 3 * 9 * 2))
        .body("steps", equalTo(2 * 95))
        .body("in_store", equalTo(0))
        .body("lineages", equalTo(2 * (1 + 4 + 4)))
        .body("steps_of_unknown_pace", lessThanOrEqualTo(2 * 95))
        .body("operations.find { it.operation == 'label' }.worker", equalTo("labeler"))
        .body("operations.find { it.operation == 'label' }.steps", equalTo(2 * 5))
        .body("gigabytes", greaterThan(0f));

    List<String> after = get(STUDIES).path("id");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void aStudyOfTooManyStepsIsRefusedWithTheNumberAndTheLimit() {
    yaml(SHORTEST
            + "lambda: {weak: {from: 0, to: 1, count: 1000}, wts: {from: 0, to: 1, count:"
            + " 1000}}\n")
        .post(STUDIES)
        .then()
        .statusCode(400)
        .body("errors[0].value", containsString("54,000,000 steps"))
        .body("errors[0].allowed", containsString("100,000"));
  }

  @Test
  void aBudgetThatThePlanExceedsIsNamed() {
    yaml(FRESH + "budget:\n  steps: 39\n  gigabytes: 0.000001\n")
        .post(STUDIES)
        .then()
        .statusCode(400)
        .body("errors.field", contains("budget.steps", "budget.gigabytes"))
        .body("errors.line", contains(5, 6))
        .body("errors[0].allowed", containsString("40"));
  }

  @Test
  void theFieldsOfTheParameterDataFolderAreChecked() {
    yaml(SMALL)
        .queryParam("data_folder", "not/absolute")
        .post(STUDIES)
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("data_folder"));
  }

  @Test
  void studiesAreHeldAgainstEachOther() {
    String first = start(SMALL);
    String second = start(SMALL.replace("seeds: [1]", "seeds: [1, 2]"));

    get(STUDIES + "/" + first + "/comparison?with=" + second)
        .then()
        .statusCode(200)
        .body("shared_steps", equalTo(7))
        .body("differences.field", contains("seeds"))
        .body("models", hasSize(3 * 2))
        .body("models[0].improvement", equalTo(null));
    get(STUDIES + "/" + first + "/comparison?with=" + second + "&format=text")
        .then()
        .statusCode(200)
        .contentType(startsWith("text/plain"))
        .body(containsString("7 steps are the same"));
    get(STUDIES + "/" + first + "/comparison?with=nosuchstudy").then().statusCode(404);
    get(STUDIES + "/" + first + "/comparison").then().statusCode(400);
  }

  @Test
  void jsonWillDoAsWell() {
    given()
        .contentType("application/json")
        .body(
            """
            {"property": "fairness", "data": {"name": "census"}, "seeds": [1],
             "models": {"weak": "random:tiny", "strong": "random:small"}}
            """)
        .post(STUDIES)
        .then()
        .statusCode(202)
        .body("steps.total", equalTo(20));
  }

  @Test
  void theSameRequestSentAgainStartsNothing() {
    String key = UUID.randomUUID().toString();
    String first = idempotent(key, SMALL).then().statusCode(202).extract().path("id");
    String reordered = "seeds: [1]\n" + SMALL.replace("seeds: [1]\n", "");

    idempotent(key, SMALL).then().statusCode(202).body("id", equalTo(first));
    idempotent(key, "# again\n" + SMALL).then().statusCode(202).body("id", equalTo(first));
    idempotent(key, reordered).then().statusCode(202).body("id", equalTo(first));
    idempotent(key, SHORTEST)
        .then()
        .statusCode(422)
        .contentType(PROBLEM)
        .body("detail", containsString(first));
    yaml(SMALL).post(STUDIES).then().statusCode(202).body("id", not(equalTo(first)));
  }

  @Test
  void theSameRequestSentManyTimesAtOnceStartsOneStudy() {
    String key = UUID.randomUUID().toString();

    Set<String> ids =
        new HashSet<>(
            IntStream.range(0, 8)
                .parallel()
                .mapToObj(
                    i -> idempotent(key, SMALL).then().statusCode(202).extract().<String>path("id"))
                .toList());

    assertThat(ids).hasSize(1);
  }

  @Test
  void everythingWrongIsSaidAtOnce() {
    yaml("property: kindness\nlambda: {weak: -1}\nalpha: {max: 2}\ndata: {name: census}\n")
        .post(STUDIES)
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("type", equalTo("about:blank"))
        .body("title", equalTo("Bad Request"))
        .body("status", equalTo(400))
        .body("errors.field", hasItems("lambda.weak", "alpha.max", "models.weak", "models.strong"))
        .body("errors.find { it.field == 'lambda.weak' }.value", equalTo("-1"))
        .body(
            "errors.find { it.field == 'alpha.max' }.allowed",
            containsString("a number from 0 to 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "property: fairness | property: kindness | property | fairness",
        "name: census | name: cencus | data.name | adult",
        "name: census | name: /no/such/file.csv | data.name | ",
        "name: census | name: ../../etc/passwd | data.name | ",
        "data: {name: census} | data: {name: census, rows: 1} | data.rows | ",
        "seeds: [1] | settings: {penalty: harsh} | settings.penalty | absolute",
        "seeds: [1] | seeds: [] | seeds | a list of 1 to 100",
      })
  void whatCannotBeUsedIsNamed(String good, String bad, String field, String allowed) {
    yaml(SMALL.replace(good, bad))
        .post(STUDIES)
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("errors.field", contains(field))
        .body("errors[0].allowed", containsString(allowed == null ? "" : allowed));
  }

  @Test
  void anEmptyStudyIsRefused() {
    yaml("").post(STUDIES).then().statusCode(400).contentType(PROBLEM);
    given().contentType("application/json").post(STUDIES).then().statusCode(400);
    given().post(STUDIES).then().statusCode(anyOf(equalTo(400), equalTo(415)));
    yaml("{}")
        .post(STUDIES)
        .then()
        .statusCode(400)
        .body("errors.field", contains("property", "data.name", "models.weak", "models.strong"));
  }

  @Test
  void brokenYamlIsRefusedWithLineAndColumn() {
    yaml("property: fairness\ndata: {name: census\nmodels: [\n")
        .post(STUDIES)
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("detail", containsString("line 3, column"));
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    given()
        .contentType("application/yaml")
        .body("#".repeat(3 << 20).getBytes(StandardCharsets.UTF_8))
        .post(STUDIES)
        .then()
        .statusCode(413)
        .contentType(PROBLEM);
  }

  @Test
  void aBodyThatDoesNotSayHowLargeItIsIsRefusedToo() throws Exception {
    byte[] large = "#".repeat(3 << 20).getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + STUDIES))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("Content-Type", "application/yaml")
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                    .build(),
                BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(PROBLEM);
  }

  @Test
  void anotherMediaTypeIsRefused() {
    given()
        .contentType("text/plain")
        .body("property: fairness")
        .post(STUDIES)
        .then()
        .statusCode(415)
        .contentType(PROBLEM)
        .body("detail", containsString("application/yaml"));
  }

  @ParameterizedTest
  @CsvSource({"nosuchstudy", "No-Such_Study", "%2e%2e", "%00"})
  void anUnknownStudyIsNotFound(String id) {
    for (String part : List.of("", "/steps", "/report", "/events")) {
      given()
          .urlEncodingEnabled(false)
          .get(STUDIES + "/" + id + part)
          .then()
          .statusCode(404)
          .contentType(PROBLEM);
    }
    given().urlEncodingEnabled(false).delete(STUDIES + "/" + id).then().statusCode(404);
  }

  @Test
  void aFormatOrAnEventIdThatDoesNotExistIsRefused() {
    String id = start(SMALL);

    get(STUDIES + "/" + id + "/report?format=xml")
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("format"));
    given()
        .header("Last-Event-ID", "last")
        .get(STUDIES + "/" + id + "/events")
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("Last-Event-ID"));
    yaml(SMALL)
        .header("Idempotency-Key", "k".repeat(300))
        .post(STUDIES)
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("Idempotency-Key"));
  }

  @Test
  void aCancelledStudyEndsAndTheWorkersAreTold() {
    String id = start(SMALL);

    given()
        .delete(STUDIES + "/" + id)
        .then()
        .statusCode(202)
        .body("state", equalTo("cancelled"))
        .body("steps.cancelled", equalTo(7));
    given().delete(STUDIES + "/" + id).then().statusCode(202);

    try (Broker broker = new Broker()) {
      List<ConsumerRecord<String, byte[]>> said =
          broker.read(Topics.CONTROL, 1, record -> record.key().equals(id));
      assertThat(said).hasSize(1);
      assertThat(LineageJson.read(said.get(0).value(), CancelStudy.class).study())
          .isEqualTo(new StudyId(id));
      assertThat(header(said.get(0), "ce_type")).isEqualTo(Topics.CANCEL_TYPE);
    }
    get(STUDIES + "/" + id + "/steps")
        .then()
        .body("state", everyItem(equalTo("cancelled")))
        .body("shards.flatten().state", everyItem(equalTo("cancelled")));
  }

  @Test
  void theInterfaceDescribesItselfAndItsHealth() {
    get("/api/v1/study.schema.json")
        .then()
        .statusCode(200)
        .contentType("application/schema+json")
        .body(containsString("\"lambda\""));
    get("/q/openapi").then().statusCode(200).body(containsString("/api/v1/studies/{id}/report"));
    get("/q/swagger-ui/").then().statusCode(200);
    get("/q/health").then().statusCode(200).body("status", equalTo("UP"));
    get("/q/metrics").then().statusCode(200).body(containsString("http_server_requests"));
  }

  private static Response idempotent(String key, String study) {
    return yaml(study).header("Idempotency-Key", key).post(STUDIES);
  }

  private static List<ConsumerRecord<String, byte[]>> orders(
      Broker broker, String topic, String study, int count) {
    return broker.read(
        topic,
        count,
        record -> LineageJson.read(record.value(), StepOrder.class).study().value().equals(study));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
