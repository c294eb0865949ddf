package io.heirloom.languagemodel.hub;

import io.heirloom.languagemodel.gptneox.RandomShapes;
import io.heirloom.lineage.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the name of a model means. */
public sealed interface ModelName {
  /**
   * The Pythia suite (Biderman et al. 2023, https://arxiv.org/abs/2304.01373), whose models may be
   * named without their owner.
   */
  List<String> PYTHIA =
      List.of(
          "pythia-14m",
          "pythia-31m",
          "pythia-70m",
          "pythia-160m",
          "pythia-410m",
          "pythia-1b",
          "pythia-1.4b",
          "pythia-2.8b",
          "pythia-6.9b",
          "pythia-12b");

  /**
   * A model initialised from the step's seed.
   *
   * @param name as it was written, {@code random:} and a shape
   */
  record RandomModel(String name) implements ModelName {}

  /**
   * A repository of the Hugging Face hub.
   *
   * @param repository {@code owner/name}
   * @param revision a branch, tag or commit
   */
  record HubModel(String repository, String revision) implements ModelName {
    /** The revision meant where none is named. */
    public static final String MAIN = "main";

    /** None of these can leave a folder when used as a path. */
    private static final Pattern FORM =
        Pattern.compile(
            "([A-Za-z0-9_][A-Za-z0-9._-]{0,95}(?:/[A-Za-z0-9_][A-Za-z0-9._-]{0,95})?)"
                + "(?:@([A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*){0,5}))?");

    private static HubModel parse(String name) {
      Matcher parts = FORM.matcher(name);
      if (!parts.matches() || name.contains("..") || name.contains("--")) {
        throw new InvalidInputException(
            "model",
            name,
            "random:…, a folder (beginning with / or ./), owner/name or owner/name@revision of the"
                + " hub, or one of "
                + String.join(", ", PYTHIA));
      }
      String repository = parts.group(1);
      String revision = parts.group(2) == null ? MAIN : parts.group(2);
      if (PYTHIA.contains(repository)) {
        return new HubModel("EleutherAI/" + repository, revision);
      }
      if (!repository.contains("/")) {
        throw new InvalidInputException(
            "model",
            name,
            "owner/name for a model of the hub, or one of " + String.join(", ", PYTHIA));
      }
      return new HubModel(repository, revision);
    }
  }

  /**
   * A folder in the hub's layout.
   *
   * @param folder absolute
   */
  record FolderModel(Path folder) implements ModelName {}

  /**
   * Tells what a name means: {@code random:…}, a folder if it begins with {@code /} or {@code .},
   * the short name of a Pythia, or {@code owner/name}; the latter two may be followed by {@code
   * @revision}.
   *
   * @throws InvalidInputException if it is none of these
   */
  static ModelName parse(String name) {
    if (name.startsWith(RandomShapes.PREFIX)) {
      return new RandomModel(name);
    }
    return name.startsWith("/") || name.startsWith(".") ? folder(name) : HubModel.parse(name);
  }

  private static FolderModel folder(String name) {
    try {
      return new FolderModel(Path.of(name).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw new InvalidInputException("model", name, "the path of a folder", e);
    }
  }
}
