package io.heirloom.worker.tries;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One worker's try at an order.
 *
 * @param from how far the step was when it first told so in this try, in its own unit; empty if it
 *     never did
 * @param ending how the try ended, or ends if its worker dies now; empty while the step is at work,
 *     and for ever if its worker died over it
 */
record Try(String worker, Instant began, OptionalLong from, Optional<String> ending) {
  static Try begun(String worker, Instant at) {
    return new Try(worker, at, OptionalLong.empty(), Optional.empty());
  }

  Try goingOnFrom(long done) {
    return new Try(worker, began, OptionalLong.of(done), ending);
  }

  Try waiting() {
    return ending(Optional.of("waited"));
  }

  Try working() {
    return ending(Optional.empty());
  }

  Try givenBack() {
    return ending(Optional.of("given back"));
  }

  boolean isSame(Try other) {
    return worker.equals(other.worker) && began.equals(other.began);
  }

  private Try ending(Optional<String> how) {
    return new Try(worker, began, from, how);
  }
}
