package io.heirloom.languagemodel.training;

/**
 * An optimiser step that is done.
 *
 * @param number of the step, from 1
 * @param steps how many there will be at most
 * @param loss of the step's batch; under differential privacy the mean over its rows, 0 if it has
 *     none: this, and the number of tokens, tell of the rows and are not private
 * @param learningRate used in it
 * @param gradientNorm over all parameters, before the gradient was clipped; under differential
 *     privacy, over biases and norms, that of the noisy gradient, which is as private as the
 *     parameters are
 * @param tokens real tokens, without padding, trained on so far
 * @param seconds of wall-clock time spent on training so far, interruptions not counted
 */
public record TrainingStep(
    long number,
    long steps,
    double loss,
    double learningRate,
    double gradientNorm,
    long tokens,
    double seconds) {}
