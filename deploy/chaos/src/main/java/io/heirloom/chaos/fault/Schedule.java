package io.heirloom.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Faults in the order in which they come: the same for the same seed. They go by how far a study
 * has come, so that they are the same on a fast machine and on a slow one.
 */
public record Schedule(List<Fault> faults) {
  /** What is left then are short steps: a fault that waits for its victim would come too late. */
  private static final double LAST = 0.75;

  private static final int LONGEST_DELAY = 1000;

  public Schedule {
    faults = List.copyOf(faults);
  }

  /**
   * Draws a schedule. No kind comes again before each came, and no victim.
   *
   * @param kinds that may come, one at least
   * @param count how many faults, spread evenly over a study
   * @param services that may be victims, one at least
   */
  public static Schedule draw(
      SplittableRandom random, Collection<FaultKind> kinds, int count, List<String> services) {
    Deck<FaultKind> kind = new Deck<>(kinds, random);
    Deck<String> service = new Deck<>(services, random);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double share = LAST * (i + random.nextDouble()) / count;
      Duration delay = Duration.ofMillis(random.nextInt(LONGEST_DELAY));
      FaultKind drawn = kind.next();
      String victim = drawn.ofService() ? service.next() : drawn.server().orElse("");
      faults.add(new Fault(share, delay, drawn, victim, random.nextLong()));
    }
    return new Schedule(faults);
  }
}
