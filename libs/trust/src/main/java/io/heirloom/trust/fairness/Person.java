package io.heirloom.trust.fairness;

import io.heirloom.trust.classification.Example;
import io.heirloom.trust.classification.JudgedExample;

/**
 * A row of a census.
 *
 * @param text the person in a sentence
 * @param group the protected attribute a: 1 for Female, 0 for Male
 * @param label the class y: 1 for an income above 50,000, else 0
 */
record Person(String text, int group, int label) implements Example {
  /** As a row to judge by. */
  JudgedExample judged() {
    return new JudgedExample(text, label, group);
  }
}
