package io.heirloom.gateway.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.heirloom.lineage.InvalidInputException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thing that is wrong with a request.
 *
 * @param field where, as its author wrote it: {@code lambda.weak}, {@code seeds[2]}
 * @param value what was found there, shortened
 * @param allowed what may stand there, as the end of a sentence that begins with "allowed:"
 * @param line of the field in the request's text, from 1; of the object that lacks it, where it is
 *     missing; empty where it is not known
 * @param column beside the line, from 1
 */
public record Problem(
    String field,
    String value,
    String allowed,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalInt line,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalInt column) {

  /** A problem whose line is not known. */
  public Problem(String field, String value, String allowed) {
    this(field, value, allowed, OptionalInt.empty(), OptionalInt.empty());
  }

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

  /** The same with the line of its field, unless it has one or the field is not in the text. */
  public Problem at(Lines lines) {
    return line.isPresent() ? this : at(lines.of(field));
  }

  Problem at(Optional<Lines.Place> place) {
    return place
        .map(
            found ->
                new Problem(
                    field,
                    value,
                    allowed,
                    OptionalInt.of(found.line()),
                    OptionalInt.of(found.column())))
        .orElse(this);
  }
}
