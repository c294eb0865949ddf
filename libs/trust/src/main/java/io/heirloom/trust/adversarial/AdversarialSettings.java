package io.heirloom.trust.adversarial;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.NamedSettings;
import io.heirloom.trust.attack.AttackSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a study chooses of adversarial robustness.
 *
 * @param tasks which are studied, one or more; a user's own texts are alone
 * @param attack of our own on the models that are judged; empty: none
 */
record AdversarialSettings(Set<Task> tasks, Optional<AttackSettings> attack) {
  private static final String TASKS = "tasks";
  private static final String ATTACK = "attack";
  private static final String NO_ATTACK = "none";

  AdversarialSettings {
    tasks = Collections.unmodifiableSet(EnumSet.copyOf(tasks));
  }

  /**
   * Reads the settings of a study.
   *
   * @throws InvalidInputException naming an unknown setting or value and what is allowed
   */
  static AdversarialSettings of(SortedMap<String, String> settings) {
    List<String> known = new ArrayList<>(AttackSettings.names());
    known.add(0, TASKS);
    NamedSettings.requireKnown(settings, known);
    Set<Task> tasks = tasks(settings.get(TASKS));
    return new AdversarialSettings(tasks, attack(settings, tasks.contains(Task.OWN)));
  }

  /** The same settings, of one task. */
  static SortedMap<String, String> narrowed(SortedMap<String, String> settings, Task task) {
    SortedMap<String, String> narrowed = new TreeMap<>(settings);
    narrowed.put(TASKS, task.word());
    return narrowed;
  }

  private static Set<Task> tasks(String words) {
    if (words == null) {
      return Task.ofGlue();
    }
    Set<Task> tasks = EnumSet.noneOf(Task.class);
    for (String word : words.split(",", -1)) {
      Task task = Task.of(word.strip()).orElseThrow(() -> unusable(words));
      if (!tasks.add(task)) {
        throw unusable(words);
      }
    }
    if (tasks.contains(Task.OWN) && tasks.size() > 1) {
      throw unusable(words);
    }
    return tasks;
  }

  private static InvalidInputException unusable(String words) {
    return new InvalidInputException(
        "settings." + TASKS,
        words,
        "some of %s, each once, with commas between; or %s alone"
            .formatted(Task.words(Task.ofGlue()), Task.OWN.word()));
  }

  /** A user's own set has no adversarial texts but those of our own attack. */
  private static Optional<AttackSettings> attack(Map<String, String> settings, boolean needed) {
    Map<String, String> given = new TreeMap<>(settings);
    boolean none = given.getOrDefault(ATTACK, needed ? "" : NO_ATTACK).equals(NO_ATTACK);
    if (none && needed) {
      throw new InvalidInputException(
          "settings." + ATTACK,
          NO_ATTACK,
          "an attack, as a set of one's own has no adversarial texts to judge models on");
    }
    if (none) {
      given.remove(ATTACK);
    }
    AttackSettings attack = AttackSettings.of(given);
    return none ? Optional.empty() : Optional.of(attack);
  }
}
