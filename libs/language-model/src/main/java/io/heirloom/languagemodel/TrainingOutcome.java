package io.heirloom.languagemodel;

/**
 * How a training went.
 *
 * @param steps optimiser steps done
 * @param seconds of wall-clock time
 * @param tokens real tokens, without padding, trained on; a row counts once an epoch
 * @param finalLoss mean loss over the steps of the last epoch
 */
public record TrainingOutcome(long steps, double seconds, long tokens, double finalLoss) {}
