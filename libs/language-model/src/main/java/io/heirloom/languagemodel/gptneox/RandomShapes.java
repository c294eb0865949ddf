package io.heirloom.languagemodel.gptneox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heirloom.languagemodel.json.JsonText;
import io.heirloom.languagemodel.tokenizer.SmallVocabulary;
import io.heirloom.lineage.InvalidInputException;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shapes of models whose weights are drawn from a seed: {@code random:} and then a name, or a JSON
 * object with fields of config.json. They use the built-in small vocabulary, and their own
 * vocabulary size is that of the tokenizer, rounded up, unless it is given. No native code is
 * needed here.
 */
public final class RandomShapes {
  /** Begins the name of every such model. */
  public static final String PREFIX = "random:";

  private static final Map<String, String> NAMED =
      new TreeMap<>(
          Map.of(
              "tiny",
              "{\"hidden_size\":32,\"num_hidden_layers\":2,\"num_attention_heads\":4}",
              "small",
              "{\"hidden_size\":96,\"num_hidden_layers\":3,\"num_attention_heads\":4}",
              "pythia-14m",
              "{\"hidden_size\":128,\"num_hidden_layers\":6,\"num_attention_heads\":4,"
                  + "\"vocab_size\":50304}",
              "pythia-70m",
              "{\"hidden_size\":512,\"num_hidden_layers\":6,\"num_attention_heads\":8,"
                  + "\"vocab_size\":50304}",
              "pythia-160m",
              "{\"hidden_size\":768,\"num_hidden_layers\":12,\"num_attention_heads\":12,"
                  + "\"vocab_size\":50304}",
              "pythia-410m",
              "{\"hidden_size\":1024,\"num_hidden_layers\":24,\"num_attention_heads\":16,"
                  + "\"vocab_size\":50304}"));

  private static final int VOCABULARY_MULTIPLE = 64;
  private static final long MOST_PARAMETERS = 1_000_000_000;

  private RandomShapes() {}

  /**
   * The shape of that name.
   *
   * @param model {@code random:} and a named shape or a JSON object
   * @throws InvalidInputException if there is no such shape, a field is unknown or out of range, or
   *     the model would have more than a thousand million parameters
   */
  public static GptNeoxConfig parse(String model) {
    String shape = model.substring(PREFIX.length()).strip();
    String json = NAMED.getOrDefault(shape, shape);
    if (!json.startsWith("{")) {
      throw new InvalidInputException(
          "model",
          model,
          "random: followed by one of "
              + NAMED.keySet()
              + " or by a JSON object such as "
              + NAMED.get("tiny"));
    }
    ObjectNode fields = JsonText.object("model " + PREFIX, json);
    GptNeoxConfig config = ConfigFile.read(new JsonFields("model " + PREFIX, withDefaults(fields)));
    requireKnown(fields, config);
    requireAffordable(model, config);
    return config;
  }

  /** The one form of a shape: two names of equal shapes have it in common. */
  public static String canonical(GptNeoxConfig config) {
    return PREFIX + ConfigFile.shape(config);
  }

  private static ObjectNode withDefaults(ObjectNode given) {
    ObjectNode fields = given.deepCopy();
    int size = SmallVocabulary.size();
    putIfAbsent(
        fields,
        "vocab_size",
        (size + VOCABULARY_MULTIPLE - 1) / VOCABULARY_MULTIPLE * VOCABULARY_MULTIPLE);
    putIfAbsent(fields, "intermediate_size", 4 * fields.path("hidden_size").asInt());
    putIfAbsent(fields, "bos_token_id", SmallVocabulary.END_TOKEN);
    putIfAbsent(fields, "eos_token_id", SmallVocabulary.END_TOKEN);
    putIfAbsent(fields, "pad_token_id", SmallVocabulary.PADDING_TOKEN);
    return fields;
  }

  private static void putIfAbsent(ObjectNode fields, String name, int value) {
    if (!fields.has(name)) {
      fields.put(name, value);
    }
  }

  private static void requireKnown(ObjectNode given, GptNeoxConfig config) {
    ObjectNode known = ConfigFile.shape(config);
    for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.has(name)) {
        throw new InvalidInputException(
            "model " + PREFIX,
            name,
            "the fields " + String.join(", ", (Iterable<String>) known::fieldNames));
      }
    }
    if (config.vocabularySize() < SmallVocabulary.size()) {
      throw new InvalidInputException(
          "model " + PREFIX + ": vocab_size",
          config.vocabularySize(),
          SmallVocabulary.size() + " or more, as many as the built-in tokenizer has");
    }
  }

  private static void requireAffordable(String model, GptNeoxConfig config) {
    double parameters =
        (double) config.vocabularySize() * config.hiddenSize()
            + (double) config.layers()
                * config.hiddenSize()
                * (4.0 * config.hiddenSize() + 2.0 * config.intermediateSize());
    if (parameters > MOST_PARAMETERS) {
      throw new InvalidInputException(
          "model", model, "at most 1,000,000,000 parameters; these are %.0f".formatted(parameters));
    }
  }
}
