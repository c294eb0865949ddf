package io.heirloom.trust.data;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.DataSource;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds data sets by name or path, and pins their content. Thread-safe. */
public final class DataLibrary {
  private final DataLibrarySettings settings;

  public DataLibrary(DataLibrarySettings settings) {
    this.settings = Objects.requireNonNull(settings);
  }

  /**
   * Checks that a data set can be had and pins its content.
   *
   * @param name a named set, or the absolute path of a file or folder
   * @param rows how many rows of the training part to use; empty: all
   * @param testRows how many rows of the test part to use; empty: all
   * @param splitSeed draws and halves the rows
   * @param mirror the study's own mirror folder; empty: none
   * @throws InvalidInputException naming what is wrong and what to do
   */
  public DataSource pin(
      String name, OptionalInt rows, OptionalInt testRows, long splitSeed, Optional<Path> mirror) {
    throw new InvalidInputException("data.name", name, "none yet" + settings.offline() + mirror);
  }
}
