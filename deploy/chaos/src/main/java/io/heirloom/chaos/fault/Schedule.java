package io.heirloom.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

/** Faults in the order in which they come: the same for the same seed. */
public record Schedule(List<Fault> faults) {
  public Schedule {
    faults = List.copyOf(faults);
  }

  /**
   * Draws a schedule. No kind comes again before each came.
   *
   * @param kinds that may come, one at least
   * @param count how many faults
   * @param span over which they are spread, one in each equal part of it
   * @param services that may be victims, one at least
   */
  public static Schedule draw(
      SplittableRandom random,
      Collection<FaultKind> kinds,
      int count,
      Duration span,
      List<String> services) {
    Deck<FaultKind> kind = new Deck<>(kinds, random);
    Deck<String> service = new Deck<>(services, random);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long millis = Math.round((i + random.nextDouble()) * span.toMillis() / count);
      FaultKind drawn = kind.next();
      String victim = drawn.ofService() ? service.next() : "";
      faults.add(new Fault(Duration.ofMillis(millis), drawn, victim, random.nextLong()));
    }
    return new Schedule(faults);
  }
}
