package io.heirloom.trust.data;

import io.heirloom.artifacts.download.DownloadProgress;
import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.DataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds data sets by name or path, and holds them to the content they were pinned with.
 * Thread-safe.
 *
 * <p>A published set is looked for in the study's own mirror, in the configured mirror and in the
 * cache, and downloaded into the cache if it is in none; wherever it is found, its content is
 * checked. Files named by their path are the user's own.
 */
public final class DataLibrary {
  private final OwnFiles ownFiles;
  private final PublishedFiles publishedFiles;

  public DataLibrary(DataLibrarySettings settings) {
    AllowedFolders folders =
        settings.mirror().map(settings.allowedFolders()::with).orElse(settings.allowedFolders());
    this.ownFiles = new OwnFiles(folders);
    this.publishedFiles = new PublishedFiles(settings, folders);
  }

  private DataLibrary(OwnFiles ownFiles, PublishedFiles publishedFiles) {
    this.ownFiles = ownFiles;
    this.publishedFiles = publishedFiles;
  }

  /** The same library, which tells how downloads go on; what {@code progress} throws ends them. */
  public DataLibrary telling(DownloadProgress progress) {
    return new DataLibrary(ownFiles, publishedFiles.telling(progress));
  }

  /** The names of all named sets. */
  public List<String> names() {
    return DataSetDescriptor.NAMES;
  }

  /** What is known of a named set: title, licence, citation; empty for files named by path. */
  public Optional<DataSetDescriptor> descriptor(String name) {
    return DataSetDescriptor.named(name);
  }

  /**
   * Checks that a data set can be had and pins its content. Nothing is downloaded.
   *
   * @param name a named set, or the absolute path of a CSV file, or of a folder with train.csv and
   *     test.csv
   * @param rows how many rows of the training part to use; empty: all
   * @param testRows how many rows of the test part to use; empty: all
   * @param splitSeed draws and halves the rows
   * @param mirror the study's own mirror folder; empty: none
   * @throws InvalidInputException naming what is wrong and what may be done
   */
  public DataSource pin(
      String name, OptionalInt rows, OptionalInt testRows, long splitSeed, Optional<Path> mirror) {
    checkCount("data.rows", rows, Split.FEWEST_ROWS);
    checkCount("data.test_rows", testRows, 1);
    return new DataSource(name, find(name, mirror).digest().hex(), rows, testRows, splitSeed);
  }

  /**
   * Whether {@link #open} would need no download.
   *
   * @throws InvalidInputException if the set cannot be had at all
   */
  public boolean atHand(DataSource source, Optional<Path> mirror) {
    return find(source.name(), mirror).atHand();
  }

  /**
   * Reads a pinned data set, downloading it if need be.
   *
   * @param mirror the study's own mirror folder; empty: none
   * @throws InvalidInputException if it cannot be had, or is no longer what was pinned
   */
  public DataSetFiles open(DataSource source, Optional<Path> mirror) {
    Holding holding = find(source.name(), mirror);
    if (!holding.digest().hex().equals(source.digest())) {
      throw new InvalidInputException(
          "data.name", source.name(), "a data set unchanged since the study was planned");
    }
    return holding.files().get();
  }

  private Holding find(String name, Optional<Path> mirror) {
    Optional<DataSetDescriptor> descriptor = DataSetDescriptor.named(name);
    if (descriptor.isEmpty()) {
      return ownFiles.find(name);
    }
    if (descriptor.get() instanceof PublishedDataSet published) {
      return publishedFiles.find(name, published, mirror);
    }
    return Holding.of(((SyntheticCensus) descriptor.get()).files());
  }

  private static void checkCount(String field, OptionalInt count, int fewest) {
    if (count.isPresent() && count.getAsInt() < fewest) {
      throw new InvalidInputException(field, count.getAsInt(), fewest + " or more");
    }
  }
}
