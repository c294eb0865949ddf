package io.heirloom.trust.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One candidate by each {@link CharacterMove}, at a character drawn at random.
 *
 * @param seed of what is drawn, together with the sentence and the word: neither other rows nor
 *     what was drawn before has a say
 */
record CharacterMoves(long seed) implements Substitutes {
  private static final Pattern CHARACTER = Pattern.compile("\\X");
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  @Override
  public List<String> of(Place place) {
    List<String> word = CHARACTER.matcher(place.word()).results().map(MatchResult::group).toList();
    Random random =
        new Random(SPREAD * (31 * seed + Objects.hash(place.sentence().text(), place.index())));
    List<String> candidates = new ArrayList<>();
    for (CharacterMove move : CharacterMove.values()) {
      int[] possible =
          IntStream.range(0, word.size()).filter(at -> move.possible(word, at)).toArray();
      if (possible.length > 0) {
        List<String> changed = new ArrayList<>(word);
        move.apply(changed, possible[random.nextInt(possible.length)], random);
        candidates.add(String.join("", changed));
      }
    }
    return candidates.stream()
        .filter(candidate -> Words.mayStandFor(place.word(), candidate))
        .distinct()
        .toList();
  }
}
