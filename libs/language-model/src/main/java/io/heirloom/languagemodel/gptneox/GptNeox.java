package io.heirloom.languagemodel.gptneox;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.heirloom.languagemodel.safetensors.ElementType;
import io.heirloom.languagemodel.safetensors.SafetensorsFolder;
import io.heirloom.languagemodel.safetensors.SafetensorsWriter;
import io.heirloom.languagemodel.safetensors.TensorForm;
import io.heirloom.languagemodel.torchscript.ProgramCall;
import io.heirloom.languagemodel.torchscript.PyTorchEngine;
import io.heirloom.languagemodel.torchscript.TorchScriptProgram;
import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A GPT-NeoX model with its parameters and its arithmetic, which lies beside this class as a
 * TorchScript program. Not thread-safe; native memory: close it.
 */
public final class GptNeox implements AutoCloseable {
  private static final String PROGRAM = "gpt-neox.torchscript";
  private static final String PROGRAM_CLASS = "GptNeox";

  private final GptNeoxConfig config;
  private final NDManager manager;
  private final TorchScriptProgram program;
  private final List<String> names = new ArrayList<>();
  private final NDList parameters = new NDList();

  private GptNeox(GptNeoxConfig config, Device device) {
    this.config = config;
    this.manager = PyTorchEngine.newManager(device);
    this.program =
        TorchScriptProgram.load(manager, GptNeox.class, PROGRAM, PROGRAM_CLASS, attributes(config));
  }

  /**
   * The classifier whose config.json and weights lie in a folder.
   *
   * @throws InvalidInputException if they do not fit each other or are not of a classifier
   */
  public static GptNeox storedClassifier(Path folder, Device device) {
    GptNeoxConfig config = ConfigFile.read(folder);
    try (StoredWeights weights = StoredWeights.open(folder)) {
      int classes = weights.rowsOf(ParameterLayout.CLASSIFICATION_HEAD);
      if (config.classes().orElse(classes) != classes) {
        throw new InvalidInputException(
            folder.resolve(ConfigFile.NAME) + ": num_labels",
            config.classes().getAsInt(),
            "as many as the head " + ParameterLayout.CLASSIFICATION_HEAD + " has, " + classes);
      }
      GptNeoxConfig whole = config.withClasses(classes);
      return classifier(whole, device, weights, weights);
    }
  }

  /** A classifier with the stored body of a model and a new head drawn from a seed. */
  public static GptNeox storedBody(Path folder, int classes, long seed, Device device) {
    GptNeoxConfig config = ConfigFile.read(folder).withClasses(classes);
    try (StoredWeights weights = StoredWeights.open(folder)) {
      return classifier(
          config, device, weights, new RandomInitialization(seed, config.initializerRange()));
    }
  }

  /**
   * A classifier drawn from a seed.
   *
   * @param config with its number of classes
   */
  public static GptNeox random(GptNeoxConfig config, long seed, Device device) {
    RandomInitialization source = new RandomInitialization(seed, config.initializerRange());
    return classifier(config, device, source, source);
  }

  /** The language model whose config.json and weights lie in a folder. */
  static GptNeox storedLanguageModel(Path folder, Device device) {
    GptNeoxConfig config = ConfigFile.read(folder);
    try (StoredWeights weights = StoredWeights.open(folder)) {
      String head =
          config.tiedEmbeddings() ? ParameterLayout.EMBEDDING : ParameterLayout.LANGUAGE_HEAD;
      return new GptNeox(config, device).filled(weights, head, config.vocabularySize(), weights);
    }
  }

  private static GptNeox classifier(
      GptNeoxConfig config, Device device, ParameterSource body, ParameterSource head) {
    return new GptNeox(config, device)
        .filled(body, ParameterLayout.CLASSIFICATION_HEAD, config.classes().orElseThrow(), head);
  }

  private GptNeox filled(ParameterSource body, String headName, int outputs, ParameterSource head) {
    try {
      ParameterLayout.of(config).body().forEach((name, shape) -> add(body, name, shape));
      add(head, headName, ParameterLayout.headShape(config, outputs));
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void add(ParameterSource source, String name, List<Long> shape) {
    NDArray parameter = source.create(manager, name, shape);
    parameter.setRequiresGradient(true);
    names.add(name);
    parameters.add(parameter);
  }

  /** The model's shape. */
  public GptNeoxConfig config() {
    return config;
  }

  /** The classifier's answers: [rows][classes]. */
  public float[][] classLogits(List<int[]> rows) {
    try (NDManager call = manager.newSubManager()) {
      TokenBatch batch = TokenBatch.of(call, rows, config.vocabularySize());
      return Matrices.rows(classLogitsCall(batch).withoutGraph(call).singletonOrThrow());
    }
  }

  /**
   * The classifier's answers with the graph of how they came about, for {@link AdamW} to go back
   * along.
   */
  public ForwardPass forward(List<int[]> rows) {
    NDManager pass = manager.newSubManager();
    try {
      TokenBatch batch = TokenBatch.of(pass, rows, config.vocabularySize());
      return new ForwardPass(pass, classLogitsCall(batch).keepingGraph(pass).singletonOrThrow());
    } catch (RuntimeException e) {
      pass.close();
      throw e;
    }
  }

  /** The last hidden state of every token, after the final norm: [rows][tokens * hidden size]. */
  float[][] hiddenStates(List<int[]> rows) {
    return ofEveryToken("hidden_states", rows);
  }

  /** What a language model expects after every token: [rows][tokens * vocabulary size]. */
  float[][] languageLogits(List<int[]> rows) {
    return ofEveryToken("language_logits", rows);
  }

  /** Writes config.json and model.safetensors. Equal models give equal files. */
  public void save(Path folder) {
    ConfigFile.write(config, folder);
    Map<String, NDArray> tensors = parametersByName();
    SortedMap<String, TensorForm> forms = new TreeMap<>();
    tensors.forEach(
        (name, tensor) -> forms.put(name, new TensorForm(ElementType.F32, Matrices.shape(tensor))));
    SafetensorsWriter.write(
        folder.resolve(SafetensorsFolder.SINGLE_FILE),
        forms,
        name -> tensors.get(name).toByteBuffer());
  }

  /** All parameters, in the program's order. */
  NDList parameters() {
    return parameters;
  }

  Map<String, NDArray> parametersByName() {
    Map<String, NDArray> byName = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), parameters.get(i));
    }
    return byName;
  }

  TorchScriptProgram program() {
    return program;
  }

  NDManager manager() {
    return manager;
  }

  @Override
  public void close() {
    program.close();
    manager.close();
  }

  private ProgramCall classLogitsCall(TokenBatch batch) {
    return program.method("class_logits").with(batch.tokens()).with(batch.last()).with(parameters);
  }

  private float[][] ofEveryToken(String method, List<int[]> rows) {
    try (NDManager call = manager.newSubManager()) {
      TokenBatch batch = TokenBatch.of(call, rows, config.vocabularySize());
      NDArray states =
          program
              .method(method)
              .with(batch.tokens())
              .with(parameters)
              .withoutGraph(call)
              .singletonOrThrow();
      return Matrices.rows(states.reshape(rows.size(), -1));
    }
  }

  private static SortedMap<String, Object> attributes(GptNeoxConfig config) {
    SortedMap<String, Object> attributes = new TreeMap<>();
    attributes.put("layers", config.layers());
    attributes.put("heads", config.heads());
    attributes.put("rotary_dimensions", config.rotaryDimensions());
    attributes.put("rotary_base", config.rotaryBase());
    attributes.put("layer_norm_epsilon", config.layerNormEpsilon());
    attributes.put("activation", config.activation().programName());
    attributes.put("parallel_residual", config.parallelResidual());
    attributes.put("attention_bias", config.attentionBias());
    return attributes;
  }
}
