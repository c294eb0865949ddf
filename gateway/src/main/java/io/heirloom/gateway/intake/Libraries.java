package io.heirloom.gateway.intake;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.ModelLibrary;
import io.heirloom.languagemodel.hub.HubSettings;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.trust.Properties;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Where the gateway is wired to the libraries that know properties, data and models. */
final class Libraries {
  @Produces
  @Singleton
  StudyPinning pinning() {
    Map<String, String> environment = System.getenv();
    ModelLibrary models =
        new ModelLibrary(
            HubSettings.of(environment),
            AllowedFolders.fromEnvironment(environment),
            ComputeDevice.CPU);
    return new StudyPinning(
        new Properties(),
        new DataLibrary(DataLibrarySettings.fromEnvironment(environment)),
        new StudyPinning.Models() {
          @Override
          public ModelSource pin(String name) {
            return models.pin(name);
          }

          @Override
          public long parameters(ModelSource model) {
            return models.parameters(model);
          }
        });
  }
}
