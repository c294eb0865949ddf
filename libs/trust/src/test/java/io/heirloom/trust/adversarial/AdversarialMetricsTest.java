package io.heirloom.trust.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Golden;
import io.heirloom.trust.Metric;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.Tables;
import io.heirloom.trust.attack.Attacked;
import io.heirloom.trust.attack.Attacked.Change;
import io.heirloom.trust.attack.Attacked.Outcome;
import io.heirloom.trust.attack.Target;
import io.heirloom.trust.statistics.Difference;
import io.heirloom.trust.statistics.Replicates;
import io.heirloom.trust.statistics.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdversarialMetricsTest {
  private static final String ROBUST_ACCURACY = "robust_accuracy";
  private static final String MACRO =
      "mean_over_tasks (macro, what the paper describes for AdvGLUE++)";

  private final AdversarialRobustness property = new AdversarialRobustness();

  @Test
  void partsTogetherMeasureAsGoldenCasesDo() {
    for (JsonNode example : Golden.under("robust_accuracy")) {
      int[] labels = Golden.integers(example.get("y"));
      int[] answers = Golden.integers(example.get("p"));
      List<ScoredRows> parts = new ArrayList<>();
      for (Task task : Task.ofGlue()) {
        int[] rows =
            IntStream.range(0, labels.length)
                .filter(row -> example.get("task").get(row).asText().equals(task.word()))
                .toArray();
        parts.add(answered(task, true, at(rows, labels), at(rows, answers)));
      }
      SortedMap<String, Double> metrics = property.measure(ScoredRows.ofParts(parts));
      assertThat(metrics.get("robust_accuracy"))
          .isCloseTo(example.get(MACRO).asDouble(), within(1e-12));
      assertThat(metrics.get("robust_accuracy_micro"))
          .isCloseTo(example.get("overall (micro)").asDouble(), within(1e-12));
      assertThat(metrics.get("robust_accuracy_mnli_mm"))
          .isCloseTo(example.get("per_task").get("mnli-mm").asDouble(), within(1e-12));
      assertThat(metrics).doesNotContainKeys("accuracy", "accuracy_micro", "attack_accuracy");
    }
  }

  @Test
  void cleanAndAdversarialTextsCountApart() {
    ScoredRows sst2 =
        ScoredRows.ofParts(
            List.of(
                answered(Task.SST2, false, new int[] {1, 1}, new int[] {1, 1}),
                answered(Task.SST2, true, new int[] {1, 1, 1, 1}, new int[] {1, 0, 0, 0})));
    ScoredRows mnli = answered(Task.MNLI, true, new int[] {2, 2}, new int[] {2, 1});
    assertThat(property.measure(ScoredRows.ofParts(List.of(sst2, mnli))))
        .isEqualTo(
            Map.of(
                "accuracy", 1.0,
                "accuracy_micro", 1.0,
                "accuracy_sst2", 1.0,
                "robust_accuracy", 0.375,
                "robust_accuracy_micro", 2.0 / 6,
                "robust_accuracy_mnli", 0.5,
                "robust_accuracy_sst2", 0.25,
                "rows_cut", 0.0));
  }

  @Test
  void attacksAreSummedUp() {
    ScoredRows answers =
        answered(Task.RTE, false, new int[] {0, 0, 0, 0, 0}, new int[] {1, 0, 0, 0, 0});
    AttackColumns columns = AttackColumns.of(5);
    columns.put(0, attacked(Outcome.ALREADY_WRONG, 1, 0));
    columns.put(1, attacked(Outcome.FOOLED, 10, 1));
    columns.put(2, attacked(Outcome.FOOLED, 20, 4));
    columns.put(3, attacked(Outcome.WITHSTOOD, 30, 3));
    SortedMap<String, Double> metrics = property.measure(columns.beside(answers));
    assertThat(metrics)
        .containsEntry("attack_accuracy", 0.25)
        .containsEntry("attack_success_rate", 2.0 / 3)
        .containsEntry("attack_queries", 20.0)
        .containsEntry("attack_share_changed", 0.25)
        .containsEntry("accuracy", 0.8)
        .doesNotContainKey("robust_accuracy");
  }

  @Test
  void aSetOfOnesOwnIsJudgedByTheAttack() {
    ScoredRows answers = answered(Task.OWN, false, new int[] {0, 1}, new int[] {0, 1});
    AttackColumns columns = AttackColumns.of(2);
    columns.put(0, attacked(Outcome.FOOLED, 10, 1));
    columns.put(1, attacked(Outcome.WITHSTOOD, 30, 0));
    assertThat(property.measure(columns.beside(answers)))
        .containsEntry("robust_accuracy", 0.5)
        .containsEntry("attack_accuracy", 0.5)
        .containsEntry("accuracy", 1.0);
  }

  @Test
  void whatIsNotDefinedIsLeftOut() {
    ScoredRows answers = answered(Task.RTE, false, new int[] {0}, new int[] {1});
    AttackColumns columns = AttackColumns.of(1);
    columns.put(0, attacked(Outcome.ALREADY_WRONG, 1, 0));
    assertThat(property.measure(columns.beside(answers)))
        .containsOnlyKeys(
            "accuracy", "accuracy_micro", "accuracy_rte", "attack_accuracy", "rows_cut")
        .containsEntry("attack_accuracy", 0.0);
  }

  @Test
  void theVerdictStandsOnRobustAccuracyAndEveryMetricIsKnown() {
    assertThat(property.metrics())
        .filteredOn(metric -> metric.role() == Metric.Role.TRUST)
        .extracting(Metric::name)
        .containsExactly("robust_accuracy", "attack_accuracy");
    List<String> names = property.metrics().stream().map(Metric::name).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9_]+"));
    AttackColumns columns = AttackColumns.of(12);
    List<ScoredRows> parts = new ArrayList<>();
    for (Task task : Task.ofGlue()) {
      parts.add(answered(task, false, new int[] {1}, new int[] {1}));
      parts.add(answered(task, true, new int[] {1}, new int[] {0}));
      columns.put(parts.size() - 2, attacked(Outcome.FOOLED, 3, 1));
    }
    assertThat(property.measure(columns.beside(ScoredRows.ofParts(parts))).keySet())
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void unknownGroupsAndOutcomesAreRefused() {
    ScoredRows unknown = Tables.of(new int[] {0}, new int[] {99}, new float[][] {{1, 0}});
    assertThatThrownBy(() -> property.measure(unknown))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("group");
    ScoredRows broken =
        new AttackColumns(new double[] {7}, new double[] {1}, new double[] {0})
            .beside(answered(Task.RTE, false, new int[] {0}, new int[] {0}));
    assertThatThrownBy(() -> property.measure(broken))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("attack_outcome");
  }

  @Test
  void differencesOfPartsHaveIntervals() {
    ScoredRows good = ScoredRows.ofParts(parts(9));
    ScoredRows poor = ScoredRows.ofParts(parts(2));
    Difference difference =
        Difference.between(List.of(replicates(good)), List.of(replicates(poor)), ROBUST_ACCURACY);
    assertThat(((Difference.Estimated) difference).interval().low()).isPositive();
  }

  private Replicates replicates(ScoredRows answers) {
    return Replicates.of(
        answers, property::measure, List.of(ROBUST_ACCURACY), new Resampling(200, 1));
  }

  /** Two parts whose answers are right in so many rows of ten. */
  private static List<ScoredRows> parts(int right) {
    int[] labels = new int[200];
    int[] answers = IntStream.range(0, 200).map(row -> row % 10 < right ? 0 : 1).toArray();
    return Stream.of(Task.SST2, Task.MNLI)
        .map(task -> answered(task, true, labels, answers))
        .collect(Collectors.toList());
  }

  private static ScoredRows answered(Task task, boolean adversarial, int[] labels, int[] answers) {
    int[] groups = new int[labels.length];
    Arrays.fill(groups, new JudgedText.Kind(task, adversarial).group());
    float[][] probabilities = new float[labels.length][task == Task.OWN ? 2 : task.classes()];
    for (int row = 0; row < labels.length; row++) {
      probabilities[row][answers[row]] = 1;
    }
    return Tables.of(labels, groups, probabilities);
  }

  private static Attacked attacked(Outcome outcome, int queries, int changes) {
    return new Attacked(
        Target.of("text", 0),
        List.of("text"),
        outcome,
        Collections.nCopies(changes, new Change(0, 0, "a", "b")),
        10,
        queries,
        1,
        0);
  }

  private static int[] at(int[] rows, int[] values) {
    return Arrays.stream(rows).map(row -> values[row]).toArray();
  }
}
