package io.heirloom.trust.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;

/**
 * Parts of speech of English words in their sentence, as OpenNLP's maximum-entropy tagger tells
 * them (universal tags, trained on UD English EWT). Not thread-safe.
 */
final class PartsOfSpeech {
  private static final String MODEL = "/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin";

  /**
   * How much of a sentence the tagger sees on either side of a word. Its own features reach two
   * tokens.
   */
  private static final int REACH = 3;

  /** Words with synonyms. Names have none: another name is another fact. */
  private static final Set<String> OPEN_CLASSES = Set.of("NOUN", "VERB", "ADJ", "ADV");

  private final POSTaggerME tagger;

  PartsOfSpeech() {
    try (InputStream file = PartsOfSpeech.class.getResourceAsStream(MODEL)) {
      if (file == null) {
        throw new IllegalStateException("not on the class path: " + MODEL);
      }
      tagger = new POSTaggerME(new POSModel(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks for the parts of speech of words that may stand in one place. */
  Role role(Wording sentence, int word) {
    Wording.Surroundings place = sentence.around(word, REACH);
    String tag = tag(place);
    return substitute -> OPEN_CLASSES.contains(tag) && tag(place.with(substitute)).equals(tag);
  }

  /** What a word is in its sentence. */
  interface Role {
    /** Whether another word in its place would be a noun, verb, adjective or adverb as it is. */
    boolean fits(String substitute);
  }

  private String tag(Wording.Surroundings place) {
    return tagger.tag(place.tokens().toArray(String[]::new))[place.at()];
  }
}
