package io.heirloom.languagemodel.training;

import java.util.OptionalDouble;

/**
 * How a training went.
 *
 * @param steps optimiser steps done
 * @param seconds of wall-clock time, interruptions not counted
 * @param tokens real tokens, without padding, trained on; a row counts once an epoch
 * @param finalLoss mean loss over the steps of the last epoch
 * @param validationLoss of the model as it is now, where rows were kept aside and looked at
 */
public record TrainingOutcome(
    long steps, double seconds, long tokens, double finalLoss, OptionalDouble validationLoss) {}
