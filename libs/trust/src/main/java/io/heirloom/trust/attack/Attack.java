package io.heirloom.trust.attack;

import io.heirloom.languagemodel.RowProgress;
import io.heirloom.trust.Probabilities;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Makes adversarial texts: changes words of a text, few and little, until a model takes it for
 * another class. Characters are moved as by TextBugger (Li et al. 2019, arXiv:1812.05271), words
 * replaced by neighbours as by TextFooler (Jin et al. 2020, arXiv:1907.11932). Stop words and parts
 * of speech are those of English.
 *
 * <p>What comes of a text depends on the text, the model, the settings and the seed, not on the
 * other texts or their order. A model whose answers are rounded otherwise in another batch can
 * change it only where two classes, or two words, are equal but for that rounding (see {@link
 * Ranking}). Not thread-safe.
 */
public final class Attack {
  private static final int ROWS_AT_ONCE = 256;

  /** How long the texts are, together, that the model is asked about at once; one may be longer. */
  private static final int CHARACTERS_AT_ONCE = 4 << 20;

  private final AttackSettings settings;
  private final Substitutes substitutes;

  /**
   * An attack, not begun.
   *
   * @param seed of what is drawn
   * @param neighbours of words; not asked where only characters are moved
   */
  public Attack(AttackSettings settings, long seed, WordNeighbours neighbours) {
    this.settings = settings;
    this.substitutes = substitutes(settings, seed, neighbours);
  }

  /**
   * Attacks texts.
   *
   * @param progress told how many are done, also while that does not change
   * @return what came of each, in the order given
   * @throws io.heirloom.lineage.InvalidInputException if a label is no class of the model
   */
  public List<Attacked> on(Victim victim, List<Target> targets, RowProgress progress) {
    List<RowAttack> attacks = new ArrayList<>(targets.size());
    Queue<Target> waiting = new ArrayDeque<>(targets);
    List<RowAttack> underWay = new ArrayList<>();
    while (!waiting.isEmpty() || !underWay.isEmpty()) {
      while (underWay.size() < ROWS_AT_ONCE && !waiting.isEmpty()) {
        RowAttack next = new RowAttack(waiting.remove(), settings, substitutes);
        attacks.add(next);
        underWay.add(next);
      }
      long done = attacks.size() - underWay.size();
      ask(victim, underWay, () -> progress.done(done, targets.size()));
      underWay.removeIf(attack -> attack.questions().isEmpty());
      progress.done(attacks.size() - underWay.size(), targets.size());
    }
    return attacks.stream().map(RowAttack::result).toList();
  }

  /** Asks the model all that the rows have to ask. */
  private static void ask(Victim victim, List<RowAttack> attacks, Runnable working) {
    List<float[]> answers =
        answers(
            victim,
            attacks.stream().flatMap(attack -> attack.questions().stream()).toList(),
            working);
    int next = 0;
    for (RowAttack attack : attacks) {
      int end = next + attack.questions().size();
      attack.hear(answers.subList(next, end).toArray(float[][]::new));
      working.run();
      next = end;
    }
  }

  private static List<float[]> answers(
      Victim victim, List<Supplier<List<String>>> questions, Runnable working) {
    List<float[]> answers = new ArrayList<>(questions.size());
    List<List<String>> texts = new ArrayList<>();
    int characters = 0;
    for (Supplier<List<String>> question : questions) {
      List<String> text = question.get();
      texts.add(text);
      characters += text.stream().mapToInt(String::length).sum();
      if (characters >= CHARACTERS_AT_ONCE || answers.size() + texts.size() == questions.size()) {
        answers.addAll(batch(victim, texts, working));
        texts.clear();
        characters = 0;
      }
    }
    return answers;
  }

  private static List<float[]> batch(Victim victim, List<List<String>> texts, Runnable working) {
    float[][] answers = victim.probabilities(List.copyOf(texts), working);
    if (answers.length != texts.size()) {
      throw new IllegalStateException(answers.length + " answers to " + texts.size() + " texts");
    }
    Probabilities.check("answers of the attacked model", answers);
    return Arrays.asList(answers);
  }

  private static Substitutes substitutes(
      AttackSettings settings, long seed, WordNeighbours neighbours) {
    CharacterMoves moves = new CharacterMoves(seed);
    if (!settings.means().replacesWords()) {
      return moves;
    }
    NeighbouringWords words =
        new NeighbouringWords(
            neighbours, new PartsOfSpeech(), settings.neighbours(), settings.leastCosine());
    return settings.means().movesCharacters() ? Substitutes.both(words, moves) : words;
  }
}
