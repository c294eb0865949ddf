package io.heirloom.languagemodel.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {
  @Test
  void theDefaultsAreThoseOfPython() {
    HubSettings settings = HubSettings.of(Map.of("HOME", "/home/ada"));

    assertThat(settings.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
    assertThat(settings.cache()).isEqualTo(Path.of("/home/ada/.cache/huggingface/hub"));
    assertThat(settings.token()).isEmpty();
    assertThat(settings.offline()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "HF_HUB_CACHE, /c, /c",
    "HF_HOME, /h, /h/hub",
    "HF_HOME, ~/h, /home/ada/h/hub",
    "XDG_CACHE_HOME, /x, /x/huggingface/hub",
    "HF_HOME, ' ', /home/ada/.cache/huggingface/hub"
  })
  void theCacheIsWherePythonHasIt(String variable, String value, Path cache) {
    assertThat(HubSettings.of(Map.of("HOME", "/home/ada", variable, value)).cache())
        .isEqualTo(cache);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "TRUE, true", "yes, true", "on, true", "0, false", "no, false"})
  void offlineIsSwitchedOnAsInPython(String value, boolean offline) {
    assertThat(HubSettings.of(Map.of("HF_HOME", "/h", "HF_HUB_OFFLINE", value)).offline())
        .isEqualTo(offline);
  }

  @ParameterizedTest
  @ValueSource(strings = {"huggingface.co", "file:///etc", "ftp://a", "http://", "not an address"})
  void anEndpointThatIsNoWebAddressIsRefused(String endpoint) {
    assertThatThrownBy(() -> HubSettings.of(Map.of("HF_HOME", "/h", "HF_ENDPOINT", endpoint)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("HF_ENDPOINT");
  }

  @Test
  void theTokenIsNeverShown() {
    assertThat(HubSettings.of(Map.of("HF_HOME", "/h", "HF_TOKEN", "hf_secret\n")).token())
        .contains("hf_secret");
    assertThat(HubSettings.of(Map.of("HF_HOME", "/h", "HF_TOKEN", "hf_secret")).toString())
        .doesNotContain("hf_secret");
    assertThatThrownBy(() -> HubSettings.of(Map.of("HF_HOME", "/h", "HF_TOKEN", "hf_se\ncret")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("HF_TOKEN")
        .hasMessageNotContaining("cret'");
  }
}
