package io.heirloom.gateway.request;

import io.heirloom.lineage.InvalidInputException;

/**
 * One thing that is wrong with a request.
 *
 * @param field where, as its author wrote it: {@code lambda.weak}, {@code seeds[2]}
 * @param value what was found there, shortened
 * @param allowed what may stand there, as the end of a sentence that begins with "allowed:"
 */
public record Problem(String field, String value, String allowed) {
  /**
   * What was found wrong in something the request's {@code field} names; where in it, is said
   * before what is allowed there.
   */
  public static Problem within(String field, InvalidInputException invalid) {
    return new Problem(
        field, invalid.value(), "for %s: %s".formatted(invalid.field(), invalid.allowed()));
  }

  /** What was found wrong, as it was said. */
  public static Problem of(InvalidInputException invalid) {
    return new Problem(invalid.field(), invalid.value(), invalid.allowed());
  }
}
