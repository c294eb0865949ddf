package io.heirloom.gateway.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What it means for other steps that a step stands differently. */
public final class Consequences {
  private Consequences() {}

  /**
   * Skips what follows a step without a result, and takes that back where the step has one after
   * all.
   *
   * @param study is told of what stands differently
   * @param descendants of the step, each after the one it starts from
   * @param shards the parts of the descendants, by step key, each list by index
   * @return the descendants that stand differently
   */
  public static List<StepEntity> of(
      StepEntity step,
      StudyEntity study,
      List<StepEntity> descendants,
      Map<String, List<ShardEntity>> shards) {
    Map<String, StepEntity> known = new HashMap<>(Map.of(step.key(), step));
    List<StepEntity> changed = new ArrayList<>();
    for (StepEntity descendant : descendants) {
      known.put(descendant.key(), descendant);
      StepState before = descendant.state();
      StepEntity parent = known.get(descendant.parentKey().orElseThrow());
      if (follows(parent, study, descendant, shards.get(descendant.key()))) {
        study.stepChanged(before, descendant.state());
        changed.add(descendant);
      }
    }
    return changed;
  }

  private static boolean follows(
      StepEntity parent, StudyEntity study, StepEntity step, List<ShardEntity> shards) {
    if (!parent.state().skipsFollowers()) {
      return step.resume(study.cancelledAt(), shards);
    }
    String because =
        parent.state() == StepState.FAILED
            ? "'" + parent.title() + "' failed"
            : parent.reason().orElseThrow();
    return step.skip(parent.endedAt().orElseThrow(), because, shards);
  }
}
