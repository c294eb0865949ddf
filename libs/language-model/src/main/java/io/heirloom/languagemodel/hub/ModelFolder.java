package io.heirloom.languagemodel.hub;

import io.heirloom.artifacts.file.FileContent;
import io.heirloom.languagemodel.gptneox.ConfigFile;
import io.heirloom.languagemodel.safetensors.SafetensorsFolder;
import io.heirloom.languagemodel.tokenizer.TextTokenizer;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.ModelSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;

/** A model in a folder laid out as on the hub: config.json, tokenizer.json, safetensors. */
public final class ModelFolder {
  /** What every model has beside its weights. */
  static final List<String> DESCRIPTION = List.of(ConfigFile.NAME, TextTokenizer.FILE);

  private ModelFolder() {}

  /**
   * Names a folder by its path and the digest of its content, all of which is read.
   *
   * @throws InvalidInputException if it is not there or lacks a file
   */
  public static ModelSource pin(ModelName.FolderModel name) {
    return new ModelSource(name.folder().toString(), digest(name.folder()).hex());
  }

  /**
   * The folder of a pinned model, verified.
   *
   * @throws InvalidInputException if it is not there or not as it was when it was pinned
   */
  public static Path fetch(ModelSource source) {
    Path folder = Path.of(source.name());
    String actual = digest(folder).hex();
    if (!actual.equals(source.revision())) {
      throw new InvalidInputException(
          "model " + folder,
          "content of digest " + actual,
          "the content it had when the study was planned, of digest " + source.revision());
    }
    return folder;
  }

  /**
   * The names of the files of a model, of which all are there; sorted.
   *
   * @throws InvalidInputException if one is missing
   */
  static SortedSet<String> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("model", folder.toString(), "an existing folder");
    }
    SortedSet<String> names = SafetensorsFolder.fileNames(folder);
    names.addAll(DESCRIPTION);
    for (String name : names) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new InvalidInputException(
            "model", folder.toString(), "a folder with " + String.join(", ", names));
      }
    }
    return names;
  }

  private static Digest digest(Path folder) {
    StringBuilder manifest = new StringBuilder();
    try {
      for (String name : files(folder)) {
        manifest.append(FileContent.sha256(folder.resolve(name))).append("  ").append(name);
        manifest.append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
    return Digest.of(manifest.toString());
  }
}
