package io.heirloom.languagemodel.training;

/**
 * A loss over a batch with its gradient.
 *
 * @param loss one number for the batch
 * @param gradient of the loss by each logit, [rows][classes]
 */
public record LossAndGradient(double loss, float[][] gradient) {}
