package io.heirloom.trust.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.fairness.FairnessSettings.BaseRate;
import io.heirloom.trust.fairness.FairnessSettings.Penalty;
import io.heirloom.trust.fairness.FairnessSettings.Score;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FairnessSettingsTest {
  @Test
  void defaultsAreTheAbsoluteCovarianceOfTheLogitDifferenceOverTheBatch() {
    assertThat(of(Map.of()))
        .isEqualTo(new FairnessSettings(Penalty.ABSOLUTE, Score.LOGIT_DIFFERENCE, BaseRate.BATCH));
  }

  @Test
  void everySettingIsRead() {
    assertThat(of(Map.of("penalty", "squared", "score", "probability", "base_rate", "data")))
        .isEqualTo(new FairnessSettings(Penalty.SQUARED, Score.PROBABILITY, BaseRate.DATA));
  }

  @Test
  void anUnknownSettingIsRefusedByName() {
    assertThatThrownBy(() -> of(Map.of("penalti", "squared")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("settings: 'penalti'")
        .hasMessageContaining("penalty, score, base_rate");
  }

  @Test
  void anUnknownValueIsRefusedWithWhatIsAllowed() {
    assertThatThrownBy(() -> of(Map.of("penalty", "cubed")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("settings.penalty: 'cubed'")
        .hasMessageContaining("absolute, signed, squared");
    assertThatThrownBy(() -> of(Map.of("score", "LOGIT_DIFFERENCE")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("logit-difference, logit, probability");
  }

  private static FairnessSettings of(Map<String, String> settings) {
    return FairnessSettings.of(new TreeMap<>(settings));
  }
}
