package io.heirloom.lineage.step;

/**
 * How a model is trained: AdamW over batches.
 *
 * @param epochs passes over the training rows, 1 or more
 * @param batchSize rows per optimiser step, 1 or more
 * @param batches which rows come together in a batch
 * @param learningRate at its peak, above 0
 * @param schedule how the learning rate goes on from there
 * @param warmUpShare share of all steps, 0 to 1, over which the rate rises linearly from 0 to its
 *     peak
 * @param weightDecay of AdamW, 0 or more
 * @param gradientClip largest norm of the gradient over all parameters, above 0; longer gradients
 *     are scaled down to it
 * @param maxTokens tokens of a row that are read, 1 or more; the rest is cut off
 * @param tokensAtOnce tokens that go through the model at once, 1 or more; a batch of more is
 *     worked off in parts, which gives the same gradient but for rounding
 * @param precision of the factors of matrix products
 * @param validationsPerEpoch how often in an epoch the rows kept aside are looked at, 0 or more
 * @param patience training stops early after so many validations in a row without a smaller loss,
 *     and the model is the one with the smallest; 0: it never does
 */
public record TrainingSettings(
    int epochs,
    int batchSize,
    Batches batches,
    double learningRate,
    Schedule schedule,
    double warmUpShare,
    double weightDecay,
    double gradientClip,
    int maxTokens,
    int tokensAtOnce,
    Precision precision,
    int validationsPerEpoch,
    int patience) {
  /** Two epochs in batches of 32 at 5e-5 with linear decay. */
  public static final TrainingSettings DEFAULT =
      new TrainingSettings(
          2,
          32,
          Batches.SHUFFLED,
          5e-5,
          Schedule.LINEAR,
          0,
          0,
          1,
          512,
          16_384,
          Precision.FLOAT32,
          1,
          0);

  /** The same with another number of epochs. */
  public TrainingSettings withEpochs(int other) {
    return new TrainingSettings(
        other,
        batchSize,
        batches,
        learningRate,
        schedule,
        warmUpShare,
        weightDecay,
        gradientClip,
        maxTokens,
        tokensAtOnce,
        precision,
        validationsPerEpoch,
        patience);
  }

  /** Which rows come together in a batch. */
  public enum Batches {
    /** Any. */
    SHUFFLED,
    /**
     * Rows of like length: cheaper, but where length goes with label or group, a loss over the
     * batch is another one.
     */
    BY_LENGTH
  }

  /** How the learning rate goes from its peak to the end of training. */
  public enum Schedule {
    /** Falls along a line to 0. */
    LINEAR,
    /** Falls along half a cosine to 0. */
    COSINE,
    /** Stays. */
    CONSTANT
  }

  /** Of the factors of matrix products; sums and parameters are float32 always. */
  public enum Precision {
    /** 24 bits. */
    FLOAT32,
    /** 8 bits: faster where the processor has instructions for it, and on GPUs. */
    BFLOAT16
  }
}
