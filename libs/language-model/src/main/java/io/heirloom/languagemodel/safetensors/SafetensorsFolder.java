package io.heirloom.languagemodel.safetensors;

import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The weights of a model in a folder laid out as on the hub: {@code model.safetensors}, or several
 * files with {@code model.safetensors.index.json}. Where both are there the single file counts, as
 * in Python's transformers; and, as there, every tensor in a file counts, whether or not the index
 * lists it. Only of a tensor in two files transformers would take the last.
 */
public final class SafetensorsFolder implements AutoCloseable {
  /** The weights' name where they are in one file. */
  public static final String SINGLE_FILE = "model.safetensors";

  private final Path folder;
  private final SortedMap<String, SafetensorsFile> files;
  private final SortedMap<String, String> fileByTensor;

  private SafetensorsFolder(Path folder, SortedMap<String, SafetensorsFile> files) {
    this.folder = folder;
    this.files = files;
    this.fileByTensor = fileByTensor(folder, files);
  }

  /**
   * Opens all files and reads their headers.
   *
   * @throws InvalidInputException if there are no safetensors, only pickles, a shard is missing or
   *     damaged, or a tensor is not where the index says
   * @throws UncheckedIOException if a file cannot be read
   */
  public static SafetensorsFolder open(Path folder) {
    SortedMap<String, SafetensorsFile> files = new TreeMap<>();
    try {
      if (Files.exists(folder.resolve(SINGLE_FILE))) {
        files.put(SINGLE_FILE, SafetensorsFile.open(folder.resolve(SINGLE_FILE)));
        return new SafetensorsFolder(folder, files);
      }
      ShardIndex index = index(folder);
      for (String shard : index.files()) {
        files.put(shard, SafetensorsFile.open(folder.resolve(shard)));
      }
      SafetensorsFolder opened = new SafetensorsFolder(folder, files);
      opened.requireWhole(index);
      return opened;
    } catch (RuntimeException e) {
      files.values().forEach(SafetensorsFile::close);
      throw e;
    }
  }

  /**
   * The names of the files that hold the weights in a folder, the index included; sorted.
   *
   * @throws InvalidInputException if there are no safetensors
   */
  public static SortedSet<String> fileNames(Path folder) {
    SortedSet<String> names = new TreeSet<>();
    if (Files.exists(folder.resolve(SINGLE_FILE))) {
      names.add(SINGLE_FILE);
    } else {
      names.addAll(index(folder).files());
      names.add(ShardIndex.FILE_NAME);
    }
    return names;
  }

  /** All tensors, by name. */
  public SortedMap<String, TensorForm> tensors() {
    SortedMap<String, TensorForm> forms = new TreeMap<>();
    fileByTensor.forEach(
        (tensor, file) -> forms.put(tensor, files.get(file).tensors().get(tensor)));
    return Collections.unmodifiableSortedMap(forms);
  }

  /**
   * The content of a tensor, as {@link SafetensorsFile#content(String)} gives it.
   *
   * @throws InvalidInputException if there is no such tensor
   */
  public ByteBuffer content(String name) {
    String file = fileByTensor.get(name);
    if (file == null) {
      throw new InvalidInputException(folder + ": tensor", name, "a tensor of this model");
    }
    return files.get(file).content(name);
  }

  /** Closes all files; buffers already taken stay valid. */
  @Override
  public void close() {
    files.values().forEach(SafetensorsFile::close);
  }

  private static SortedMap<String, String> fileByTensor(
      Path folder, SortedMap<String, SafetensorsFile> files) {
    SortedMap<String, String> fileByTensor = new TreeMap<>();
    files.forEach(
        (file, content) -> {
          for (String tensor : content.tensors().keySet()) {
            String other = fileByTensor.put(tensor, file);
            if (other != null) {
              throw new InvalidInputException(
                  "weights of " + folder + ": " + tensor,
                  "in " + other + " and in " + file,
                  "each tensor in one file");
            }
          }
        });
    return fileByTensor;
  }

  private void requireWhole(ShardIndex index) {
    index
        .fileByTensor()
        .forEach(
            (tensor, file) -> {
              if (!file.equals(fileByTensor.get(tensor))) {
                throw new InvalidInputException(
                    folder.resolve(ShardIndex.FILE_NAME) + ": weight_map '" + tensor + "'",
                    file,
                    "the file that holds the tensor; this one does not");
              }
            });
  }

  private static ShardIndex index(Path folder) {
    Path index = folder.resolve(ShardIndex.FILE_NAME);
    try {
      if (!Files.exists(index)) {
        throw PickledWeights.noSafetensors(folder.toString(), namesIn(folder));
      }
      if (Files.size(index) > ShardIndex.LONGEST) {
        throw new InvalidInputException(
            index.toString(), Files.size(index) + " bytes", ShardIndex.LONGEST + " bytes or less");
      }
      return ShardIndex.parse(index.toString(), Files.readAllBytes(index));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + index, e);
    }
  }

  private static List<String> namesIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
