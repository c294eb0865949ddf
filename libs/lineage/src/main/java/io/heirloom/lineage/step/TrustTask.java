package io.heirloom.lineage.step;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The trustworthiness property a study is about, and its data: the same in all steps of a study.
 *
 * @param property its name, such as {@code fairness}
 * @param settings the property's own settings where they differ from its defaults, by name
 * @param data what models are trained and judged on
 */
public record TrustTask(String property, SortedMap<String, String> settings, DataSource data) {
  public TrustTask {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }
}
