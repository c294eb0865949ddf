package io.heirloom.lineage;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Names one study.
 *
 * @param value 1 to 64 lower-case letters, digits and hyphens
 */
public record StudyId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int LENGTH = 10;

  public StudyId {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new InvalidInputException(
          "study id", value, "1 to 64 lower-case letters, digits and hyphens");
    }
  }

  /** A new name, ten letters long, hard to guess and easy to type. */
  public static StudyId random(SecureRandom random) {
    StringBuilder name = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new StudyId(name.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
