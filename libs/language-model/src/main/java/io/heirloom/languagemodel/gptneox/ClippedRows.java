package io.heirloom.languagemodel.gptneox;

/**
 * What was seen of rows whose clipped gradients were added to a sum. All of it depends on each row
 * and is as private as the rows are.
 *
 * @param norms of each row's gradient before it was clipped
 * @param tokenLosses the loss of each predicted token, in nats: [rows][tokens but the first]
 */
public record ClippedRows(float[] norms, float[][] tokenLosses) {}
