package io.heirloom.languagemodel.gptneox;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.heirloom.languagemodel.noise.EmbeddingNoise;
import io.heirloom.languagemodel.noise.NoiseStream;
import io.heirloom.languagemodel.safetensors.ElementType;
import io.heirloom.languagemodel.safetensors.TensorForm;
import io.heirloom.languagemodel.torchscript.ProgramCall;
import io.heirloom.languagemodel.torchscript.PyTorchEngine;
import io.heirloom.languagemodel.torchscript.TorchScriptProgram;
import io.heirloom.lineage.step.TrainingSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A model while it is trained: its parameters with what the optimiser keeps of them, on one device
 * or a copy on each of several.
 *
 * <p>The embedding is narrowed to the tokens that training will meet. The others have no gradient
 * and so, in AdamW, no moments: nothing happens to them but decay, which is made up for at the end.
 * So a step costs what it must, whatever the size of the vocabulary. (The decay of a whole training
 * is one multiplication then; the last bit may differ from that of one in every step.)
 *
 * <p>Not thread-safe; native memory: close it, before the model.
 */
public final class TrainableNetwork implements AutoCloseable {
  private static final int EMBEDDING = 0;

  /** 128 MB of them. */
  private static final int LOGITS_AT_ONCE = 1 << 25;

  private static final String PARAMETER = "parameter/";
  private static final String FIRST_MOMENT = "first_moment/";
  private static final String SECOND_MOMENT = "second_moment/";
  private static final String BEST = "best/";

  private final GptNeox model;
  private final Vocabulary vocabulary;
  private final List<Replica> replicas = new ArrayList<>();
  private final AdamW optimizer;
  private final NDList noisySums = new NDList();
  private NDList best = new NDList();

  /**
   * Makes a model ready for training. It must not be used otherwise until this is closed.
   *
   * @param settings of which decay, clipping and precision count
   * @param rowsToCome all rows that it will be asked about
   * @param devices one or more; the first computes the optimiser's steps
   */
  public TrainableNetwork(
      GptNeox model,
      TrainingSettings settings,
      Collection<int[]> rowsToCome,
      List<Device> devices) {
    this(
        model,
        model.head() == Head.EMBEDDING ? model.vocabulary() : model.vocabulary().of(rowsToCome),
        devices,
        manager -> Program.load(manager, model.config(), settings.precision()),
        main ->
            new AdamW(main, settings.weightDecay(), OptionalDouble.of(settings.gradientClip()), 1));
  }

  /**
   * Makes a model ready for training by sums of clipped gradients of rows. It must not be used
   * otherwise until this is closed. The embedding is not narrowed, as which tokens there are is
   * private. A step divides the sum by the size that batches are expected to have, and clips it no
   * further: that would bind nothing which the rows' clipping has not bound already, but would take
   * away from the gradient whatever the noise adds to its norm.
   *
   * @param settings of which batch size, decay and precision count
   * @param devices one or more; the first computes the optimiser's steps
   */
  public static TrainableNetwork byRow(
      GptNeox model, TrainingSettings settings, List<Device> devices) {
    return new TrainableNetwork(
        model,
        model.vocabulary(),
        devices,
        manager -> Program.loadByRow(manager, model.config(), settings.precision()),
        main ->
            new AdamW(main, settings.weightDecay(), OptionalDouble.empty(), settings.batchSize()));
  }

  private TrainableNetwork(
      GptNeox model,
      Vocabulary vocabulary,
      List<Device> devices,
      Function<NDManager, TorchScriptProgram> program,
      Function<Replica, AdamW> optimizer) {
    this.model = model;
    this.vocabulary = vocabulary;
    try {
      replicas.add(main(program));
      for (Device device : devices.subList(1, devices.size())) {
        replicas.add(copy(device, program));
      }
    } catch (RuntimeException e) {
      replicas.forEach(Replica::close);
      throw e;
    }
    this.optimizer = optimizer.apply(replicas.get(0));
  }

  private Replica main(Function<NDManager, TorchScriptProgram> program) {
    NDManager manager = model.manager().newSubManager();
    NDList parameters = new NDList(model.parameters());
    if (isNarrowed()) {
      parameters.set(EMBEDDING, narrowedEmbedding(manager));
    }
    return new Replica(manager, program.apply(manager), parameters);
  }

  private Replica copy(Device device, Function<NDManager, TorchScriptProgram> program) {
    NDManager manager = PyTorchEngine.newManager(device);
    NDList parameters = new NDList();
    for (NDArray parameter : replicas.get(0).parameters()) {
      NDArray copy = parameter.toDevice(device, true);
      copy.attach(manager);
      parameters.add(copy);
    }
    return new Replica(manager, program.apply(manager), parameters);
  }

  private boolean isNarrowed() {
    return vocabulary.size() < model.vocabulary().size();
  }

  private NDArray narrowedEmbedding(NDManager manager) {
    try (NDManager call = manager.newSubManager()) {
      NDArray rows =
          model
              .program()
              .method("embedding_rows")
              .with(model.parameters().get(EMBEDDING))
              .with(call.create(vocabulary.tokens()))
              .call(manager)
              .singletonOrThrow();
      return rows;
    }
  }

  /** How many devices share the work. */
  public int replicas() {
    return replicas.size();
  }

  /** An empty sum, to be filled by {@link ForwardPass#backward}. */
  public Gradients gradients() {
    return new Gradients(replicas.get(0));
  }

  /**
   * A sum that begins as noise, to which clipped gradients are to be added. It writes over the one
   * before, which must not be used any longer: memory for a whole embedding, taken anew in each
   * step, would cost a page fault for each of its pages.
   *
   * @param noise independent standard normal numbers, the same every time it is asked for
   * @param deviation by which they are multiplied
   */
  public Gradients gradients(Supplier<NoiseStream> noise, double deviation) {
    return new Gradients(
        replicas.get(0),
        () -> {
          NoiseStream stream = noise.get();
          noisySums().forEach(sum -> stream.fill(sum, deviation));
          return noisySums;
        });
  }

  private NDList noisySums() {
    if (noisySums.isEmpty()) {
      replicas.get(0).parameters().stream()
          .map(parameter -> manager().create(parameter.getShape(), DataType.FLOAT32))
          .forEach(noisySums::add);
    }
    return noisySums;
  }

  /**
   * The classifier's answers with what the way back needs.
   *
   * @param noise on the embedded tokens; empty: none
   * @param replica which device works, from 0
   */
  public ForwardPass forward(List<int[]> rows, Optional<EmbeddingNoise> noise, int replica) {
    Replica at = replicas.get(replica);
    NDManager pass = at.manager().newSubManager();
    try {
      PackedBatch batch = PackedBatch.of(pass, rows, vocabulary);
      NDList kept = classify("class_logits_kept", at, batch, noise).call(pass);
      return new ForwardPass(at, pass, batch, kept);
    } catch (RuntimeException e) {
      pass.close();
      throw e;
    }
  }

  /**
   * The classifier's answers alone: [rows][classes].
   *
   * @param noise on the embedded tokens; empty: none
   */
  public float[][] classLogits(List<int[]> rows, Optional<EmbeddingNoise> noise) {
    Replica main = replicas.get(0);
    try (NDManager manager = main.manager().newSubManager()) {
      PackedBatch batch = PackedBatch.of(manager, rows, vocabulary);
      NDArray logits =
          classify("class_logits", main, batch, noise).call(manager).singletonOrThrow();
      return batch.asGiven(Matrices.rows(logits));
    }
  }

  /**
   * A language model's losses and their gradient.
   *
   * @param rows each with two tokens or more
   * @param weights of each row, by which the losses of its tokens are multiplied in what the
   *     gradient is of
   * @param replica which device works, from 0
   */
  public LanguagePass languagePass(List<int[]> rows, double[] weights, int replica) {
    Replica at = replicas.get(replica);
    NDManager pass = at.manager().newSubManager();
    try {
      NextTokens next = NextTokens.of(pass, rows, vocabulary, model.vocabulary());
      NDList results =
          at.program()
              .method("language_gradients")
              .with(next.batch().tokens())
              .with(next.predicting())
              .with(next.targets())
              .with(next.spread(pass, weights))
              .with(next.batch().packing())
              .with(at.parameters())
              .call(pass);
      return new LanguagePass(pass, next, results);
    } catch (RuntimeException e) {
      pass.close();
      throw e;
    }
  }

  /**
   * Adds each row's gradient of a language model's loss, clipped. The logits' gradients of all
   * these rows are there at once; {@link #predictedAtOnce} tells for how many tokens that is
   * little.
   *
   * @param rows each with two tokens or more
   * @param weights of each row, by which the losses of its tokens are multiplied in the row's loss
   * @param clip largest norm of a row's gradient over all parameters; longer ones are scaled down
   *     to it
   * @param replica which device works, from 0
   */
  public ClippedRows addClipped(
      List<int[]> rows, double[] weights, double clip, int replica, Gradients into) {
    Replica at = replicas.get(replica);
    try (NDManager pass = at.manager().newSubManager()) {
      NextTokens next = NextTokens.of(pass, rows, vocabulary, model.vocabulary());
      NDList results = new NDList();
      into.addInPlace(
          at,
          pass,
          sums ->
              results.addAll(
                  at.program()
                      .method("add_clipped_language_gradients")
                      .with(next.batch().tokens())
                      .with(next.batch().last())
                      .with(next.predicting())
                      .with(next.targets())
                      .with(next.spread(pass, weights))
                      .with(next.batch().packing())
                      .with(at.parameters())
                      .with(clip)
                      .with(roomForLogits(at, next))
                      .with(sums)
                      .call(pass)));
      return new ClippedRows(
          next.batch().asGiven(results.get(0).toFloatArray()),
          next.byRow(results.get(1).toFloatArray()));
    }
  }

  private NDArray roomForLogits(Replica at, NextTokens next) {
    long predicted = Math.max(predictedAtOnce(), next.predicting().size());
    return at.workspace().atLeast(predicted * model.vocabulary().size());
  }

  /** For how many predicted tokens logits and their gradients take 128 MB; 1 or more. */
  public int predictedAtOnce() {
    return Math.max(1, LOGITS_AT_ONCE / model.vocabulary().size());
  }

  /** A language model's losses alone, as {@link GptNeox#tokenLosses}. */
  public float[][] tokenLosses(List<int[]> rows) {
    return replicas.get(0).tokenLosses(rows, vocabulary, model.vocabulary());
  }

  private static ProgramCall classify(
      String method, Replica at, PackedBatch batch, Optional<EmbeddingNoise> noise) {
    ProgramCall call =
        noise.isEmpty()
            ? at.program().method(method).with(batch.tokens())
            : at.program().method(method + "_of").with(noisy(at, batch, noise.get()));
    return call.with(batch.last()).with(batch.packing()).with(at.parameters());
  }

  private static NDArray noisy(Replica at, PackedBatch batch, EmbeddingNoise noise) {
    NDArray embedded =
        at.program()
            .method("embedded")
            .with(batch.tokens())
            .with(at.parameters())
            .call(batch.tokens().getManager())
            .singletonOrThrow();
    noise.addTo(embedded);
    return embedded;
  }

  /**
   * Changes the parameters by one step of AdamW.
   *
   * @param number of the step, from 1
   * @return norm of the gradient over all parameters before it was clipped or, in training by rows,
   *     of that of biases and norms; not finite if the parameters are now spoilt
   */
  public double step(long number, Gradients gradients, double learningRate) {
    double norm = optimizer.step(number, gradients, learningRate);
    for (Replica copy : replicas.subList(1, replicas.size())) {
      copy.copyFrom(replicas.get(0));
    }
    return norm;
  }

  /** By what a step at that rate multiplies the embedding of tokens that training never meets. */
  public double shrinkage(double learningRate) {
    return optimizer.shrinkage(learningRate);
  }

  /** Remembers the parameters as they are now, in place of those remembered before. */
  public void keepAsBest() {
    Replica main = replicas.get(0);
    if (best.isEmpty()) {
      best = main.duplicates(main.parameters());
    } else {
      main.copy(best, main.parameters());
    }
  }

  /** Makes the parameters again those that were remembered. */
  public void restoreBest() {
    replicas.get(0).copy(replicas.get(0).parameters(), best);
  }

  /**
   * Ends training: gives the model its parameters.
   *
   * @param shrinkage by what the embedding of tokens that were never met is multiplied
   */
  public void finish(double shrinkage) {
    if (isNarrowed()) {
      try (NDManager call = model.manager().newSubManager()) {
        model
            .program()
            .method("put_embedding_rows")
            .with(model.parameters().get(EMBEDDING))
            .with(call.create(vocabulary.tokens()))
            .with(replicas.get(0).parameters().get(EMBEDDING))
            .with(shrinkage)
            .call(call);
      }
    }
  }

  /** The form of each tensor that {@link #restore} needs to go on from here. */
  public SortedMap<String, TensorForm> stateForms() {
    SortedMap<String, TensorForm> forms = new TreeMap<>();
    state().forEach((name, tensor) -> forms.put(name, form(tensor)));
    return forms;
  }

  /** The content of one of these tensors: little-endian float32. */
  public ByteBuffer stateContent(String name) {
    return Matrices.content(state().get(name));
  }

  /**
   * Goes on from a state that was taken of the same model in the same training.
   *
   * @param forms of the tensors that are there
   * @param contents gives the content of the tensor of that name
   * @throws IllegalArgumentException if they are not those of this network
   */
  public void restore(SortedMap<String, TensorForm> forms, Function<String, ByteBuffer> contents) {
    if (best.isEmpty() && forms.keySet().stream().anyMatch(name -> name.startsWith(BEST))) {
      keepAsBest();
    }
    if (!forms.equals(stateForms())) {
      throw new IllegalArgumentException("the state is not of this network");
    }
    Replica main = replicas.get(0);
    state()
        .forEach(
            (name, tensor) -> {
              try (NDManager call = main.manager().newSubManager();
                  NDArray content =
                      call.create(contents.apply(name), tensor.getShape(), DataType.FLOAT32)) {
                main.copy(new NDList(tensor), new NDList(content));
              }
            });
    replicas.subList(1, replicas.size()).forEach(copy -> copy.copyFrom(main));
  }

  NDManager manager() {
    return replicas.get(0).manager();
  }

  private SortedMap<String, NDArray> state() {
    SortedMap<String, NDArray> state = new TreeMap<>();
    put(state, PARAMETER, replicas.get(0).parameters());
    put(state, FIRST_MOMENT, optimizer.firstMoments());
    put(state, SECOND_MOMENT, optimizer.secondMoments());
    put(state, BEST, best);
    return state;
  }

  private void put(SortedMap<String, NDArray> state, String kind, NDList tensors) {
    for (int i = 0; i < tensors.size(); i++) {
      state.put(kind + model.names().get(i), tensors.get(i));
    }
  }

  private static TensorForm form(NDArray tensor) {
    return new TensorForm(ElementType.F32, Matrices.shape(tensor));
  }

  @Override
  public void close() {
    replicas.forEach(Replica::close);
  }
}
