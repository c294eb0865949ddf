package io.heirloom.gateway;

import static io.restassured.RestAssured.get;

import io.heirloom.artifacts.FolderStore;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.classification.ClassifiedRows;
import io.heirloom.trust.classification.JudgedExample;
import io.heirloom.trust.fairness.Fairness;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** What workers would make and report, by a clock of their own. */
public final class Workers {
  private static final String WORKER = "w-1";
  private static final int TEST_ROWS = 400;

  private final Broker broker;
  private final Path store =
      ConfigProvider.getConfig().getValue("heirloom.store.folder", Path.class);
  private Instant clock = Instant.parse("2026-01-02T03:04:05Z");

  public Workers(Broker broker) {
    this.broker = broker;
  }

  /** A second later than when asked last. */
  public Instant now() {
    clock = clock.plusSeconds(1);
    return clock;
  }

  /** That a step is done; what it made is nowhere. */
  public StepEvent completed(StudyId study, StepKey key, int round) {
    return new StepEvent.Completed(study, key, round, WORKER, now(), anything(), 1.5);
  }

  /** A result that is nowhere. */
  public static StepResult anything() {
    return new StepResult(
        new Reference(ArtifactKind.CHECKPOINT, Digest.of("nothing"), "file:///nowhere"),
        new TreeMap<>());
  }

  /** Ends all steps of a study that have not ended, evaluations with what is in the store. */
  public void evaluateAll(StudyId study) {
    List<Map<String, Object>> steps = get("/api/v1/studies/" + study + "/steps").path("");
    for (Map<String, Object> step : steps) {
      StepKey key = StepKey.parse((String) step.get("key"));
      String title = (String) step.get("title");
      int round = (int) step.get("round");
      broker.say(
          step.get("operation").equals("evaluate")
              ? evaluated(study, key, round, bias(title), seed(title))
              : completed(study, key, round));
    }
  }

  private static int seed(String title) {
    return Integer.parseInt(title.substring(title.lastIndexOf(' ') + 1));
  }

  private static double bias(String title) {
    if (title.contains("lambda.ceiling 0.5")) {
      return .2;
    }
    if (title.contains("weak model")) {
      return .6;
    }
    return title.contains("ceiling") ? 0 : .3;
  }

  /** An evaluation of a model that says yes to a share more of the one group. */
  private StepEvent evaluated(StudyId study, StepKey key, int round, double bias, int seed) {
    FolderStore folder = new FolderStore(store);
    Random random = new Random(seed);
    int[] groups = new int[TEST_ROWS];
    Arrays.setAll(groups, row -> row % 2);
    List<JudgedExample> rows =
        Arrays.stream(groups)
            .mapToObj(group -> new JudgedExample("", random.nextInt(2), group))
            .toList();
    float[][] probabilities = new float[TEST_ROWS][];
    for (int row = 0; row < TEST_ROWS; row++) {
      boolean yes = random.nextDouble() < .2 + bias * groups[row];
      probabilities[row] = yes ? new float[] {0, 1} : new float[] {1, 0};
    }
    Path staged = folder.stage();
    ScoredRows answers = ClassifiedRows.table(0, rows, probabilities, row -> false);
    answers.write(staged);
    StepResult result =
        folder.publish(key, ArtifactKind.EVALUATION, staged, new Fairness().measure(answers));
    return new StepEvent.Completed(study, key, round, WORKER, now(), result, 1.5);
  }
}
