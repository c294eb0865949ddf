package io.heirloom.languagemodel.gptneox;

import io.heirloom.lineage.InvalidInputException;
import java.util.OptionalInt;

/**
 * The shape of a GPT-NeoX model: what config.json says of it in the hub's layout. Dropout, which no
 * published model of the family uses, is not applied.
 *
 * @param vocabularySize different tokens
 * @param hiddenSize length of a hidden state, a multiple of {@code heads}
 * @param layers 1 or more
 * @param heads of attention, in each layer
 * @param intermediateSize width of the feed-forward parts
 * @param activation between a feed-forward part's two maps
 * @param rotaryShare share of each head, 0 to 1, that the rotary position embedding turns
 * @param rotaryBase largest wavelength of that embedding over 2 pi
 * @param maxPositions longest row the model was made for, in tokens
 * @param layerNormEpsilon added to a norm's variance
 * @param parallelResidual whether attention and feed-forward part of a layer both read the layer's
 *     input, rather than one after the other
 * @param attentionBias whether the linear maps of attention have biases
 * @param tiedEmbeddings whether a language model's head is its embedding
 * @param initializerRange standard deviation of new weights
 * @param beginToken id of the token that opens a text
 * @param endToken id of the token that ends a text
 * @param paddingToken id of the token that fills rows
 * @param classes outputs of the classification head, where the file says
 */
public record GptNeoxConfig(
    int vocabularySize,
    int hiddenSize,
    int layers,
    int heads,
    int intermediateSize,
    Activation activation,
    double rotaryShare,
    double rotaryBase,
    int maxPositions,
    double layerNormEpsilon,
    boolean parallelResidual,
    boolean attentionBias,
    boolean tiedEmbeddings,
    double initializerRange,
    OptionalInt beginToken,
    OptionalInt endToken,
    OptionalInt paddingToken,
    OptionalInt classes) {

  public GptNeoxConfig {
    if (hiddenSize % heads != 0) {
      throw new InvalidInputException(
          "hidden_size", hiddenSize, "a multiple of num_attention_heads, which is " + heads);
    }
    int headSize = hiddenSize / heads;
    if ((int) (headSize * rotaryShare) % 2 != 0) {
      throw new InvalidInputException(
          "rotary_pct",
          rotaryShare,
          "a share that turns an even number of a head's " + headSize + " dimensions");
    }
  }

  /** Length of a head's part of the hidden state. */
  public int headSize() {
    return hiddenSize / heads;
  }

  /** How many dimensions of each head the rotary position embedding turns. */
  public int rotaryDimensions() {
    return (int) (headSize() * rotaryShare);
  }

  /** The same model with a classification head of this many outputs. */
  public GptNeoxConfig withClasses(int number) {
    return new GptNeoxConfig(
        vocabularySize,
        hiddenSize,
        layers,
        heads,
        intermediateSize,
        activation,
        rotaryShare,
        rotaryBase,
        maxPositions,
        layerNormEpsilon,
        parallelResidual,
        attentionBias,
        tiedEmbeddings,
        initializerRange,
        beginToken,
        endToken,
        paddingToken,
        OptionalInt.of(number));
  }
}
