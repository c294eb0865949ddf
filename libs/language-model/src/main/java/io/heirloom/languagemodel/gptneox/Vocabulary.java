package io.heirloom.languagemodel.gptneox;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;

/**
 * Which tokens there are, and at which row of the embedding each stands: all of a model's, or only
 * those that a training will meet, close together.
 */
final class Vocabulary {
  private static final int ABSENT = -1;

  private final int[] numbers;

  private Vocabulary(int[] numbers) {
    this.numbers = numbers;
  }

  /** Tokens from 0, each at its own row. */
  static Vocabulary whole(int size) {
    int[] numbers = new int[size];
    Arrays.setAll(numbers, token -> token);
    return new Vocabulary(numbers);
  }

  /** Only the tokens that occur in some rows, in their order. */
  Vocabulary of(Collection<int[]> rows) {
    BitSet met = new BitSet(numbers.length);
    rows.forEach(row -> Arrays.stream(row).peek(this::number).forEach(met::set));
    int[] narrowed = new int[numbers.length];
    Arrays.fill(narrowed, ABSENT);
    int next = 0;
    for (int token = met.nextSetBit(0); token >= 0; token = met.nextSetBit(token + 1)) {
      narrowed[token] = next++;
    }
    return new Vocabulary(narrowed);
  }

  /**
   * The token's row in the embedding.
   *
   * @throws IllegalArgumentException if there is no such token
   */
  int number(int token) {
    if (token < 0 || token >= numbers.length || numbers[token] == ABSENT) {
      throw new IllegalArgumentException("token " + token + " is not one of " + this);
    }
    return numbers[token];
  }

  /** The tokens, in the order of their rows. */
  long[] tokens() {
    long[] tokens = new long[size()];
    for (int token = 0; token < numbers.length; token++) {
      if (numbers[token] != ABSENT) {
        tokens[numbers[token]] = token;
      }
    }
    return tokens;
  }

  int size() {
    return (int) Arrays.stream(numbers).filter(number -> number != ABSENT).count();
  }

  @Override
  public String toString() {
    return size() + " tokens below " + numbers.length;
  }
}
