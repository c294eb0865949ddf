package io.heirloom.languagemodel.gptneox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * config.json as Python's transformers writes it: versions 4 ({@code rotary_pct}, {@code
 * rotary_emb_base}) and 5 ({@code rope_parameters}). Where a field is left out, transformers'
 * default for GPT-NeoX holds, but for the sizes, which have to be there.
 */
public final class ConfigFile {
  /** The file's name in a model's folder. */
  public static final String NAME = "config.json";

  private static final String MODEL_TYPE = "gpt_neox";
  private static final int LARGEST_FILE = 1 << 20;
  private static final int LARGEST_SIZE = 1 << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private ConfigFile() {}

  /**
   * Reads the file in a model's folder.
   *
   * @throws InvalidInputException if it is missing, or names anything this program does not do
   */
  public static GptNeoxConfig read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
        throw new InvalidInputException(
            "model", folder.toString(), "a folder with a " + NAME + " of at most 1 MiB");
      }
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Refuses a model whose configuration this program cannot follow.
   *
   * @throws InvalidInputException as {@link #read(Path)}
   */
  public static void requireSupported(Path folder) {
    read(folder);
  }

  /**
   * Reads the text of such a file.
   *
   * @param shownAs where it came from, for messages
   */
  static GptNeoxConfig parse(String shownAs, String json) {
    JsonFields fields = new JsonFields(shownAs, object(shownAs, json));
    String modelType = fields.text("model_type", "");
    if (!modelType.equals(MODEL_TYPE)) {
      throw new InvalidInputException(shownAs + ": model_type", modelType, MODEL_TYPE);
    }
    return read(fields);
  }

  /** Reads the fields that give the shape. */
  static GptNeoxConfig read(JsonFields fields) {
    JsonFields rotary = rotary(fields);
    return new GptNeoxConfig(
        fields.natural("vocab_size", LARGEST_SIZE),
        fields.natural("hidden_size", LARGEST_SIZE),
        fields.natural("num_hidden_layers", LARGEST_SIZE),
        fields.natural("num_attention_heads", LARGEST_SIZE),
        fields.natural("intermediate_size", LARGEST_SIZE),
        Activation.parse(fields.shown("hidden_act"), fields.text("hidden_act", "gelu")),
        rotary.number("partial_rotary_factor", fields.number("rotary_pct", 0.25, 0, 1), 0, 1),
        rotary.number("rope_theta", fields.number("rotary_emb_base", 10_000, 1, 1e12), 1, 1e12),
        fields.optionalNatural("max_position_embeddings", Integer.MAX_VALUE).orElse(2048),
        fields.number("layer_norm_eps", 1e-5, 0, 1),
        fields.truth("use_parallel_residual", true),
        fields.truth("attention_bias", true),
        fields.truth("tie_word_embeddings", false),
        fields.number("initializer_range", 0.02, 0, 100),
        fields.tokenId("bos_token_id"),
        fields.tokenId("eos_token_id"),
        fields.tokenId("pad_token_id"),
        classes(fields));
  }

  /** Writes the file into a model's folder, for transformers 4 and 5 to read. */
  static void write(GptNeoxConfig config, Head head, Path folder) {
    ObjectNode json = MAPPER.createObjectNode();
    json.putArray("architectures").add(head.architecture());
    json.put("model_type", MODEL_TYPE);
    json.put("torch_dtype", "float32");
    json.setAll(shape(config));
    config.classes().ifPresent(classes -> putClasses(json, classes));
    try {
      Files.write(
          folder.resolve(NAME),
          (MAPPER.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.resolve(NAME), e);
    }
  }

  /** The fields that give the shape, in a fixed order. */
  static ObjectNode shape(GptNeoxConfig config) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("vocab_size", config.vocabularySize());
    json.put("hidden_size", config.hiddenSize());
    json.put("num_hidden_layers", config.layers());
    json.put("num_attention_heads", config.heads());
    json.put("intermediate_size", config.intermediateSize());
    json.put("hidden_act", config.activation().hubName());
    json.put("rotary_pct", config.rotaryShare());
    json.put("rotary_emb_base", config.rotaryBase());
    json.put("max_position_embeddings", config.maxPositions());
    json.put("layer_norm_eps", config.layerNormEpsilon());
    json.put("use_parallel_residual", config.parallelResidual());
    json.put("attention_bias", config.attentionBias());
    json.put("tie_word_embeddings", config.tiedEmbeddings());
    json.put("initializer_range", config.initializerRange());
    putTokenId(json, "bos_token_id", config.beginToken());
    putTokenId(json, "eos_token_id", config.endToken());
    putTokenId(json, "pad_token_id", config.paddingToken());
    return json;
  }

  static ObjectNode object(String shownAs, String json) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode object) {
        return object;
      }
      throw new InvalidInputException(shownAs, json, "a JSON object");
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(shownAs, e.getOriginalMessage(), "a JSON object", e);
    }
  }

  private static JsonFields rotary(JsonFields fields) {
    JsonFields scaling = fields.object("rope_scaling");
    JsonFields rotary = scaling.isEmpty() ? fields.object("rope_parameters") : scaling;
    for (String kind : new String[] {"rope_type", "type"}) {
      String type = rotary.text(kind, "default");
      if (!type.equals("default")) {
        throw new InvalidInputException(
            rotary.shown(kind), type, "default; other scalings of positions are not supported");
      }
    }
    return rotary;
  }

  private static OptionalInt classes(JsonFields fields) {
    int named = fields.object("id2label").size();
    OptionalInt counted = fields.optionalNatural("num_labels", LARGEST_SIZE);
    if (named > 0 && counted.isPresent() && counted.getAsInt() != named) {
      throw new InvalidInputException(
          fields.shown("num_labels"), counted.getAsInt(), "as many as id2label names, " + named);
    }
    return named > 0 ? OptionalInt.of(named) : counted;
  }

  private static void putClasses(ObjectNode json, int classes) {
    json.put("num_labels", classes);
    ObjectNode labels = json.putObject("id2label");
    ObjectNode ids = json.putObject("label2id");
    for (int i = 0; i < classes; i++) {
      labels.put(String.valueOf(i), "LABEL_" + i);
      ids.put("LABEL_" + i, i);
    }
  }

  private static void putTokenId(ObjectNode json, String name, OptionalInt id) {
    JsonNode value = id.isPresent() ? json.numberNode(id.getAsInt()) : json.nullNode();
    json.set(name, value);
  }
}
