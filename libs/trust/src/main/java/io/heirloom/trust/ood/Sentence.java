package io.heirloom.trust.ood;

import io.heirloom.trust.classification.Example;

/**
 * A row of SST-2.
 *
 * @param text the sentence or phrase, without blanks around it
 * @param label 1 for positive, 0 for negative
 */
record Sentence(String text, int label) implements Example {}
