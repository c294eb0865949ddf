package io.heirloom.trust.attack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Changes words of a text without asking any model: words drawn at random, each by a {@link
 * CharacterMove} drawn at random. What comes of a text depends on it and the seed alone.
 *
 * @param largestShare the largest share of a text's words that is changed, above 0 to 1; one word
 *     may always be changed
 * @param seed of what is drawn
 */
public record BlindAttack(double largestShare, long seed) {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** The text after the attack; as before where no word can be changed. */
  public String on(String text) {
    Wording before = Wording.of(text);
    Random random = new Random(SPREAD * (31 * seed + text.hashCode()));
    CharacterMoves moves = new CharacterMoves(seed);
    int most = Math.max(1, (int) (largestShare * before.words()));
    Wording after = before;
    int changed = 0;
    for (int word : shuffled(before, random)) {
      List<String> candidates = moves.of(new Place(0, before, word));
      if (changed < most && !candidates.isEmpty()) {
        after = after.with(word, candidates.get(random.nextInt(candidates.size())));
        changed++;
      }
    }
    return after.text();
  }

  private static List<Integer> shuffled(Wording wording, Random random) {
    List<Integer> words =
        new ArrayList<>(
            IntStream.range(0, wording.words())
                .filter(word -> Words.mayBeChanged(wording.word(word)))
                .boxed()
                .toList());
    Collections.shuffle(words, random);
    return words;
  }
}
