package io.heirloom.gateway;

import static io.heirloom.gateway.StudyFiles.FRESH;
import static io.heirloom.gateway.StudyFiles.yaml;
import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.StepEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What planning a study and following it cost by its size, with the real broker and database.
 * Measures and prints; nothing here can fail for being slow. See docs/performance.md for how to run
 * it.
 */
@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
@EnabledIfSystemProperty(named = "heirloom.benchmark", matches = "study-size")
class StudySizeBenchmark {
  private static final String STUDIES = "/api/v1/studies";
  private static final int DRY_RUNS = 5;

  /** Eight lambdas: 111 steps for each seed. */
  private static String study(int seeds) {
    return FRESH
        + "lambda: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]\n"
        + "seeds: "
        + IntStream.rangeClosed(1, seeds).boxed().toList()
        + "\n";
  }

  @Test
  void costsByNumberOfSteps() {
    // Once for the sake of compilation.
    measure(1);
    System.out.printf(
        "%8s %14s %14s %16s %16s %16s%n",
        "steps", "plan, s", "plan, ms/step", "accept, ms/step", "follow, ms/step", "report, s");
    for (int seeds : new int[] {1, 9, 90}) {
      System.out.println(measure(seeds));
    }
  }

  private static String measure(int seeds) {
    double planning = median(DRY_RUNS, () -> dryRun(seeds));
    long asked = System.nanoTime();
    StudyId study = new StudyId(yaml(study(seeds)).post(STUDIES).then().extract().path("id"));
    double accepted = secondsSince(asked);
    List<String> keys = get(STUDIES + "/" + study + "/steps").path("key");
    double followed = follow(study, keys);
    long reportAsked = System.nanoTime();
    get(STUDIES + "/" + study + "/report").then().statusCode(200);
    return String.format(
        Locale.ROOT,
        "%8d %14.2f %14.3f %16.2f %16.2f %16.2f",
        keys.size(),
        planning,
        1e3 * planning / keys.size(),
        1e3 * accepted / keys.size(),
        1e3 * followed / keys.size(),
        secondsSince(reportAsked));
  }

  private static void dryRun(int seeds) {
    yaml(study(seeds)).queryParam("dryRun", true).post(STUDIES).then().statusCode(200);
  }

  /** Each step begins and ends, in the order of the study. */
  private static double follow(StudyId study, List<String> keys) {
    StepResult made =
        new StepResult(
            new Reference(ArtifactKind.CHECKPOINT, Digest.of("nothing"), "file:///nowhere"),
            new TreeMap<>());
    long begun = System.nanoTime();
    try (Broker broker = new Broker()) {
      Instant at = Instant.now();
      for (String hex : keys) {
        StepKey key = StepKey.parse(hex);
        at = at.plusMillis(1);
        broker.say(new StepEvent.Started(study, key, 1, "w-1", at, Shard.WHOLE, 1));
        broker.say(new StepEvent.Completed(study, key, 1, "w-1", at.plusNanos(1000), made, 1));
      }
    }
    await()
        .atMost(Duration.ofMinutes(20))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> get(STUDIES + "/" + study).path("state").equals("completed"));
    return secondsSince(begun);
  }

  private static double median(int times, Runnable work) {
    double[] seconds = new double[times];
    for (int time = 0; time < times; time++) {
      long begun = System.nanoTime();
      work.run();
      seconds[time] = secondsSince(begun);
    }
    Arrays.sort(seconds);
    return seconds[times / 2];
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
