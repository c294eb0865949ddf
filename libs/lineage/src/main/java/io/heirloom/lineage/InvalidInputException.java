package io.heirloom.lineage;

import java.util.Objects;

/**
 * Something a person (or another system) wrote cannot be used, and no repetition will help. The
 * message names the field, the value and what is allowed; it is written for the person, never
 * followed by a stack trace.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_VALUE_SHOWN = 200;

  private final String field;
  private final String value;
  private final String allowed;

  /**
   * @param field the name of the field as its author wrote it, such as {@code lambda.weak} or
   *     {@code adult.data line 7}
   * @param value what was found there; shown shortened
   * @param allowed what may stand there, as the end of a sentence that begins with "allowed:"
   */
  public InvalidInputException(String field, Object value, String allowed) {
    this(field, value, allowed, null);
  }

  /** As the other constructor, with the error that revealed it. */
  public InvalidInputException(String field, Object value, String allowed, Throwable cause) {
    super(field + ": " + shown(value) + " cannot be used; allowed: " + allowed, cause);
    this.field = Objects.requireNonNull(field);
    this.value = shown(value);
    this.allowed = Objects.requireNonNull(allowed);
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }

  public String allowed() {
    return allowed;
  }

  private static String shown(Object value) {
    String text = value instanceof CharSequence ? "'" + value + "'" : String.valueOf(value);
    return text.length() <= LONGEST_VALUE_SHOWN
        ? text
        : text.substring(0, LONGEST_VALUE_SHOWN) + "…";
  }
}
