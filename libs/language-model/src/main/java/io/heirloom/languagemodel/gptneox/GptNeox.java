package io.heirloom.languagemodel.gptneox;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.heirloom.languagemodel.safetensors.ElementType;
import io.heirloom.languagemodel.safetensors.SafetensorsFolder;
import io.heirloom.languagemodel.safetensors.SafetensorsWriter;
import io.heirloom.languagemodel.safetensors.TensorForm;
import io.heirloom.languagemodel.torchscript.PyTorchEngine;
import io.heirloom.languagemodel.torchscript.TorchScriptProgram;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
  /** Enough to keep cores busy, and still in cache. */
  private static final int TOKENS_AT_ONCE = 4096;

  /** Enough to keep a GPU busy between two batches. */
  private static final int TOKENS_AT_ONCE_ON_A_GPU = 32_768;

  private final GptNeoxConfig config;
  private final Head head;
  private final NDManager manager;
  private final TorchScriptProgram program;
  private final Vocabulary vocabulary;
  private final List<String> names = new ArrayList<>();
  private final NDList parameters = new NDList();

  private GptNeox(GptNeoxConfig config, Head head, Device device) {
    this.config = config;
    this.head = head;
    this.manager = PyTorchEngine.newManager(device);
    this.program = Program.load(manager, config, Precision.FLOAT32);
    this.vocabulary = Vocabulary.whole(config.vocabularySize());
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
    GptNeoxConfig config = ConfigFile.read(folder).withNewHead(classes);
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

  /**
   * The language model whose config.json and weights lie in a folder.
   *
   * @throws InvalidInputException if they do not fit each other or are not of a language model
   */
  public static GptNeox storedLanguageModel(Path folder, Device device) {
    GptNeoxConfig config = ConfigFile.read(folder);
    try (StoredWeights weights = StoredWeights.open(folder)) {
      return languageModel(config, device, weights);
    }
  }

  /** A language model drawn from a seed. */
  public static GptNeox randomLanguageModel(GptNeoxConfig config, long seed, Device device) {
    return languageModel(config, device, new RandomInitialization(seed, config.initializerRange()));
  }

  private static GptNeox languageModel(
      GptNeoxConfig config, Device device, ParameterSource source) {
    return new GptNeox(config, Head.language(config), device).filled(source, source);
  }

  private static GptNeox classifier(
      GptNeoxConfig config, Device device, ParameterSource body, ParameterSource head) {
    return new GptNeox(config, Head.CLASSIFICATION, device).filled(body, head);
  }

  private GptNeox filled(ParameterSource ofBody, ParameterSource ofHead) {
    try {
      ParameterLayout.of(config).body().forEach((name, shape) -> add(ofBody, name, shape));
      head.tensor()
          .ifPresent(
              name -> add(ofHead, name, ParameterLayout.headShape(config, head.outputs(config))));
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void add(ParameterSource source, String name, List<Long> shape) {
    NDArray parameter = source.create(manager, name, shape);
    names.add(name);
    parameters.add(parameter);
  }

  /** The model's shape. */
  public GptNeoxConfig config() {
    return config;
  }

  /** How many tokens are best asked about at once: enough to keep the device busy. */
  public int tokensAtOnce() {
    return manager.getDevice().isGpu() ? TOKENS_AT_ONCE_ON_A_GPU : TOKENS_AT_ONCE;
  }

  /** The classifier's answers: [rows][classes]. */
  public float[][] classLogits(List<int[]> rows) {
    try (NDManager call = manager.newSubManager()) {
      PackedBatch batch = PackedBatch.of(call, rows, vocabulary);
      NDArray logits =
          program
              .method("class_logits")
              .with(batch.tokens())
              .with(batch.last())
              .with(batch.packing())
              .with(parameters)
              .call(call)
              .singletonOrThrow();
      return batch.asGiven(Matrices.rows(logits));
    }
  }

  /**
   * The last hidden state of every token, after the final norm: [rows][own tokens * hidden size].
   */
  float[][] hiddenStates(List<int[]> rows) {
    return ofEveryToken("hidden_states", rows);
  }

  /** What a language model expects after every token: [rows][own tokens * vocabulary size]. */
  float[][] languageLogits(List<int[]> rows) {
    return ofEveryToken("language_logits", rows);
  }

  /**
   * The loss of each token of a row but its first, as a language model predicts it from those
   * before: minus the logarithm of its probability, in nats.
   *
   * @param rows tokens of each, one or more
   * @return [rows][tokens but the first]
   */
  public float[][] tokenLosses(List<int[]> rows) {
    return here().tokenLosses(rows, vocabulary, vocabulary);
  }

  /**
   * Continues prompts, all at once, as a language model.
   *
   * @param prompts one or more
   * @return [prompts][continuations][new tokens, an end token among them if there is one]
   * @throws InvalidInputException if a prompt with its new tokens is longer than the model's
   *     longest row, or an end token is not one of the model's
   */
  public int[][][] generate(List<Prompt> prompts, GenerationSettings settings) {
    return new Generation(here(), config, settings).of(prompts, vocabulary);
  }

  /**
   * What the input embedding holds for tokens.
   *
   * @param tokens of the model's vocabulary, in any order, repeated at will
   * @return [tokens][hidden size]
   */
  public float[][] tokenVectors(int[] tokens) {
    if (tokens.length == 0) {
      return new float[0][];
    }
    long[] rows = Arrays.stream(tokens).mapToLong(vocabulary::number).toArray();
    try (NDManager call = manager.newSubManager()) {
      return Matrices.rows(
          program
              .method("embedding_rows")
              .with(parametersByName().get(ParameterLayout.EMBEDDING))
              .with(call.create(rows))
              .call(call)
              .singletonOrThrow());
    }
  }

  /** Writes config.json and model.safetensors. Equal models give equal files. */
  public void save(Path folder) {
    ConfigFile.write(config, head, folder);
    Map<String, NDArray> tensors = parametersByName();
    SortedMap<String, TensorForm> forms = new TreeMap<>();
    tensors.forEach(
        (name, tensor) -> forms.put(name, new TensorForm(ElementType.F32, Matrices.shape(tensor))));
    SafetensorsWriter.write(
        folder.resolve(SafetensorsFolder.SINGLE_FILE),
        forms,
        name -> Matrices.content(tensors.get(name)));
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

  Head head() {
    return head;
  }

  List<String> names() {
    return names;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  TorchScriptProgram program() {
    return program;
  }

  NDManager manager() {
    return manager;
  }

  /** The model as it is, to compute with. */
  private Replica here() {
    return new Replica(manager, program, parameters);
  }

  @Override
  public void close() {
    program.close();
    manager.close();
    PyTorchEngine.releaseFreeMemory();
  }

  private float[][] ofEveryToken(String method, List<int[]> rows) {
    try (NDManager call = manager.newSubManager()) {
      PackedBatch batch = PackedBatch.of(call, rows, vocabulary);
      NDArray states =
          program
              .method(method)
              .with(batch.tokens())
              .with(batch.packing())
              .with(parameters)
              .call(call)
              .singletonOrThrow();
      List<int[]> packed = Arrays.stream(batch.order()).mapToObj(rows::get).toList();
      return batch.asGiven(Matrices.packedRows(states, packed));
    }
  }
}
