package io.heirloom.worker.workbench;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.ComputeSlots;
import io.heirloom.languagemodel.ModelLibrary;
import io.heirloom.languagemodel.hub.HubSettings;
import io.heirloom.trust.Properties;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Where the workbench is wired to the libraries. */
final class WorkbenchProducer {
  @Produces
  @Singleton
  Workbench workbench(ComputeConfiguration configuration) {
    Map<String, String> environment = System.getenv();
    Compute compute = Compute.of(configuration);
    compute.devices().forEach(ComputeDevice::requirePresent);
    return new Workbench(
        new Properties(),
        new DataLibrary(DataLibrarySettings.fromEnvironment(environment)),
        new ModelLibrary(
            HubSettings.of(environment),
            AllowedFolders.fromEnvironment(environment),
            compute.first()),
        new ComputeSlots(configuration.lockFolder()),
        compute);
  }
}
