package io.heirloom.languagemodel;

/**
 * A loss over one batch, and its gradient.
 *
 * @param loss averaged over the rows of the batch
 * @param gradient d loss / d logits, [batch][classes]
 */
public record LossAndGradient(double loss, float[][] gradient) {}
