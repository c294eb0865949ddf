package io.heirloom.languagemodel.safetensors;

import io.heirloom.lineage.InvalidInputException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Weights as Python's pickle. They are never loaded: reading one runs whatever code its author put
 * into it.
 */
public final class PickledWeights {
  private static final Pattern NAME = Pattern.compile(".*\\.(bin|pt|pth|ckpt|pkl|pickle)");

  private PickledWeights() {}

  /** The first pickle among some file names. */
  public static Optional<String> among(Collection<String> fileNames) {
    return fileNames.stream()
        .filter(name -> NAME.matcher(name.toLowerCase(Locale.ROOT)).matches())
        .sorted()
        .findFirst();
  }

  /**
   * Says why a model without safetensors cannot be used, and what to do about it.
   *
   * @param model its folder or repository
   * @param fileNames what is there
   */
  public static InvalidInputException noSafetensors(String model, Collection<String> fileNames) {
    return among(fileNames)
        .map(
            pickle ->
                new InvalidInputException(
                    "weights of " + model,
                    pickle,
                    "safetensors only, since loading a pickle runs the code within it. To convert"
                        + " it, in a folder that holds it: python -c \"import torch,"
                        + " safetensors.torch as s; s.save_file({n: t.contiguous().clone() for n,"
                        + " t in torch.load('"
                        + pickle
                        + "', map_location='cpu', weights_only=True).items()},"
                        + " 'model.safetensors', {'format': 'pt'})\" and name that folder"))
        .orElseGet(
            () ->
                new InvalidInputException(
                    "weights of " + model,
                    "none",
                    SafetensorsFolder.SINGLE_FILE + " or " + ShardIndex.FILE_NAME));
  }
}
