package io.heirloom.trust.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.attack.AttackSettings.Means;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AttackSettingsTest {
  @Test
  void whatIsNotGivenHasItsDefault() {
    assertThat(AttackSettings.of(Map.of("penalty", "squared"))).isEqualTo(AttackSettings.DEFAULT);
  }

  @Test
  void everySettingIsRead() {
    Map<String, String> settings =
        Map.of(
            "attack", "word",
            "attack_share", "0.5",
            "attack_neighbours", "7",
            "attack_cosine", "-0.25",
            "attack_queries", "99");
    assertThat(AttackSettings.of(settings))
        .isEqualTo(new AttackSettings(Means.WORD, 0.5, 7, -0.25, 99));
    assertThat(AttackSettings.names()).containsExactlyInAnyOrderElementsOf(settings.keySet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attack|sentence|character, word, both",
        "attack|WORD|character, word, both",
        "attack_share|0|above 0 to 1",
        "attack_share|1.01|above 0 to 1",
        "attack_share|NaN|above 0 to 1",
        "attack_share|much|a number",
        "attack_neighbours|0|1 to 1000",
        "attack_neighbours|1001|1 to 1000",
        "attack_neighbours|1.5|a whole number",
        "attack_cosine|-1.1|-1 to 1",
        "attack_cosine|NaN|-1 to 1",
        "attack_queries|2|3 to 1000000",
        "attack_queries|1000001|3 to 1000000"
      })
  void whatCannotBeUsedIsRefusedByName(String name, String value, String allowed) {
    assertThatThrownBy(() -> AttackSettings.of(Map.of(name, value)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("settings." + name)
        .hasMessageContaining(value)
        .hasMessageContaining("allowed: " + allowed);
  }

  @Test
  void aTargetHasAnOpenFieldOfItsOwnAndALabel() {
    assertThatThrownBy(() -> new Target(List.of("a", "b"), new TreeSet<>(), 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("from 0 to 1");
    assertThatThrownBy(() -> new Target(List.of("a", "b"), new TreeSet<>(List.of(2)), 0))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Target(List.of("a", "b"), new TreeSet<>(List.of(-1)), 0))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Target.of("a", -1)).isInstanceOf(InvalidInputException.class);
  }
}
