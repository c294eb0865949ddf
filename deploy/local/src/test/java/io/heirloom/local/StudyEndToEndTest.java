package io.heirloom.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A tiny study through all five services: real broker, real database, real gradient descent. */
@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StudyEndToEndTest {
  private static final String STUDY =
      """
      name: end to end
      property: fairness
      data: {name: census, rows: 240, test_rows: 120}
      models:
        weak: 'random:{"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}'
        strong: 'random:{"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 4, "intermediate_size": 64}'
      seeds: [1]
      training: {epochs: 1, learning_rate: 1.0e-3, max_tokens: 96}
      shards: {labeling: 2, evaluation: 2}
      """;

  @TempDir Path folder;

  @Test
  @Order(1)
  void aStudyComesBackAsAVerdict() {
    String study = post(STUDY);

    Map<String, Object> ended = ended(study);

    assertThat(ended).containsEntry("state", "completed");
    // 2 weak models, 6 weak-to-strong models, 1 ceiling, each evaluated; 2 sets of weak labels.
    assertThat(count(ended, "total")).isEqualTo(20);
    assertThat(count(ended, "done")).isEqualTo(20);
    String report = report(study);
    assertThat(report).contains("No TFT", "Weak TFT", "Weak+WTS TFT", "WTS-Naive", "WTS-Aux");
    assertThat(steps(study))
        .filteredOn(step -> "evaluate".equals(step.get("operation")))
        .hasSize(9)
        .allSatisfy(step -> assertThat(step.get("metrics").toString()).contains("accuracy="));
  }

  @Test
  @Order(2)
  void theSameStudyAgainReusesEveryStep() {
    String study = post(STUDY.replace("end to end", "again"));

    Map<String, Object> ended = ended(study);

    assertThat(ended).containsEntry("state", "completed");
    assertThat(count(ended, "reused")).isEqualTo(20);
  }

  @Test
  @Order(3)
  void whatNoModelCanBeIsRefusedAtTheGate() {
    String impossible =
        "random:{\"hidden_size\": 30, \"num_hidden_layers\": 1, \"num_attention_heads\": 4}";
    Response refused =
        given()
            .contentType("application/yaml")
            .body(
                STUDY
                    .replaceFirst("strong: .*", "strong: '" + impossible + "'")
                    .getBytes(StandardCharsets.UTF_8))
            .post("/api/v1/studies");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.asString()).contains("models.strong", "hidden_size");
  }

  @Test
  @Order(4)
  void aPropertyThatNoServiceKnowsIsStudied() throws IOException {
    String study = post(onFile("brevity", "seeds: [1]", messages()));

    assertThat(ended(study)).containsEntry("state", "completed");
    assertThat(report(study)).contains("Improvement in accuracy on short messages", "WTS-Aux");
  }

  @Test
  @Order(5)
  void modelsThatWriteArePartOfAStudyAndWhatDoesNotApplyIsSaid() throws IOException {
    String study =
        post(
            onFile(
                "privacy",
                "settings: {epsilon: 5, prefix_tokens: 6, suffix_tokens: 6}\nseeds: [1]",
                messages()));

    Map<String, Object> ended = ended(study);

    assertThat(ended).containsEntry("state", "completed");
    assertThat(ended.get("notes").toString()).contains("WTS-Aux is left out");
    assertThat(report(study)).contains("Extraction rate", "Perplexity", "WTS-Aux is left out");
    assertThat(steps(study))
        .filteredOn(step -> step.get("title").toString().startsWith("strong ceiling"))
        .hasSize(1)
        .allSatisfy(step -> assertThat(epsilonOf(step)).isBetween(1.0, 5.0));
    assertThat(steps(study))
        .filteredOn(step -> step.get("title").toString().startsWith("evaluation of strong ceiling"))
        .hasSize(1)
        .allSatisfy(step -> assertThat(epsilonOf(step)).isBetween(1.0, 5.0));
  }

  private static double epsilonOf(Map<String, Object> step) {
    return ((Number) ((Map<?, ?>) step.get("metrics")).get("epsilon")).doubleValue();
  }

  private static String onFile(String property, String more, Path data) {
    return STUDY
        .replace("property: fairness", "property: " + property)
        .replaceFirst("data: .*", "data: {name: \"" + data + "\"}")
        .replaceFirst("seeds: .*", more);
  }

  private Path messages() throws IOException {
    Random random = new Random(1);
    StringBuilder table = new StringBuilder("text,label\n");
    for (int row = 0; row < 120; row++) {
      String words =
          random
              .ints(2 + random.nextInt(6), 0, 26 * 26 * 26)
              .mapToObj(number -> Integer.toString(number + 1_000_000, 36))
              .collect(Collectors.joining(" "));
      table.append(words).append(',').append(row % 2).append('\n');
    }
    return Files.writeString(folder.resolve("messages.csv"), table).toRealPath();
  }

  private static String post(String yaml) {
    Response accepted =
        given()
            .contentType("application/yaml")
            .body(yaml.getBytes(StandardCharsets.UTF_8))
            .post("/api/v1/studies");
    assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
    return accepted.jsonPath().getString("id");
  }

  private static Map<String, Object> ended(String study) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !"running".equals(view(study).get("state")));
    return view(study);
  }

  private static Map<String, Object> view(String study) {
    return given().get("/api/v1/studies/" + study).jsonPath().getMap("");
  }

  private static int count(Map<String, Object> view, String state) {
    return (int) ((Map<?, ?>) view.get("steps")).get(state);
  }

  private static List<Map<String, Object>> steps(String study) {
    return given().get("/api/v1/studies/" + study + "/steps").jsonPath().getList("");
  }

  private static String report(String study) {
    return given().get("/api/v1/studies/" + study + "/report?format=text").asString();
  }
}
