package io.heirloom.gateway.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class StudiesResourceTest {
  private static final String STUDY =
      """
      property: fairness
      data: {name: census}
      models: {weak: random:tiny, strong: random:small}
      """;

  @Test
  void aStudyIsAccepted() {
    given()
        .contentType("application/yaml")
        .body(STUDY.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post("/api/v1/studies")
        .then()
        .log()
        .all()
        .statusCode(202)
        .header("Location", startsWith("/api/v1/studies/"))
        .body("state", equalTo("running"));
  }
}
