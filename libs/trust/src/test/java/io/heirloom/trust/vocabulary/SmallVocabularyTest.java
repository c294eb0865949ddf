package io.heirloom.trust.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.classification.Example;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import io.heirloom.trust.fairness.Fairness;
import io.heirloom.trust.vocabulary.BytePairTraining.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vocabulary of models without a tokenizer of their own, and where it came from. */
class SmallVocabularyTest {
  private static final String RESOURCE = "tokenizer/small-vocabulary.json";
  private static final String WORDS = "everyday-words.txt";
  private static final int MOST_MERGES = 10_000;
  private static final int FEWEST_SEEN = 20;

  /** Set the variable to a file to have it learned anew, after a change of the census. */
  private static final String WRITE_TO = "SMALL_VOCABULARY_FILE";

  @Test
  void itIsWhatBytePairTrainingLearnsFromTheSyntheticCensusAndEverydayWords(@TempDir Path cache)
      throws IOException {
    List<String> texts = new ArrayList<>(censusSentences(cache));
    texts.addAll(Collections.nCopies(FEWEST_SEEN, everydayWords()));
    byte[] learned = file(BytePairTraining.merges(texts, MOST_MERGES, FEWEST_SEEN));
    String target = System.getenv(WRITE_TO);
    if (target != null) {
      Files.write(Path.of(target), learned);
    }

    try (InputStream shipped = SequenceClassifier.class.getResourceAsStream(RESOURCE)) {
      assertThat(new String(learned, StandardCharsets.UTF_8))
          .isEqualTo(new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static List<String> censusSentences(Path cache) {
    DataLibrary data =
        new DataLibrary(
            new DataLibrarySettings(cache, Optional.empty(), AllowedFolders.ANYWHERE, true));
    DataSource census =
        data.pin("census", OptionalInt.empty(), OptionalInt.empty(), 0, Optional.empty());
    TrustTask task = new TrustTask("fairness", new TreeMap<>(), census);
    return Example.texts(new Fairness().open(task, data, Optional.empty()).heldOut());
  }

  /** Each once, with the blank before it that a word within a text has. */
  private static String everydayWords() throws IOException {
    try (InputStream words = SmallVocabularyTest.class.getResourceAsStream(WORDS)) {
      String all = new String(words.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(all.split("\\s+")).distinct().collect(Collectors.joining(" ", " ", ""));
    }
  }

  private static byte[] file(List<Pair> merges) throws IOException {
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    ObjectNode file = json.createObjectNode().put("version", "1.0");
    file.putNull("truncation").putNull("padding");
    ArrayNode added = file.putArray("added_tokens");
    String[] special = {"<|endoftext|>", "<|padding|>"};
    for (int id = 0; id < special.length; id++) {
      ObjectNode token = added.addObject().put("id", id).put("content", special[id]);
      token.put("single_word", false).put("lstrip", false).put("rstrip", false);
      token.put("normalized", false).put("special", true);
    }
    file.putObject("normalizer").put("type", "NFC");
    byteLevel(file.putObject("pre_tokenizer"));
    byteLevel(file.putObject("post_processor"));
    byteLevel(file.putObject("decoder"));
    ObjectNode model = file.putObject("model").put("type", "BPE");
    ObjectNode vocabulary = model.putObject("vocab");
    for (String token : special) {
      vocabulary.put(token, vocabulary.size());
    }
    BytePairTraining.byteSymbols().forEach(symbol -> vocabulary.put(symbol, vocabulary.size()));
    ArrayNode pairs = model.putArray("merges");
    for (Pair pair : merges) {
      vocabulary.put(pair.joined(), vocabulary.size());
      pairs.add(pair.left() + " " + pair.right());
    }
    return (json.writeValueAsString(file) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void byteLevel(ObjectNode part) {
    part.put("type", "ByteLevel").put("add_prefix_space", false);
    part.put("trim_offsets", true).put("use_regex", true);
  }
}
