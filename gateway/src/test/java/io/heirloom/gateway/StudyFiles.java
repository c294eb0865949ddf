package io.heirloom.gateway;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Study files that tests send. */
public final class StudyFiles {
  /** The shortest there is: three strategies, two objectives, two seeds. */
  public static final String SHORTEST =
      """
      property: fairness
      data: {name: census}
      models: {weak: random:tiny, strong: random:small}
      """;

  /** As {@link #SHORTEST}, on rows of its own: nothing of it is in the store. */
  public static final String FRESH =
      SHORTEST.replace("{name: census}", "{name: census, split_seed: 77}");

  /** One strategy, one objective, one seed: seven steps. */
  public static final String SMALL =
      SHORTEST + "strategies: [no-tft]\nobjectives: [wts-naive]\nseeds: [1]\n";

  /** As {@link #SMALL}, with three seeds: 21 steps. */
  public static final String THREE_SEEDS = SMALL.replace("seeds: [1]", "seeds: [1, 2, 3]");

  /** As {@link #SMALL}, with lambda of the ceiling to be chosen: two ceilings to choose from. */
  public static final String STAGED =
      SMALL
          + "lambda: {weak: 1, wts: 1, ceiling: [0.5, 2]}\n"
          + "select:\n  - {sweep: [lambda.ceiling], rule: best-trust, most_lost: 1}\n";

  private static final RestAssuredConfig TEXT =
      RestAssuredConfig.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .defaultContentCharset("UTF-8")
                  .encodeContentTypeAs("application/yaml", ContentType.TEXT));

  private StudyFiles() {}

  /** A request with a study file in YAML. */
  public static RequestSpecification yaml(String text) {
    return given().config(TEXT).contentType("application/yaml").body(text);
  }

  /** Starts a study and returns its id. */
  public static String start(String text) {
    return yaml(text).post("/api/v1/studies").then().statusCode(202).extract().path("id");
  }
}
