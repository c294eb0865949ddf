package io.heirloom.gateway.projection;

import static io.heirloom.gateway.StudyFiles.SMALL;
import static io.heirloom.gateway.StudyFiles.start;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.gateway.Workers;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.StepEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One stream of reports in many orders, each to a study of its own: the same rows in the end. */
@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class ShuffledProjectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.000006789Z");
  private static final int ORDERS = 6;

  @Inject private Projection projection;
  @Inject private Transactions transactions;

  @Test
  void reportsShuffledAndDoubledGiveTheSameRows() {
    List<String> inOrder = rows(after(List.of()));
    assertThat(inOrder).anyMatch(row -> row.contains("SKIPPED"));
    assertThat(inOrder).anyMatch(row -> row.contains("FAILED"));

    for (int seed = 0; seed < ORDERS; seed++) {
      Random random = new Random(seed);
      assertThat(rows(after(List.of(random)))).as("seed %d", seed).isEqualTo(inOrder);
    }
  }

  /**
   * A study that took all reports.
   *
   * @param shuffling by what they are shuffled and doubled; nothing: they come as they were sent
   */
  private StudyId after(List<Random> shuffling) {
    StudyId study = new StudyId(start(SMALL + "shards: {labeling: 2, evaluation: 2}\n"));
    List<String> keys = get("/api/v1/studies/" + study + "/steps").path("key");
    List<StepEvent> reports = new ArrayList<>();
    for (int index = 0; index < keys.size(); index++) {
      reports.addAll(reports(study, StepKey.parse(keys.get(index)), index));
    }
    for (Random random : shuffling) {
      reports.addAll(reports.subList(0, reports.size() / 2));
      Collections.shuffle(reports, random);
    }
    for (StepEvent report : reports) {
      projection.apply(report).await().atMost(PATIENCE);
    }
    return study;
  }

  /** The weak model's labels fail; two workers are at each step, of which one does not end it. */
  private static List<StepEvent> reports(StudyId study, StepKey key, int step) {
    Instant at = START.plusSeconds(100L * step);
    int cut = step == 1 || step == 3 || step == 4 || step == 6 ? 2 : 1;
    List<StepEvent> reports = new ArrayList<>();
    for (int index = 0; index < cut; index++) {
      Shard shard = new Shard(index, cut);
      String worker = "w-" + index;
      reports.add(new StepEvent.Started(study, key, 1, "w-dead", at.plusSeconds(1), shard, 1));
      reports.add(
          new StepEvent.Progressed(study, key, 1, "w-dead", at.plusSeconds(9), shard, 7, 10));
      reports.add(new StepEvent.Started(study, key, 1, worker, at.plusSeconds(30), shard, 2));
      reports.add(
          new StepEvent.Progressed(study, key, 1, worker, at.plusSeconds(40), shard, 3, 10));
      if (cut > 1) {
        reports.add(
            new StepEvent.ShardCompleted(
                study, key, 1, worker, at.plusSeconds(45), shard, .1 + index));
      }
    }
    reports.add(new StepEvent.Failed(study, key, 1, "w-dead", at.plusSeconds(50), "no paper"));
    if (step == 0 || step > 3) {
      reports.add(
          new StepEvent.Reused(study, key, 1, "w-2", at.plusSeconds(60), Workers.anything()));
      reports.add(
          new StepEvent.Completed(
              study, key, 1, "w-1", at.plusSeconds(70), Workers.anything(), .2));
    }
    return step == 2 || step == 3 ? List.of() : reports;
  }

  /** All that the database knows of a study, but its name and what happened when. */
  private List<String> rows(StudyId study) {
    List<String> rows = new ArrayList<>();
    for (String table : List.of("study", "step", "shard")) {
      String id = table.equals("study") ? "id" : "study_id";
      rows.addAll(
          transactions
              .run(
                  session ->
                      session
                          .createNativeQuery(
                              "SELECT CAST(to_jsonb(t) - '"
                                  + id
                                  + "' - 'created_at' - 'last_happening' AS text) FROM "
                                  + table
                                  + " t WHERE "
                                  + id
                                  + " = :study ORDER BY 1",
                              String.class)
                          .setParameter("study", study.value())
                          .getResultList())
              .await()
              .atMost(PATIENCE));
    }
    return rows;
  }
}
