package io.heirloom.worker.tries;

import java.util.ArrayList;
import java.util.List;

/**
 * The tries at an order, the first one first.
 *
 * @param all those that are remembered
 */
record Tries(List<Try> all) {
  static final Tries NONE = new Tries(List.of());

  /** Stops may be many; what lies further back than this says nothing about the next try. */
  private static final int MOST = 100;

  Tries {
    all = List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
  }

  /** With one more. */
  Tries with(Try next) {
    List<Try> more = new ArrayList<>(all);
    more.add(next);
    return new Tries(more);
  }

  /** With what is new of a try, if it is among them. */
  Tries updated(Try changed) {
    return new Tries(all.stream().map(one -> one.isSame(changed) ? changed : one).toList());
  }

  /**
   * The tries whose workers died without the step having got further in between: one that goes on
   * from further than all before shows that it had.
   */
  List<Try> deathsInARow() {
    List<Try> deaths = new ArrayList<>();
    long furthest = Long.MAX_VALUE;
    for (Try one : all) {
      if (one.from().isPresent()) {
        long from = one.from().getAsLong();
        if (from > furthest) {
          deaths.clear();
        }
        furthest = furthest == Long.MAX_VALUE ? from : Math.max(furthest, from);
      }
      if (one.ending().isEmpty()) {
        deaths.add(one);
      }
    }
    return deaths;
  }
}
