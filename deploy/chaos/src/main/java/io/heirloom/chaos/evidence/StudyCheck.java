package io.heirloom.chaos.evidence;

import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.gateway.StepView;
import io.heirloom.cli.gateway.StudyEvent;
import io.heirloom.cli.gateway.StudyState;
import io.heirloom.lineage.StudyId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A study is completed, each of its steps exactly once (but for those that were asked for again),
 * with the same results as undisturbed.
 *
 * @param undisturbed the digest of each step's result, by key
 */
public record StudyCheck(GatewayClient gateway, StudyId study, Map<String, String> undisturbed)
    implements Check {

  /** The digest of each step's result, by key. */
  public static Map<String, String> digests(List<StepView> steps) {
    Map<String, String> digests = new TreeMap<>();
    steps.forEach(step -> step.artifact().ifPresent(digest -> digests.put(step.key(), digest)));
    return digests;
  }

  @Override
  public List<String> complaints() throws IOException, InterruptedException {
    List<String> complaints = new ArrayList<>();
    StudyState state = gateway.study(study).state();
    if (state != StudyState.COMPLETED) {
      complaints.add("the study is " + state);
    }
    List<StepView> steps = gateway.steps(study);
    steps.stream()
        .filter(step -> !step.state().done())
        .forEach(
            step ->
                complaints.add(step.title() + " is " + step.state() + step.reason().orElse("")));
    if (steps.size() != undisturbed.size()) {
      complaints.add(steps.size() + " steps instead of " + undisturbed.size());
    }
    digests(steps)
        .forEach(
            (key, digest) -> {
              if (!digest.equals(undisturbed.get(key))) {
                complaints.add("the result of step " + key + " is another than undisturbed");
              }
            });
    if (complaints.isEmpty()) {
      Map<String, Integer> completions = completions();
      for (StepView step : steps) {
        int times = completions.getOrDefault(step.key(), 0);
        if (times < 1 || times > step.round()) {
          complaints.add("%s was told to be done %d times".formatted(step.title(), times));
        }
      }
    }
    return complaints;
  }

  /**
   * How often steps became done by what watchers were told, by key. That one that is done is told
   * of again, as a late report bettered its figures, does not count; nor that one was given up
   * before: a failure whose order comes again may turn into a result.
   */
  private Map<String, Integer> completions() throws IOException, InterruptedException {
    Map<String, Integer> completions = new HashMap<>();
    Set<String> done = new HashSet<>();
    gateway.follow(
        study,
        Optional.empty(),
        event ->
            StudyEvent.of(event)
                .filter(StudyEvent.StepChanged.class::isInstance)
                .map(changed -> ((StudyEvent.StepChanged) changed).step())
                .ifPresent(
                    step -> {
                      if (!step.state().done()) {
                        done.remove(step.key());
                      } else if (done.add(step.key())) {
                        completions.merge(step.key(), 1, Integer::sum);
                      }
                    }));
    return completions;
  }
}
