package io.heirloom.chaos.fault;

import io.heirloom.chaos.stack.Stack;
import io.heirloom.chaos.stack.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/** Breaks things. Several threads may at once. */
public final class Breaker {
  private static final Duration STALLED = Duration.ofSeconds(4);
  private static final Duration FULL = Duration.ofSeconds(4);
  private static final Duration OFF = Duration.ofSeconds(5);
  // In seconds. Kafka's clients stand still for as long as the clock was set back.
  private static final int FURTHEST_JUMP = 10;
  private static final Duration TO_LEAVE = Duration.ofSeconds(20);

  private final Stack stack;
  private final Processes processes;
  private final Messages messages;
  private final Duration pause;

  /**
   * @param pause how long a service stands still
   */
  public Breaker(Stack stack, Duration pause) {
    this.stack = stack;
    this.processes = new Processes(stack);
    this.messages = new Messages(stack.kafka());
    this.pause = pause;
  }

  /** Does a fault and waits until it is over; not until all has recovered from it. */
  public Effect inflict(Fault fault) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(fault.seed());
    Instant at = Instant.now();
    return switch (fault.kind()) {
      case KILL -> effect(fault, at, processes.kill(fault.victim()));
      case PAUSE -> effect(fault, at, processes.pause(fault.victim(), pause));
      case STOP -> stop(fault, at);
      case BROKER -> effect(fault, at, processes.restartBroker(random.nextBoolean()));
      case DATABASE -> effect(fault, at, processes.restartDatabase(random.nextBoolean()));
      case CUT -> effect(fault, at, cut(random));
      case STALL -> effect(fault, at, stall(random));
      case DOUBLES -> effect(fault, at, messages.repeat(random));
      case GARBAGE -> effect(fault, at, messages.spoil(random));
      case DAMAGE -> effect(fault, at, named("turned a bit over in", stack.store().damage(random)));
      case VANISH -> effect(fault, at, named("removed", stack.store().vanish(random)));
      case FULL_DISK -> effect(fault, at, fill());
      case CLOCK -> effect(fault, at, jump(random));
    };
  }

  private static Effect effect(Fault fault, Instant at, String told) {
    return new Effect(fault, at, told, Optional.empty());
  }

  private Effect stop(Fault fault, Instant at) throws InterruptedException {
    boolean left = processes.stop(fault.victim(), TO_LEAVE);
    Duration took = Duration.between(at, Instant.now());
    Optional<String> complaint =
        left
            ? Optional.empty()
            : Optional.of(
                fault.victim() + " did not leave within " + TO_LEAVE.toSeconds() + " s of SIGTERM");
    return new Effect(fault, at, "left after %.1f s".formatted(took.toMillis() / 1e3), complaint);
  }

  private String cut(SplittableRandom random) {
    boolean broker = random.nextBoolean();
    wire(broker).cut();
    return broker ? "the broker's" : "the database's";
  }

  private String stall(SplittableRandom random) throws InterruptedException {
    boolean broker = random.nextBoolean();
    wire(broker).stall();
    Thread.sleep(STALLED.toMillis());
    wire(broker).flow();
    return broker ? "the broker's" : "the database's";
  }

  private Wire wire(boolean broker) {
    return broker ? stack.brokerWire() : stack.databaseWire();
  }

  private static String named(String what, Path where) {
    return where == null ? "nothing was there" : what + " " + where;
  }

  private String fill() throws InterruptedException {
    stack.store().fill();
    Thread.sleep(FULL.toMillis());
    stack.store().makeRoom();
    return "for " + FULL.toSeconds() + " s";
  }

  private String jump(SplittableRandom random) throws InterruptedException {
    Duration off = Duration.ofSeconds(random.nextInt(-FURTHEST_JUMP, FURTHEST_JUMP + 1));
    stack.clock().jump(off);
    Thread.sleep(OFF.toMillis());
    stack.clock().jump(Duration.ZERO);
    return "by " + off.toSeconds() + " s and back";
  }
}
