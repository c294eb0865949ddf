package io.heirloom.chaos.fault;

import io.heirloom.chaos.stack.Stack;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In what ways things are broken. */
public enum FaultKind {
  /** A service is killed, without a chance to clean up. */
  KILL,
  /** A service stands still for longer than a lock lasts, and goes on then. */
  PAUSE,
  /** A service is asked to leave. */
  STOP,
  /** The broker is stopped or killed, and comes again. */
  BROKER,
  /** The database is stopped or crashes, and comes again. */
  DATABASE,
  /** Connections to broker or database are reset. */
  CUT,
  /** Nothing goes through to the broker or the database for a while. */
  STALL,
  /** Orders, events and metrics, some of them old, come once more. */
  DOUBLES,
  /** What nobody can read comes between orders, events and metrics. */
  GARBAGE,
  /** A bit of an artifact turns over. */
  DAMAGE,
  /** An artifact is gone. */
  VANISH,
  /** The disk of the artifact store is full for a while. */
  FULL_DISK,
  /** The clock of the services jumps. */
  CLOCK;

  /** As the command line has it. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads what {@link #title} says.
   *
   * @throws IllegalArgumentException if there is no such kind
   */
  public static FaultKind parse(String title) {
    return Arrays.stream(values())
        .filter(kind -> kind.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of fault: " + title));
  }

  /** Whether a service is the victim. */
  boolean ofService() {
    return this == KILL || this == PAUSE || this == STOP;
  }

  /** The server that is the victim, if one is. */
  Optional<String> server() {
    return switch (this) {
      case BROKER -> Optional.of(Stack.BROKER);
      case DATABASE -> Optional.of(Stack.DATABASE);
      default -> Optional.empty();
    };
  }
}
