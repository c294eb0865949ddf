package io.heirloom.gateway.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.gateway.plan.ExampleStudy;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.plan.PlannedStep;
import io.heirloom.gateway.plan.Planner;
import io.heirloom.gateway.view.StepView;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whole streams of reports, some of them with what a gateway did in between, taken in the order in
 * which they came, and shuffled and doubled in many ways: a study and all its steps stand the same
 * in the end.
 */
class ShuffledReportsTest {
  private static final int SEEDS = 300;
  private static final StudyId ID = new StudyId("a-study");
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private static final Grid GRID =
      ExampleStudy.grid(List.of(new Study.Lambda(1, 1, 1)), List.of(new Study.Alpha(.1, .2)));
  private static final Study STUDY =
      ExampleStudy.study(GRID, List.of(), List.of(Strategy.NO_TFT), List.of(1L, 2L));
  private static final Plan PLAN = Planner.plan(STUDY, GRID);

  private final Script script = new Script();

  @Test
  void aStudyThatCompletes() {
    PLAN.steps().forEach(script::done);

    assertThat(script.inOrder()).contains("COMPLETED");
    script.assertSameInAnyOrder();
  }

  @Test
  void aStudyInWhichTwoWorkersDoTheSameStepsAndDisagree() {
    PLAN.steps().forEach(script::done);
    PLAN.steps().forEach(script::foundLater);
    PLAN.steps().stream().filter(step -> step.shards() == 1).forEach(script::failed);
    script.failed(PLAN.steps().get(0));

    assertThat(script.inOrder()).contains("COMPLETED");
    script.assertSameInAnyOrder();
  }

  @Test
  void aStudyWithFailures() {
    PlannedStep weak = PLAN.steps().get(0);
    PlannedStep labels =
        followers(weak).filter(step -> step.shards() == 3).findFirst().orElseThrow();
    script.done(weak);
    script.begun(labels);
    script.failed(labels);
    // A result that came of an order sent on before by a worker that did not fail.
    script.done(followers(labels).findFirst().orElseThrow());
    PLAN.steps().stream().skip(PLAN.steps().size() / 2).forEach(script::done);
    script.failed(PLAN.steps().get(PLAN.steps().size() / 2));
    PLAN.steps().stream()
        .filter(step -> step.parent().isEmpty())
        .skip(1)
        .limit(1)
        .forEach(script::failed);

    assertThat(script.inOrder()).contains("SKIPPED").contains("FAILED");
    script.assertSameInAnyOrder();
  }

  @Test
  void aStudyCancelledInTheMiddle() {
    PLAN.steps().stream().limit(4).forEach(script::done);
    script.begun(PLAN.steps().get(4));
    script.failed(PLAN.steps().get(5));
    script.cancelled();
    script.begun(PLAN.steps().get(6));
    script.done(PLAN.steps().get(4));
    PLAN.steps().stream().skip(7).forEach(script::givenUp);

    assertThat(script.inOrder()).contains("CANCELLED");
    script.assertSameInAnyOrder();
  }

  @Test
  void aStudyAskedForAnewTwice() {
    PlannedStep weak = PLAN.steps().get(0);
    script.failed(weak);
    PLAN.steps().stream()
        .filter(step -> !step.equals(weak) && !descends(step, weak))
        .forEach(script::done);
    List<PlannedStep> lost =
        PLAN.steps().stream().filter(step -> step.equals(weak) || descends(step, weak)).toList();
    script.askedAnew(lost, 2);
    script.done(weak);
    script.begun(lost.get(1));
    script.askedAnew(lost, 3);
    lost.forEach(script::done);

    assertThat(script.inOrder()).contains("COMPLETED").doesNotContain("FAILED");
    script.assertSameInAnyOrder();
  }

  private static Stream<PlannedStep> followers(PlannedStep of) {
    return PLAN.steps().stream().filter(step -> step.parent().equals(Optional.of(of.key())));
  }

  private static boolean descends(PlannedStep step, PlannedStep from) {
    return step.parent()
        .map(
            parent ->
                parent.equals(from.key())
                    || PLAN.steps().stream()
                        .filter(other -> other.key().equals(parent))
                        .anyMatch(other -> descends(other, from)))
        .orElse(false);
  }

  /** What happens to a study, as it is noted while it happens. */
  private static final class Script {
    private final List<Object> happenings = new ArrayList<>();
    private final Map<StepKey, Integer> rounds = new LinkedHashMap<>();
    private int seconds;

    void done(PlannedStep step) {
      begun(step);
      for (int index = 0; step.shards() > 1 && index < step.shards(); index++) {
        Shard shard = new Shard(index, step.shards());
        happenings.add(
            new StepEvent.ShardCompleted(
                ID, step.key(), round(step), "w-" + index, now(), shard, 1.5 + index));
      }
      happenings.add(
          new StepEvent.Completed(
              ID, step.key(), round(step), "w-1", now(), result(step), .1 * seconds));
    }

    void begun(PlannedStep step) {
      for (int index = 0; index < step.shards(); index++) {
        Shard shard = new Shard(index, step.shards());
        StepKey key = step.key();
        int round = round(step);
        happenings.add(new StepEvent.Started(ID, key, round, "w-dead", now(), shard, 1));
        happenings.add(
            new StepEvent.Progressed(ID, key, round, "w-dead", now(), shard, 60, 200 + index));
        happenings.add(new StepEvent.Started(ID, key, round, "w-" + index, now(), shard, 2));
        happenings.add(
            new StepEvent.Progressed(ID, key, round, "w-" + index, now(), shard, 40, 100 + index));
      }
    }

    void foundLater(PlannedStep step) {
      for (int index = 0; step.shards() > 1 && index < step.shards(); index++) {
        Shard shard = new Shard(index, step.shards());
        happenings.add(
            new StepEvent.ShardCompleted(ID, step.key(), round(step), "w-0", now(), shard, 0));
      }
      happenings.add(new StepEvent.Reused(ID, step.key(), round(step), "w-0", now(), result(step)));
    }

    void failed(PlannedStep step) {
      happenings.add(
          new StepEvent.Failed(ID, step.key(), round(step), "w-2", now(), "out of " + seconds));
    }

    void givenUp(PlannedStep step) {
      happenings.add(new StepEvent.Cancelled(ID, step.key(), round(step), "w-3", now()));
    }

    void cancelled() {
      Instant at = now();
      happenings.add((Deed) standing -> standing.cancel(at));
    }

    void askedAnew(List<PlannedStep> steps, int round) {
      steps.forEach(step -> rounds.put(step.key(), round));
      happenings.add((Deed) standing -> standing.askAnew(steps, round));
    }

    String inOrder() {
      Standing standing = new Standing();
      happenings.forEach(standing::take);
      return standing.text();
    }

    /** What the gateway did comes first, as in a rebuild, and any of the reports may come twice. */
    void assertSameInAnyOrder() {
      String expected = inOrder();
      for (int seed = 0; seed < SEEDS; seed++) {
        Random random = new Random(seed);
        List<Object> reports =
            new ArrayList<>(happenings.stream().filter(StepEvent.class::isInstance).toList());
        reports.addAll(reports.stream().filter(report -> random.nextBoolean()).toList());
        Collections.shuffle(reports, random);
        Standing standing = new Standing();
        happenings.stream().filter(Deed.class::isInstance).forEach(standing::take);
        reports.forEach(standing::take);
        assertThat(standing.text()).as("seed %d", seed).isEqualTo(expected);
      }
    }

    private int round(PlannedStep step) {
      return rounds.getOrDefault(step.key(), 1);
    }

    private Instant now() {
      return START.plusSeconds(seconds++);
    }

    private static StepResult result(PlannedStep step) {
      return new StepResult(
          new Reference(ArtifactKind.CHECKPOINT, Digest.of(step.title()), "file:///it"),
          new TreeMap<>());
    }
  }

  /** Something the gateway does. */
  private interface Deed {
    void to(Standing standing);
  }

  /** A study in memory, led through what happens as the projection leads it in the database. */
  private static final class Standing {
    private final StudyEntity study =
        new StudyEntity(ID, STUDY, Optional.empty(), Digest.of("request"), START);
    private final Map<String, StepEntity> steps = new LinkedHashMap<>();
    private final Map<String, List<ShardEntity>> shards = new LinkedHashMap<>();

    Standing() {
      for (PlannedStep step : PLAN.steps()) {
        StepEntity entity = new StepEntity(ID, step, ExampleStudy.measures(), steps.size());
        steps.put(entity.key(), entity);
        shards.put(entity.key(), StepEntity.shards(ID, step));
      }
      study.await(steps.size());
    }

    void take(Object happening) {
      if (happening instanceof Deed deed) {
        deed.to(this);
      } else {
        apply((StepEvent) happening);
      }
    }

    private void apply(StepEvent event) {
      StepEntity step = steps.get(event.key().toString());
      StepState before = step.state();
      if (!step.apply(event, shards.get(step.key()))) {
        return;
      }
      study.stepChanged(before, step.state());
      if (before.skipsFollowers() || step.state().skipsFollowers()) {
        Consequences.of(step, study, descendants(step), shards);
      }
      settle();
    }

    private void settle() {
      study.settle(
          steps.values().stream()
              .flatMap(step -> step.endedAt().stream())
              .max(Comparator.naturalOrder())
              .orElse(null));
    }

    void cancel(Instant at) {
      study.cancel(at);
      steps.forEach((key, step) -> step.cancel(at, shards.get(key)));
    }

    void askAnew(List<PlannedStep> anew, int round) {
      for (PlannedStep planned : anew) {
        StepEntity step = steps.get(planned.key().toString());
        StepState before = step.state();
        step.renew(round, shards.get(step.key()));
        study.stepChanged(before, step.state());
      }
      study.goOn();
    }

    private List<StepEntity> descendants(StepEntity of) {
      List<StepEntity> found = new ArrayList<>(List.of(of));
      for (StepEntity step : steps.values()) {
        if (found.stream().anyMatch(one -> step.parentKey().equals(Optional.of(one.key())))) {
          found.add(step);
        }
      }
      return found.subList(1, found.size());
    }

    String text() {
      StringBuilder text = new StringBuilder();
      text.append(study.state()).append(' ').append(study.endedAt()).append('\n');
      steps.forEach(
          (key, step) -> {
            text.append(step.state()).append(' ').append(StepView.of(step, shards.get(key)));
            shards
                .get(key)
                .forEach(
                    shard ->
                        text.append(' ')
                            .append(shard.delivery())
                            .append(' ')
                            .append(shard.done())
                            .append('/')
                            .append(shard.total())
                            .append(' ')
                            .append(shard.reportedAt()));
            text.append('\n');
          });
      return text.toString();
    }
  }
}
