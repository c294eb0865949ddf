package io.heirloom.chaos.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Things drawn by chance, each once before any comes again. */
public final class Deck<T> {
  private final List<T> all;
  private final Random random;
  private final Deque<T> left = new ArrayDeque<>();

  /**
   * @param all one thing at least
   */
  public Deck(Collection<T> all, SplittableRandom random) {
    this.all = new ArrayList<>(all);
    this.random = new Random(random.nextLong());
  }

  /** The next one. */
  public T next() {
    if (left.isEmpty()) {
      Collections.shuffle(all, random);
      left.addAll(all);
    }
    return left.remove();
  }
}
