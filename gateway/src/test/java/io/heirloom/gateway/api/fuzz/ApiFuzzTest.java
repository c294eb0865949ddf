package io.heirloom.gateway.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.gateway.StudyFiles;
import io.heirloom.gateway.api.fuzz.RawRequest.Answer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever is asked, the interface answers, and says no more than it should: no fault of its own,
 * no stack trace, no class, no place on its disk.
 */
@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class ApiFuzzTest {
  private static final int REQUESTS = 660;
  private static final Pattern INTERNAL =
      Pattern.compile(
          "\\bat [\\w.$]+\\(|\\b(java|javax|jakarta|io|org|com)\\.[a-z]+\\.\\w+"
              + "|Exception\\b|Caused by|\\.java:|/(root|home|tmp|usr|var)/");

  /** What the server below refuses before it knows what is asked for. */
  private static final Set<Integer> BELOW = Set.of(0, 400, 405, 413, 414, 431, 501);

  private final JsonMapper json = new JsonMapper();

  @Test
  void malformedRequestsAreRefusedAndNothingElseHappens() throws IOException {
    URI server = URI.create(RestAssured.baseURI + ":" + RestAssured.port);
    String id = StudyFiles.start(StudyFiles.SMALL);
    // Its stream of events is one that ends.
    RestAssured.delete("/api/v1/studies/" + id).then().statusCode(202);
    List<Operation> operations =
        Operation.of(json.readTree(RestAssured.get("/q/openapi?format=json").asString()));
    MalformedRequests requests =
        new MalformedRequests(6, Map.of("id", id, "with", id, "format", "json", "dryRun", "true"));

    Map<Integer, Integer> statuses = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    for (int number = 0; number < REQUESTS; number++) {
      RawRequest request = requests.next(operations.get(number % operations.size()));
      Answer answer = request.send(server);
      statuses.merge(answer.status(), 1, Integer::sum);
      fault(request, answer).ifPresent(fault -> faults.add(fault + "\n  " + request));
    }

    System.out.println("answers by status: " + statuses);
    assertThat(operations.size()).isGreaterThan(8);
    assertThat(faults).isEmpty();
    assertThat(statuses.keySet()).contains(400, 404, 405, 406, 415);
  }

  private Optional<String> fault(RawRequest request, Answer answer) {
    int status = answer.status();
    String body = answer.body();
    if (status >= 500 && status != 501) {
      return Optional.of("a fault, " + status + ": " + body);
    }
    if (INTERNAL.matcher(body).find()) {
      return Optional.of("says too much, " + status + ": " + body);
    }
    boolean bodiless =
        body.isEmpty() && (BELOW.contains(status) || request.method().equals("HEAD"));
    if (status >= 400 && !bodiless && !isProblem(answer)) {
      return Optional.of("no problem document, " + status + ": " + body);
    }
    return Optional.empty();
  }

  private boolean isProblem(Answer answer) {
    try {
      JsonNode problem = json.readTree(answer.body());
      return answer
              .headers()
              .getOrDefault("content-type", "")
              .startsWith("application/problem+json")
          && problem.path("status").asInt() == answer.status();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
