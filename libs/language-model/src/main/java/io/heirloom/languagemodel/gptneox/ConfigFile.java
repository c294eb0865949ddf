package io.heirloom.languagemodel.gptneox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heirloom.languagemodel.json.JsonText;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * config.json as Python's transformers writes it: versions 4 ({@code rotary_pct}, {@code
 * rotary_emb_base}) and 5 ({@code rope_parameters}). Where a field is left out, transformers'
 * default for GPT-NeoX holds, but for the sizes, which have to be there. Fields that transformers
 * does not heed for this family, such as {@code rope_theta} outside {@code rope_parameters} or
 * {@code sliding_window}, are not heeded here; nor is {@code dtype}, since the weights say it
 * themselves.
 */
public final class ConfigFile {
  /** The file's name in a model's folder. */
  public static final String NAME = "config.json";

  private static final String MODEL_TYPE = "gpt_neox";
  private static final int LARGEST_FILE = 1 << 20;
  private static final int LARGEST_SIZE = 1 << 20;

  /** The largest published model, GPT-NeoX-20B, has 44. */
  private static final int MOST_LAYERS = 1 << 10;

  private static final double LARGEST_BASE = 1e12;
  private static final JsonMapper WRITER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ConfigFile() {}

  /**
   * Reads the file in a model's folder.
   *
   * @throws InvalidInputException if it is missing, or names anything this program does not do
   */
  public static GptNeoxConfig read(Path folder) {
    return read(requireFamily(fields(folder)));
  }

  /**
   * Refuses a model that this program cannot train as its configuration says: what {@link #read}
   * refuses, and dropout, which training here does not apply.
   *
   * @throws InvalidInputException if it is such a model
   */
  public static void requireSupported(Path folder) {
    JsonFields fields = fields(folder);
    read(requireFamily(fields));
    for (String dropout : List.of("hidden_dropout", "attention_dropout")) {
      double share = fields.number(dropout, 0, 0, 1);
      if (share != 0) {
        throw new InvalidInputException(
            fields.shown(dropout), share, "0; training does not apply dropout");
      }
    }
  }

  /**
   * Whether a model's folder says that it is a classifier, as a trained one does.
   *
   * @throws InvalidInputException if the file is missing or is no JSON object
   */
  public static boolean isOfClassifier(Path folder) {
    for (JsonNode architecture : fields(folder).object().path("architectures")) {
      if (architecture.asText().equals(Head.CLASSIFICATION.architecture())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads the text of such a file.
   *
   * @param shownAs where it came from, for messages
   */
  static GptNeoxConfig parse(String shownAs, String json) {
    return read(requireFamily(new JsonFields(shownAs, JsonText.object(shownAs, json))));
  }

  /** Reads the fields that give the shape. */
  static GptNeoxConfig read(JsonFields fields) {
    fields.requireNone("quantization_config", "null; quantized weights are not supported");
    JsonFields rotary = rotary(fields);
    GptNeoxConfig config =
        new GptNeoxConfig(
            fields.natural("vocab_size", LARGEST_SIZE),
            fields.natural("hidden_size", LARGEST_SIZE),
            fields.natural("num_hidden_layers", MOST_LAYERS),
            fields.natural("num_attention_heads", LARGEST_SIZE),
            fields.natural("intermediate_size", LARGEST_SIZE),
            Activation.parse(fields.shown("hidden_act"), fields.text("hidden_act", "gelu")),
            rotary.number("partial_rotary_factor", fields.number("rotary_pct", 0.25, 0, 1), 0, 1),
            rotary.number(
                "rope_theta",
                fields.number("rotary_emb_base", 10_000, 1, LARGEST_BASE),
                1,
                LARGEST_BASE),
            fields.optionalNatural("max_position_embeddings", Integer.MAX_VALUE).orElse(2048),
            fields.number("layer_norm_eps", 1e-5, 0, 1),
            fields.truth("use_parallel_residual", true),
            fields.truth("attention_bias", true),
            fields.truth("tie_word_embeddings", false),
            fields.number("initializer_range", 0.02, 0, 100),
            fields.has("bos_token_id") ? fields.tokenId("bos_token_id") : OptionalInt.of(0),
            fields.has("eos_token_id") ? fields.tokenIds("eos_token_id") : List.of(2),
            fields.tokenId("pad_token_id"),
            classNames(fields));
    requireWholeHeads(fields, config);
    return config;
  }

  /** Writes the file into a model's folder, for transformers 4 and 5 to read. */
  static void write(GptNeoxConfig config, Head head, Path folder) {
    ObjectNode json = WRITER.createObjectNode();
    json.putArray("architectures").add(head.architecture());
    json.put("model_type", MODEL_TYPE);
    json.put("torch_dtype", "float32");
    json.setAll(shape(config));
    // Without it transformers answers no more than one row at a time.
    json.put("pad_token_id", config.paddingToken().orElse(config.endToken().orElse(0)));
    putClasses(json, config.classNames());
    try {
      Files.write(
          folder.resolve(NAME),
          (WRITER.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.resolve(NAME), e);
    }
  }

  /** The fields that give the shape, in a fixed order. */
  static ObjectNode shape(GptNeoxConfig config) {
    ObjectNode json = WRITER.createObjectNode();
    json.put("vocab_size", config.vocabularySize());
    json.put("hidden_size", config.hiddenSize());
    json.put("num_hidden_layers", config.layers());
    json.put("num_attention_heads", config.heads());
    json.put("intermediate_size", config.intermediateSize());
    json.put("hidden_act", config.activation().hubName());
    json.put("rotary_pct", config.rotaryShare());
    json.put("rotary_emb_base", config.rotaryTheta());
    json.put("max_position_embeddings", config.maxPositions());
    json.put("layer_norm_eps", config.layerNormEpsilon());
    json.put("use_parallel_residual", config.parallelResidual());
    json.put("attention_bias", config.attentionBias());
    json.put("tie_word_embeddings", config.tiedEmbeddings());
    json.put("initializer_range", config.initializerRange());
    putTokenId(json, "bos_token_id", config.beginToken());
    putEndTokens(json, config);
    putTokenId(json, "pad_token_id", config.paddingToken());
    return json;
  }

  private static JsonFields fields(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
        throw new InvalidInputException(
            "model", folder.toString(), "a folder with a " + NAME + " of at most 1 MiB");
      }
      String shownAs = file.toString();
      return new JsonFields(shownAs, JsonText.object(shownAs, Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static JsonFields requireFamily(JsonFields fields) {
    String modelType = fields.text("model_type", "");
    if (!modelType.equals(MODEL_TYPE)) {
      throw new InvalidInputException(fields.shown("model_type"), modelType, MODEL_TYPE);
    }
    return fields;
  }

  private static JsonFields rotary(JsonFields fields) {
    JsonFields scaling = fields.object("rope_scaling");
    JsonFields rotary = scaling.isEmpty() ? fields.object("rope_parameters") : scaling;
    String kind = rotary.has("rope_type") ? "rope_type" : "type";
    String type = rotary.text(kind, "default");
    if (!type.equals("default")) {
      throw new InvalidInputException(
          rotary.shown(kind), type, "default; other scalings of positions are not supported");
    }
    return rotary;
  }

  private static void requireWholeHeads(JsonFields fields, GptNeoxConfig config) {
    if (config.hiddenSize() % config.heads() != 0) {
      throw new InvalidInputException(
          fields.shown("hidden_size"),
          config.hiddenSize(),
          "a multiple of num_attention_heads, which is " + config.heads());
    }
    int headSize = config.headSize();
    if (fields.optionalNatural("head_dim", LARGEST_SIZE).orElse(headSize) != headSize) {
      throw new InvalidInputException(
          fields.shown("head_dim"),
          fields.natural("head_dim", LARGEST_SIZE),
          "hidden_size / num_attention_heads, which is " + headSize);
    }
    if (config.rotaryDimensions() > headSize) {
      throw new InvalidInputException(
          fields.shown("rotary_pct"),
          config.rotaryShare(),
          "less than the whole of a head of "
              + headSize
              + " dimensions, which are turned in pairs");
    }
  }

  private static List<String> classNames(JsonFields fields) {
    List<String> names = fields.numberedTexts("id2label");
    OptionalInt counted = fields.optionalNatural("num_labels", GptNeoxConfig.MOST_CLASSES);
    if (!names.isEmpty() && counted.isPresent() && counted.getAsInt() != names.size()) {
      throw new InvalidInputException(
          fields.shown("num_labels"),
          counted.getAsInt(),
          "as many as id2label names, " + names.size());
    }
    return names.isEmpty() ? GptNeoxConfig.unnamed(counted.orElse(0)) : names;
  }

  private static void putClasses(ObjectNode json, List<String> names) {
    if (!names.isEmpty()) {
      json.put("num_labels", names.size());
      ObjectNode labels = json.putObject("id2label");
      ObjectNode ids = json.putObject("label2id");
      for (int i = 0; i < names.size(); i++) {
        labels.put(String.valueOf(i), names.get(i));
        ids.put(names.get(i), i);
      }
    }
  }

  private static void putEndTokens(ObjectNode json, GptNeoxConfig config) {
    if (config.endTokens().size() > 1) {
      config.endTokens().forEach(json.putArray("eos_token_id")::add);
    } else {
      putTokenId(json, "eos_token_id", config.endToken());
    }
  }

  private static void putTokenId(ObjectNode json, String name, OptionalInt id) {
    if (id.isPresent()) {
      json.put(name, id.getAsInt());
    } else {
      json.putNull(name);
    }
  }
}
