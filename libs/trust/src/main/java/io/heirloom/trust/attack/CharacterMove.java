package io.heirloom.trust.attack;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What TextBugger (Li et al. 2019, arXiv:1812.05271) does to the characters of a word. Characters
 * are those a reader sees: a letter with its accents is one.
 */
enum CharacterMove {
  /** Two neighbours change places; the first and the last character stay. */
  SWAP {
    @Override
    boolean possible(List<String> word, int at) {
      return at > 0 && at + 2 < word.size() && !word.get(at).equals(word.get(at + 1));
    }

    @Override
    void apply(List<String> word, int at, Random random) {
      Collections.swap(word, at, at + 1);
    }
  },
  /** A character is left out, not the first and not the last. */
  DROP {
    @Override
    boolean possible(List<String> word, int at) {
      return at > 0 && at + 1 < word.size();
    }

    @Override
    void apply(List<String> word, int at, Random random) {
      word.remove(at);
    }
  },
  /** A blank comes between two characters. */
  INSERT {
    @Override
    boolean possible(List<String> word, int at) {
      return at > 0;
    }

    @Override
    void apply(List<String> word, int at, Random random) {
      word.add(at, " ");
    }
  },
  /** The key beside a character's is hit. */
  NEIGHBOURING_KEY {
    @Override
    boolean possible(List<String> word, int at) {
      return !Keyboard.beside(word.get(at)).isEmpty();
    }

    @Override
    void apply(List<String> word, int at, Random random) {
      List<String> keys = Keyboard.beside(word.get(at));
      word.set(at, keys.get(random.nextInt(keys.size())));
    }
  },
  /** A character is replaced by one that looks like it. */
  LOOK_ALIKE {
    @Override
    boolean possible(List<String> word, int at) {
      return LookAlikes.of(word.get(at)).isPresent();
    }

    @Override
    void apply(List<String> word, int at, Random random) {
      word.set(at, LookAlikes.of(word.get(at)).orElseThrow());
    }
  };

  /**
   * Whether it can be done, and changes the word.
   *
   * @param at index of a character
   */
  abstract boolean possible(List<String> word, int at);

  /** Does it where it is possible. */
  abstract void apply(List<String> word, int at, Random random);
}
