package io.heirloom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import org.junit.jupiter.api.Test;

class PropertiesTest {
  @Test
  void fairnessIsFoundByName() {
    assertThat(new Properties().named("fairness").defaultAlphaMax()).isEqualTo(0.2);
  }

  @Test
  void anUnknownPropertyIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> new Properties().named("kindness"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "property: 'kindness' cannot be used; allowed: adversarial-robustness, fairness, ood-robustness, privacy");
  }
}
