package io.heirloom.gateway;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import java.time.Duration;
import java.util.List;

/** Studies as clients see them. */
public final class FollowedStudies {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private FollowedStudies() {}

  /** Where the interface has a study. */
  public static String path(StudyId study) {
    return "/api/v1/studies/" + study;
  }

  /** The keys of its steps, in their order. */
  public static List<StepKey> keys(StudyId study) {
    List<String> keys = get(path(study) + "/steps").path("key");
    return keys.stream().map(StepKey::parse).toList();
  }

  /** Waits until a study is said to stand so. */
  public static void awaitState(StudyId study, String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> get(path(study)).then().body("state", equalTo(state)));
  }

  /** Waits until a step of a study, by its place, is said to stand so. */
  public static void awaitStep(StudyId study, int index, String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> get(path(study) + "/steps").then().body("[" + index + "].state", equalTo(state)));
  }
}
