package io.heirloom.trust.attack;

import java.util.Optional;

/** Characters that look like Latin letters (confusables of Unicode's UTS 39), and a digit for l. */
final class LookAlikes {
  private static final String LETTERS = "acdeghijlopqsvwxyABCEHIJKMOPSTX";

  /** Cyrillic, but for Latin g, the digit 1, and Greek nu. */
  private static final String ALIKE =
      "\u0430\u0441\u0501\u0435\u0261\u04BB\u0456\u04581\u043E\u0440\u051B\u0455\u03BD\u051D\u0445"
          + "\u0443\u0410\u0412\u0421\u0415\u041D\u0406\u0408\u041A\u041C\u041E\u0420\u0405\u0422"
          + "\u0425";

  private LookAlikes() {}

  /** What looks like a letter. */
  static Optional<String> of(String letter) {
    int index = letter.length() == 1 ? LETTERS.indexOf(letter) : -1;
    return index < 0 ? Optional.empty() : Optional.of(ALIKE.substring(index, index + 1));
  }
}
