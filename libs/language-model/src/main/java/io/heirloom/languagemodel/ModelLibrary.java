package io.heirloom.languagemodel;

import io.heirloom.artifacts.download.DownloadProgress;
import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.gptneox.ConfigFile;
import io.heirloom.languagemodel.gptneox.GptNeox;
import io.heirloom.languagemodel.gptneox.GptNeoxConfig;
import io.heirloom.languagemodel.gptneox.RandomShapes;
import io.heirloom.languagemodel.hub.HubSettings;
import io.heirloom.languagemodel.hub.ModelFolder;
import io.heirloom.languagemodel.hub.ModelHub;
import io.heirloom.languagemodel.hub.ModelName;
import io.heirloom.languagemodel.tokenizer.SmallVocabulary;
import io.heirloom.languagemodel.tokenizer.TextTokenizer;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.ModelSource;
import java.nio.file.Path;

/**
 * Finds the models that studies name: on the hub, in a folder, or drawn from a seed. Thread-safe,
 * though the classifiers it gives are not.
 */
public final class ModelLibrary {
  private final ModelHub hub;
  private final AllowedFolders folders;
  private final ComputeDevice device;

  /**
   * A library.
   *
   * @param hub where models come from and are kept
   * @param folders where models named by path may lie
   * @param device on which its classifiers compute
   */
  public ModelLibrary(HubSettings hub, AllowedFolders folders, ComputeDevice device) {
    this.hub = new ModelHub(hub);
    this.folders = folders;
    this.device = device;
  }

  /**
   * Finds out what a name means now, so that it means the same for ever: the commit of a
   * repository, the digest of a folder's content, the shape of a random model. Reads the model's
   * configuration, but not its weights, and needs no native code.
   *
   * @param name {@code owner/name} or a Pythia's short name, either with {@code @revision} or
   *     without; the path of a folder; or {@code random:…}
   * @throws InvalidInputException if there is no such model, or none that this program can load
   */
  public ModelSource pin(String name) {
    ModelName meaning = ModelName.parse(name);
    if (meaning instanceof ModelName.HubModel repository) {
      ModelSource source = hub.pin(repository);
      ConfigFile.requireSupported(hub.configuration(source));
      return source;
    }
    if (meaning instanceof ModelName.FolderModel folder) {
      Path allowed = folders.resolve("model", folder.folder().toString());
      ModelSource source = ModelFolder.pin(new ModelName.FolderModel(allowed));
      ConfigFile.requireSupported(allowed);
      return source;
    }
    return new ModelSource(name, RandomShapes.canonical(RandomShapes.parse(name)));
  }

  /**
   * How many parameters a model has without its head; reads its configuration alone.
   *
   * @param source as {@link #pin(String)} gave it
   * @throws InvalidInputException if the model is not there any more
   */
  public long parameters(ModelSource source) {
    ModelName meaning = ModelName.parse(source.name());
    if (meaning instanceof ModelName.RandomModel) {
      return RandomShapes.parse(source.revision()).parameters();
    }
    return meaning instanceof ModelName.FolderModel model
        ? ConfigFile.read(folders.resolve("model", model.folder().toString())).parameters()
        : ConfigFile.read(hub.configuration(source)).parameters();
  }

  /**
   * Makes a classifier to be trained: the body is the model's, or drawn from the seed if the model
   * is random; the head is drawn from the seed.
   *
   * @param source as {@link #pin(String)} gave it
   * @param classes outputs of the head, 2 or more
   * @param progress told how a download goes on
   * @throws InvalidInputException if the model is not there any more, changed, or is damaged
   */
  public SequenceClassifier classifier(
      ModelSource source, int classes, long seed, DownloadProgress progress) {
    ModelName meaning = ModelName.parse(source.name());
    if (meaning instanceof ModelName.RandomModel) {
      GptNeoxConfig shape = RandomShapes.parse(source.revision()).withClasses(classes);
      return SequenceClassifier.create(
          SmallVocabulary.tokenizer(), () -> GptNeox.random(shape, seed, device.device()));
    }
    Path folder = folder(source, meaning, progress);
    return SequenceClassifier.create(
        TextTokenizer.read(folder),
        () -> GptNeox.storedBody(folder, classes, seed, device.device()));
  }

  /**
   * Makes a language model: the one that the source names, or one drawn from the seed if that is
   * random.
   *
   * @param source as {@link #pin(String)} gave it
   * @param progress told how a download goes on
   * @throws InvalidInputException if the model is not there any more, changed, is damaged, or has
   *     no language model's head
   */
  public CausalLanguageModel languageModel(
      ModelSource source, long seed, DownloadProgress progress) {
    ModelName meaning = ModelName.parse(source.name());
    if (meaning instanceof ModelName.RandomModel) {
      GptNeoxConfig shape = RandomShapes.parse(source.revision());
      return CausalLanguageModel.create(
          SmallVocabulary.tokenizer(),
          () -> GptNeox.randomLanguageModel(shape, seed, device.device()));
    }
    return CausalLanguageModel.load(folder(source, meaning, progress), device);
  }

  private Path folder(ModelSource source, ModelName meaning, DownloadProgress progress) {
    if (meaning instanceof ModelName.FolderModel model) {
      // A source comes with a message, which may be anybody's.
      folders.resolve("model", model.folder().toString());
      return ModelFolder.fetch(source);
    }
    return hub.fetch(source, progress);
  }
}
