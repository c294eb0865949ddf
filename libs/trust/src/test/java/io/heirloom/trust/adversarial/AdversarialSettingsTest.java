package io.heirloom.trust.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.attack.AttackSettings;
import io.heirloom.trust.attack.AttackSettings.Means;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdversarialSettingsTest {
  @Test
  void allTasksOfGlueAndNoAttackWhereNothingIsSaid() {
    assertThat(settings(Map.of()).tasks()).isEqualTo(Task.ofGlue()).hasSize(6);
    assertThat(settings(Map.of()).attack()).isEmpty();
    assertThat(settings(Map.of("attack", "none", "attack_share", "0.5")).attack()).isEmpty();
  }

  @Test
  void tasksAreNamedWithCommasBetween() {
    assertThat(settings(Map.of("tasks", "rte, sst2,mnli-mm")).tasks())
        .containsExactly(Task.SST2, Task.MNLI_MM, Task.RTE);
  }

  @Test
  void anAttackHasItsOwnSettings() {
    AttackSettings attack =
        settings(Map.of("attack", "character", "attack_queries", "50")).attack().orElseThrow();
    assertThat(attack.means()).isEqualTo(Means.CHARACTER);
    assertThat(attack.mostQueries()).isEqualTo(50);
    assertThat(attack.largestShare()).isEqualTo(AttackSettings.DEFAULT.largestShare());
  }

  @Test
  void aSetOfOnesOwnIsAttacked() {
    assertThat(settings(Map.of("tasks", "own")).attack()).contains(AttackSettings.DEFAULT);
    assertThatThrownBy(() -> settings(Map.of("tasks", "own", "attack", "none")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("settings.attack: 'none'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tasks | mr | settings.tasks: 'mr'",
        "tasks | sst2,sst2 | settings.tasks: 'sst2,sst2'",
        "tasks | sst2, | settings.tasks: 'sst2,'",
        "tasks | own,sst2 | settings.tasks: 'own,sst2'",
        "tasks | '' | settings.tasks: ''",
        "attack | rays | settings.attack: 'rays'",
        "attack_share | 2 | settings.attack_share: 2.0",
        "penalty | absolute | settings: 'penalty'",
      })
  void whatCannotBeUsedIsNamed(String name, String value, String message) {
    assertThatThrownBy(() -> settings(Map.of(name, value)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }

  private static AdversarialSettings settings(Map<String, String> settings) {
    return AdversarialSettings.of(new TreeMap<>(settings));
  }
}
