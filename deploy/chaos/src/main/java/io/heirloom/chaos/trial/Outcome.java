package io.heirloom.chaos.trial;

import io.heirloom.chaos.evidence.EventTape.Loss;
import io.heirloom.chaos.fault.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What became of a study that was disturbed.
 *
 * @param steps of its plan
 * @param effects what was done to it
 * @param losses what each kill cost that hit a worker with an order
 * @param took until it ended
 * @param complaints what does not hold; empty if all is well
 */
public record Outcome(
    int steps, List<Effect> effects, List<Loss> losses, Duration took, List<String> complaints) {
  public Outcome {
    effects = List.copyOf(effects);
    losses = List.copyOf(losses);
    complaints = List.copyOf(complaints);
  }

  /** With one complaint more. */
  public Outcome complaining(String complaint) {
    List<String> all = new ArrayList<>(complaints);
    all.add(complaint);
    return new Outcome(steps, effects, losses, took, all);
  }

  /** Whether everything holds that must. */
  public boolean good() {
    return complaints.isEmpty();
  }

  /** The most work that a kill made be done again. */
  public Duration mostRepeated() {
    return longest(Loss::repeated);
  }

  /** The longest that an order waited for another worker. */
  public Duration slowestRecovery() {
    return longest(Loss::recovered);
  }

  /** How many faults of each kind. */
  public String faults() {
    return effects.stream()
        .collect(Collectors.groupingBy(effect -> effect.fault().kind(), Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().ordinal()))
        .map(entry -> entry.getValue() + " " + entry.getKey().title())
        .collect(Collectors.joining(", "));
  }

  private Duration longest(Function<Loss, Duration> of) {
    return losses.stream().map(of).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }
}
