package io.heirloom.trust.data;

import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of a data set.
 *
 * @param byName each under its name in the set: that of a published set's descriptor, or the file's
 *     own up to the first dot; one or more
 */
public record DataSetFiles(SortedMap<String, DataFile> byName) {
  public DataSetFiles {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /** The file of that name, if there is one. */
  public Optional<DataFile> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The file of that name.
   *
   * @throws InvalidInputException if there is none
   */
  public DataFile get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "data.name", byName.keySet(), "a set with the file " + name));
  }

  /** Identifies the content of a set by that of its files. */
  Digest digest() {
    TreeMap<String, String> contents = new TreeMap<>();
    byName.forEach((name, file) -> contents.put(name, file.digest().hex()));
    return digest(contents);
  }

  /**
   * As the other method, of files that need not be at hand.
   *
   * @param contents a word for the content of each
   */
  static Digest digest(SortedMap<String, String> contents) {
    return Digest.of(
        contents.entrySet().stream()
            .map(file -> file.getKey() + " " + file.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  /** A set of a single file. */
  static DataSetFiles of(String name, DataFile file) {
    return new DataSetFiles(new TreeMap<>(Map.of(name, file)));
  }
}
