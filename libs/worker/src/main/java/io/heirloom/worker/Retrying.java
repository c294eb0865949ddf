package io.heirloom.worker;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Tries again in place what failed, with growing pauses, as far as its {@link Fault} lets hope: a
 * passing one for as long as there is patience, an unknown one a few times. Whenever the work got
 * further than at all failures before, the count begins anew: that a long step meets many faults is
 * no reason to give it up. Confined to one thread.
 */
final class Retrying {
  private static final Logger LOG = Logger.getLogger(Retrying.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Duration patience;
  private final int attempts;
  private final BooleanSupplier givenUp;
  private final LongSupplier reached;
  private final Consumer<Fault> counter;

  private int failures;
  private int unknown;
  private long began;
  private long furthest;

  /**
   * @param settings how long and how often
   * @param givenUp asked whether to stop trying; ends pauses as well
   * @param reached tells how far the work came
   * @param counter told of each fault after which it is tried again
   */
  Retrying(
      WorkerSettings settings,
      BooleanSupplier givenUp,
      LongSupplier reached,
      Consumer<Fault> counter) {
    this.patience = settings.patience();
    this.attempts = settings.attempts();
    this.givenUp = givenUp;
    this.reached = reached;
    this.counter = counter;
  }

  /** Gives what the work gives, or throws what it threw the last time. */
  <T> T of(Callable<T> work) throws Exception {
    while (true) {
      try {
        return work.call();
      } catch (Throwable failure) {
        if (givenUp.getAsBoolean() || !isWorthAnother(failure)) {
          throw failure;
        }
        pause(failure);
        if (givenUp.getAsBoolean()) {
          throw failure;
        }
      }
    }
  }

  /** How much was tried since the work got further, for a sentence: {@code 3 times}. */
  String tried() {
    return unknown >= attempts
        ? attempts + " times"
        : failures + " times in " + sinceFirst().toSeconds() + " s";
  }

  private boolean isWorthAnother(Throwable failure) {
    if (failures == 0 || reached.getAsLong() > furthest) {
      failures = 0;
      unknown = 0;
      began = System.nanoTime();
      furthest = reached.getAsLong();
    }
    failures++;
    return switch (Fault.of(failure)) {
      case PERMANENT -> false;
      case PASSING -> sinceFirst().compareTo(patience) < 0;
      case UNKNOWN -> ++unknown < attempts;
    };
  }

  private void pause(Throwable failure) throws InterruptedException {
    Fault fault = Fault.of(failure);
    counter.accept(fault);
    Duration pause =
        Duration.ofMillis(
            Math.min(
                LONGEST_PAUSE.toMillis(),
                FIRST_PAUSE.toMillis() << Math.min(failures - 1, Byte.SIZE)));
    LOG.warnf(failure, "failure %d, to be tried again in %d ms", failures, pause.toMillis());
    Pause.of(pause, givenUp);
  }

  private Duration sinceFirst() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
