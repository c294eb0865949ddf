package io.heirloom.trust.classification;

/**
 * A row that a classifier is judged on.
 *
 * @param group the group it belongs to, from 0, as its property understands it
 */
public record JudgedExample(String text, int label, int group) implements Example {}
