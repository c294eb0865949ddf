package io.heirloom.worker.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.lineage.InvalidInputException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputeTest {
  @Test
  void withoutSettingsItIsTheProcessorAndASaveEveryThirtySeconds() {
    Compute compute = configured(Map.of());

    assertThat(compute.devices()).containsExactly(ComputeDevice.CPU);
    assertThat(compute.saveInterval()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void devicesKeepTheOrderInWhichTheyAreNamed() {
    Compute compute =
        configured(
            Map.of(
                "heirloom.compute.devices", "cuda:1,cuda:0",
                "heirloom.compute.save-interval", "1s"));

    assertThat(compute.devices())
        .extracting(ComputeDevice::name)
        .containsExactly("cuda:1", "cuda:0");
    assertThat(compute.first().name()).isEqualTo("cuda:1");
    assertThat(compute.saveInterval()).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "devices | cuda:0,cuda:0 | cuda:0,cuda:0 | each once",
        "devices | cpu,cpu | cpu,cpu | cpu alone",
        "devices | cpu,cuda:0 | cpu,cuda:0 | cpu alone",
        "devices | tpu | tpu | cpu, or cuda:0 and so on",
        "save-interval | 999ms | PT0.999S | 1s or more",
        "save-interval | -5s | PT-5S | 1s or more"
      })
  void whatCannotBeUsedIsRefusedWithWhatIsAllowed(
      String setting, String text, String value, String allowed) {
    assertThatThrownBy(() -> configured(Map.of("heirloom.compute." + setting, text)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(setting.replace("devices", "device"), value, allowed);
  }

  private static Compute configured(Map<String, String> settings) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(ComputeConfiguration.class)
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withDefaultValue("java.io.tmpdir", System.getProperty("java.io.tmpdir"))
            .withSources(new PropertiesConfigSource(settings, "test", 1000))
            .build();
    return Compute.of(config.getConfigMapping(ComputeConfiguration.class));
  }
}
