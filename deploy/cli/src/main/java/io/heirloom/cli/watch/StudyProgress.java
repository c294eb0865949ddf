package io.heirloom.cli.watch;

import io.heirloom.cli.gateway.StepState;
import io.heirloom.cli.gateway.StepView;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far a study has come, put together from what its watcher is told. */
final class StudyProgress {
  private final String name;
  private final Map<String, StepView> steps = new LinkedHashMap<>();

  /** A step that stands differently than before. */
  record Change(StepView before, StepView after) {}

  /**
   * @param name of the study, for people
   * @param steps as they stand, in the order in which they are shown
   */
  StudyProgress(String name, Collection<StepView> steps) {
    this.name = name;
    steps.forEach(step -> this.steps.put(step.key(), step));
  }

  String name() {
    return name;
  }

  /**
   * Takes note of a step. The stream begins with what is known already, so that an ended step stays
   * as it is, unless it was asked for anew.
   *
   * @return the change, if it went on to another state
   */
  Optional<Change> changed(StepView step) {
    StepView before = steps.get(step.key());
    if (before != null && isPast(step, before)) {
      return Optional.empty();
    }
    steps.put(step.key(), step);
    return before == null || before.state() == step.state()
        ? Optional.empty()
        : Optional.of(new Change(before, step));
  }

  private static boolean isPast(StepView step, StepView known) {
    return step.round() < known.round()
        || step.round() == known.round() && known.state().ended() && !step.state().ended();
  }

  /** Takes note of all steps of the study, of which some may have been planned just now. */
  void planned(Collection<StepView> all) {
    all.forEach(step -> steps.putIfAbsent(step.key(), step));
  }

  List<StepView> running() {
    return steps.values().stream().filter(step -> step.state() == StepState.RUNNING).toList();
  }

  /**
   * Such as {@code 5 of 40 steps done, 33 waiting, 2 running, 1 reused}: what was reused is done,
   * too. States without steps are left out.
   */
  String summary() {
    String others =
        Arrays.stream(StepState.values())
            .filter(state -> state != StepState.COMPLETED && count(state) > 0)
            .map(state -> ", " + count(state) + " " + state.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
    int done = count(StepState.COMPLETED) + count(StepState.REUSED);
    return done + " of " + steps.size() + " steps done" + others;
  }

  private int count(StepState state) {
    return Collections.frequency(steps.values().stream().map(StepView::state).toList(), state);
  }
}
