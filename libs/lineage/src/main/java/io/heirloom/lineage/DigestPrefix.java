package io.heirloom.lineage;

import java.util.regex.Pattern;

/**
 * A SHA-256 digest as people write it: whole, or its beginning.
 *
 * @param hex 8 to 64 lower-case hexadecimal digits
 */
public record DigestPrefix(String hex) {
  private static final int LENGTH = 64;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{8,64}");

  public DigestPrefix {
    if (hex == null || !FORM.matcher(hex).matches()) {
      throw new InvalidInputException(
          "digest",
          hex,
          "8 to 64 lower-case hexadecimal digits: a digest or step key, or its beginning");
    }
  }

  /** The first digest that begins so, in the order of their digits. */
  public Digest first() {
    return new Digest(hex + "0".repeat(LENGTH - hex.length()));
  }

  /** The last digest that begins so. */
  public Digest last() {
    return new Digest(hex + "f".repeat(LENGTH - hex.length()));
  }

  /** Whether a digest begins so. */
  public boolean begins(Digest digest) {
    return digest.hex().startsWith(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
