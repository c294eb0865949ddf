package io.heirloom.lineage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a message is, as its CloudEvents type says: {@code io.heirloom.step-order.v2}. A reader
 * knows one version of a type and reads no other.
 *
 * @param name all before the version
 * @param version 1 or more, at most nine digits
 */
public record MessageType(String name, int version) {
  private static final Pattern FORM = Pattern.compile("(.+)\\.v([1-9]\\d{0,8})");

  /** Reads a type; empty if the text is none. */
  public static Optional<MessageType> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new MessageType(parts.group(1), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }

  /** Whether it is the same kind of message in a version that came later. */
  public boolean isNewerThan(MessageType other) {
    return name.equals(other.name) && version > other.version;
  }

  @Override
  public String toString() {
    return name + ".v" + version;
  }
}
