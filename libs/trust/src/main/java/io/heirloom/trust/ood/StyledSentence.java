package io.heirloom.trust.ood;

/**
 * A sentence of SST-2 put into another style.
 *
 * @param style its name, such as {@code bible_p0.6}
 * @param source which of the base sentences it was made of, from 0
 * @param text in that style, without blanks around it
 * @param label 1 for positive, 0 for negative, as its source has
 */
record StyledSentence(String style, int source, String text, int label) {}
