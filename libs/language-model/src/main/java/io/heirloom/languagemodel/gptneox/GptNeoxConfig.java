package io.heirloom.languagemodel.gptneox;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The shape of a GPT-NeoX model: what config.json says of it in the hub's layout. Dropout is not
 * among it: it matters to training alone, where this program applies none.
 *
 * @param vocabularySize different tokens
 * @param hiddenSize length of a hidden state, a multiple of {@code heads}
 * @param layers 1 or more
 * @param heads of attention, in each layer
 * @param intermediateSize width of the feed-forward parts
 * @param activation between a feed-forward part's two maps
 * @param rotaryShare share of each head, 0 to 1, that the rotary position embedding turns
 * @param rotaryTheta largest wavelength of that embedding over 2 pi
 * @param maxPositions longest row the model was made for, in tokens
 * @param layerNormEpsilon added to a norm's variance
 * @param parallelResidual whether attention and feed-forward part of a layer both read the layer's
 *     input, rather than one after the other
 * @param attentionBias whether the linear maps of attention have biases
 * @param tiedEmbeddings whether a language model's head is its embedding
 * @param initializerRange standard deviation of new weights
 * @param beginToken id of the token that opens a text
 * @param endTokens ids of the tokens that end a text
 * @param paddingToken id of the token that fills rows
 * @param classNames one for each output of the classification head; none where the file does not
 *     say how many there are
 */
public record GptNeoxConfig(
    int vocabularySize,
    int hiddenSize,
    int layers,
    int heads,
    int intermediateSize,
    Activation activation,
    double rotaryShare,
    double rotaryTheta,
    int maxPositions,
    double layerNormEpsilon,
    boolean parallelResidual,
    boolean attentionBias,
    boolean tiedEmbeddings,
    double initializerRange,
    OptionalInt beginToken,
    List<Integer> endTokens,
    OptionalInt paddingToken,
    List<String> classNames) {

  /** Far more than any task has, and few enough to be named one by one. */
  static final int MOST_CLASSES = 1 << 14;

  public GptNeoxConfig {
    endTokens = List.copyOf(endTokens);
    classNames = List.copyOf(classNames);
  }

  /** How many numbers a model of this shape is made of, without its head. */
  public long parameters() {
    return ParameterLayout.of(this).body().values().stream()
        .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
        .sum();
  }

  /** Length of a head's part of the hidden state. */
  public int headSize() {
    return hiddenSize / heads;
  }

  /**
   * How many dimensions of each head the rotary position embedding turns: the share of them, and
   * one more if that is odd, since they are turned in pairs.
   */
  public int rotaryDimensions() {
    return sharedDimensions() + sharedDimensions() % 2;
  }

  /**
   * The number whose power -2i / {@link #rotaryDimensions()} turns the pair i: {@link
   * #rotaryTheta()}, but where the share of a head is odd transformers divides by that odd number.
   */
  public double rotaryBase() {
    int shared = sharedDimensions();
    return shared % 2 == 0
        ? rotaryTheta
        : Math.pow(rotaryTheta, rotaryDimensions() / (double) shared);
  }

  /** The first of the tokens that end a text. */
  public OptionalInt endToken() {
    return endTokens.isEmpty() ? OptionalInt.empty() : OptionalInt.of(endTokens.get(0));
  }

  /** Outputs of the classification head, where the file says. */
  public OptionalInt classes() {
    return classNames.isEmpty() ? OptionalInt.empty() : OptionalInt.of(classNames.size());
  }

  /**
   * The same model with a classification head of this many outputs, which keep their names if there
   * are as many.
   */
  public GptNeoxConfig withClasses(int number) {
    return number == classNames.size() ? this : withNewHead(number);
  }

  /**
   * The same model with a new classification head of this many outputs, which have no names yet.
   */
  GptNeoxConfig withNewHead(int number) {
    return withClassNames(unnamed(number));
  }

  /** The same model with a classification head of these outputs. */
  private GptNeoxConfig withClassNames(List<String> names) {
    return new GptNeoxConfig(
        vocabularySize,
        hiddenSize,
        layers,
        heads,
        intermediateSize,
        activation,
        rotaryShare,
        rotaryTheta,
        maxPositions,
        layerNormEpsilon,
        parallelResidual,
        attentionBias,
        tiedEmbeddings,
        initializerRange,
        beginToken,
        endTokens,
        paddingToken,
        names);
  }

  /** The names that transformers gives to classes without names. */
  static List<String> unnamed(int classes) {
    return IntStream.range(0, classes).mapToObj(i -> "LABEL_" + i).toList();
  }

  private int sharedDimensions() {
    return (int) (headSize() * rotaryShare);
  }
}
