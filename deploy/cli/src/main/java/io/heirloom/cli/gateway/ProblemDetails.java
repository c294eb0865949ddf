package io.heirloom.cli.gateway;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why the gateway refused a request (RFC 9457, problem+json).
 *
 * @param title what kind of problem
 * @param detail what happened this time
 * @param errors the fields that are wrong
 */
public record ProblemDetails(
    Optional<String> title, Optional<String> detail, Optional<List<FieldError>> errors) {

  /**
   * A field that is wrong.
   *
   * @param field as its author wrote it: {@code lambda.weak}
   * @param value what was found there
   * @param allowed what may stand there
   * @param line of the field in the text that was sent, from 1; empty where it is not known
   */
  public record FieldError(String field, String value, String allowed, OptionalInt line) {
    private String text(String origin) {
      String what = "%s: %s; allowed: %s".formatted(field, value, allowed);
      return line.isPresent() ? "%s line %d: %s".formatted(origin, line.getAsInt(), what) : what;
    }
  }

  /** Reads problem+json. */
  public static ProblemDetails read(String json) {
    return GatewayJson.read(json, ProblemDetails.class);
  }

  /**
   * Lines for a person: one for the whole, one for each field.
   *
   * @param origin what to call the text that was sent
   */
  public String text(String origin) {
    StringBuilder text = new StringBuilder();
    String whole = detail.or(() -> title).orElse("The gateway refused the request.");
    text.append(whole);
    for (FieldError error : errors.orElse(List.of())) {
      text.append("%n  %s".formatted(error.text(origin)));
    }
    return text.toString();
  }
}
