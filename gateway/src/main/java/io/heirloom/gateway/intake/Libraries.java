package io.heirloom.gateway.intake;

import io.heirloom.lineage.step.ModelSource;
import io.heirloom.trust.Properties;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the gateway is wired to the libraries that know properties, data and models. */
final class Libraries {
  @Produces
  @Singleton
  StudyPinning pinning() {
    return new StudyPinning(
        new Properties(),
        new DataLibrary(DataLibrarySettings.fromEnvironment(System.getenv())),
        name -> new ModelSource(name, name));
  }
}
