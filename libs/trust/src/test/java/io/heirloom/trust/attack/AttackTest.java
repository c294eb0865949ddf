package io.heirloom.trust.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.languagemodel.RowProgress;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Probabilities;
import io.heirloom.trust.attack.AttackSettings.Means;
import io.heirloom.trust.attack.Attacked.Change;
import io.heirloom.trust.attack.Attacked.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AttackTest {
  private static final RowProgress SILENT = (done, total) -> {};
  private static final List<Target> TARGETS = ToyModel.draw(120, 2);
  private static final List<String> PIECES =
      List.of(
          "good",
          "bad",
          "boring",
          "Wonderful",
          "GREAT",
          "film",
          "the",
          "not",
          "don't",
          "isn\u2019t",
          "42",
          "😀",
          "👩‍👩‍👧",
          "𝒶𝒷𝒸",
          "𠀀𠀁𠀂",
          "cafe\u0301",
          "é",
          "l'été",
          "a",
          "I",
          "слово",
          "映画",
          "...",
          "--",
          "\t",
          "\n",
          "x",
          "aaaa",
          "n't",
          "strong-willed");

  private static ToyModel model;
  private static WordNeighbours neighbours;
  private static PartsOfSpeech partsOfSpeech;

  @BeforeAll
  static void train() {
    model = ToyModel.trained();
    neighbours = model.neighbours();
    partsOfSpeech = new PartsOfSpeech();
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @ParameterizedTest
  @EnumSource(Means.class)
  void lowersTheAccuracyOfATrainedModel(Means means) {
    List<Attacked> attacked = attack(settings(means), 1).on(model.victim(), TARGETS, SILENT);
    AttackSummary summary = AttackSummary.of(attacked);
    assertThat(summary.accuracyBefore()).isGreaterThan(0.95);
    assertThat(summary.accuracyAfter()).isLessThan(summary.accuracyBefore() - 0.2);
    float[][] answers =
        model.victim().probabilities(attacked.stream().map(Attacked::fields).toList(), () -> {});
    for (int row = 0; row < answers.length; row++) {
      Attacked result = attacked.get(row);
      assertThat(result.target()).isEqualTo(TARGETS.get(row));
      assertThat(Probabilities.likeliest(answers[row]) == result.target().label())
          .as("%s", result)
          .isEqualTo(result.outcome() == Outcome.WITHSTOOD);
    }
  }

  @ParameterizedTest
  @EnumSource(Means.class)
  void neitherOrderNorCompanyOfRowsChangesWhatComesOfThem(Means means) {
    Attack attack = attack(settings(means), 5);
    List<Attacked> together = attack.on(model.victim(), TARGETS, SILENT);
    List<Target> backwards = new ArrayList<>(TARGETS);
    Collections.reverse(backwards);
    List<Attacked> reversed =
        new ArrayList<>(attack(settings(means), 5).on(model.victim(), backwards, SILENT));
    Collections.reverse(reversed);
    List<Attacked> alone = new ArrayList<>();
    for (Target target : TARGETS.subList(0, 20)) {
      alone.addAll(attack.on(model.victim(), List.of(target), SILENT));
    }
    assertThat(attack(settings(means), 5).on(model.victim(), TARGETS, SILENT)).isEqualTo(together);
    // The probabilities themselves may differ in their last bits.
    assertThat(reversed)
        .usingRecursiveComparison()
        .ignoringFields("before", "after")
        .isEqualTo(together);
    assertThat(alone)
        .usingRecursiveComparison()
        .ignoringFields("before", "after")
        .isEqualTo(together.subList(0, 20));
  }

  @Test
  void anotherSeedMovesOtherCharacters() {
    List<Attacked> first = attack(settings(Means.CHARACTER), 1).on(model.victim(), TARGETS, SILENT);
    List<Attacked> other = attack(settings(Means.CHARACTER), 2).on(model.victim(), TARGETS, SILENT);
    assertThat(other.stream().map(Attacked::fields).toList())
        .isNotEqualTo(first.stream().map(Attacked::fields).toList());
  }

  @Test
  void countsEveryTextTheModelIsAskedAbout() {
    Attack attack = attack(settings(Means.BOTH), 1);
    int all = 0;
    for (Target target : TARGETS.subList(0, 10)) {
      CountingVictim counting = new CountingVictim();
      Attacked alone = attack.on(counting, List.of(target), SILENT).get(0);
      assertThat(alone.queries()).isEqualTo(counting.texts);
      all += alone.queries();
    }
    CountingVictim counting = new CountingVictim();
    attack.on(counting, TARGETS.subList(0, 10), SILENT);
    assertThat(counting.texts).isEqualTo(all);
    assertThat(counting.calls).isLessThan(10);
  }

  @Test
  void asksNothingMoreOnceTheModelIsFooled() {
    List<Attacked> attacked =
        attack(settings(Means.CHARACTER), 1).on(model.victim(), TARGETS, SILENT);
    assertThat(attacked)
        .filteredOn(row -> row.outcome() == Outcome.FOOLED && row.changes().size() == 1)
        .isNotEmpty()
        .allSatisfy(
            row -> {
              int ranked = changeable(row.target().fields().get(0));
              assertThat(row.queries()).isBetween(1 + ranked + 1, 1 + ranked + 5 * ranked);
            })
        .anySatisfy(
            row ->
                assertThat(row.queries())
                    .isLessThanOrEqualTo(
                        1
                            + changeable(row.target().fields().get(0))
                            + CharacterMove.values().length));
  }

  @Test
  void leavesTextsAloneThatAreWrongAlready() {
    Target right =
        attack(settings(Means.CHARACTER), 1).on(model.victim(), TARGETS, SILENT).stream()
            .filter(row -> row.outcome() != Outcome.ALREADY_WRONG)
            .findFirst()
            .orElseThrow()
            .target();
    Target wrong = Target.of(right.fields().get(0), 1 - right.label());
    Attacked attacked =
        attack(settings(Means.BOTH), 1).on(model.victim(), List.of(wrong), SILENT).get(0);
    assertThat(attacked.outcome()).isEqualTo(Outcome.ALREADY_WRONG);
    assertThat(attacked.fields()).isEqualTo(wrong.fields());
    assertThat(attacked.queries()).isEqualTo(1);
    assertThat(attacked.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "the", "They could not have been there.", "😀 👩‍👩‍👧!", "1984"})
  void aTextWithoutWordsToChangeIsLeftAsItIs(String text) {
    for (int label = 0; label < 2; label++) {
      Attacked attacked =
          attack(settings(Means.BOTH), 1)
              .on(model.victim(), List.of(Target.of(text, label)), SILENT)
              .get(0);
      assertThat(attacked.fields()).containsExactly(text);
      assertThat(attacked.outcome()).isNotEqualTo(Outcome.FOOLED);
      assertThat(attacked.queries()).isEqualTo(1);
      assertThat(attacked.shareChanged()).isZero();
    }
  }

  @Test
  void oneWordMayAlwaysBeChanged() {
    AttackSettings least = new AttackSettings(Means.BOTH, 1e-9, 20, -1, 1000);
    List<Target> words = List.of(Target.of("wonderful", 1), Target.of("terrible", 0));
    List<Attacked> attacked = attack(least, 1).on(model.victim(), words, SILENT);
    assertThat(attacked).allSatisfy(row -> assertThat(row.changes()).hasSize(1));
  }

  @Test
  void aVeryLongTextIsAttackedWithinItsQueries() {
    String text = "The film was wonderful and the story was great. ".repeat(300).strip();
    AttackSettings settings = new AttackSettings(Means.BOTH, 0.2, 5, -1, 200);
    Attacked attacked =
        attack(settings, 1).on(model.victim(), List.of(Target.of(text, 1)), SILENT).get(0);
    assertThat(attacked.words()).isEqualTo(2700);
    assertThat(attacked.outcome()).isNotEqualTo(Outcome.ALREADY_WRONG);
    // The text, half of the queries to rank words, some to replace them.
    assertThat(attacked.queries()).isBetween(1 + 100 + 1, 200);
  }

  /** Random texts of odd pieces, random fields, settings and seeds. */
  @RepeatedTest(100)
  void keepsWithinItsBounds(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int fieldCount = 1 + random.nextInt(2);
    List<String> fields = new ArrayList<>();
    TreeSet<Integer> open = new TreeSet<>(List.of(random.nextInt(fieldCount)));
    for (int field = 0; field < fieldCount; field++) {
      fields.add(text(random));
      if (random.nextBoolean()) {
        open.add(field);
      }
    }
    AttackSettings settings =
        new AttackSettings(
            Means.values()[random.nextInt(3)],
            0.01 + 0.99 * random.nextDouble(),
            1 + random.nextInt(30),
            -1 + 2 * random.nextDouble(),
            3 + random.nextInt(200));
    CountingVictim counting = new CountingVictim();
    Target target = new Target(fields, open, random.nextInt(2));

    Attacked attacked =
        attack(settings, random.nextLong()).on(counting, List.of(target), SILENT).get(0);

    assertThat(attacked.queries()).isEqualTo(counting.texts).isBetween(1, settings.mostQueries());
    assertThat((double) attacked.changes().size())
        .isLessThanOrEqualTo(Math.max(1, settings.largestShare() * attacked.words()));
    assertThat(attacked.after()).isLessThanOrEqualTo(attacked.before());
    assertThat(attacked.fields()).isEqualTo(rebuilt(target, attacked.changes()));
    assertThat(attacked.changes().stream().map(change -> change.field() + "/" + change.word()))
        .doesNotHaveDuplicates();
    for (Change change : attacked.changes()) {
      assertThat(open).contains(change.field());
      assertThat(change.to()).isNotBlank().isNotEqualTo(change.from());
      assertThat(Words.mayBeChanged(change.from())).isTrue();
      if (settings.means() == Means.WORD) {
        Wording sentence = Wording.of(fields.get(change.field()));
        assertThat(partsOfSpeech.role(sentence, change.word()).fits(change.to())).isTrue();
        assertThat(neighbours.nearest(Words.lowerCase(change.from()), settings.neighbours()))
            .anyMatch(
                near ->
                    near.word().equals(Words.lowerCase(change.to()))
                        && near.cosine() >= settings.leastCosine());
      }
    }
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(String.join("", attacked.fields())))
        .as("no half of a surrogate pair")
        .isTrue();
  }

  @Test
  void refusesLabelsTheModelDoesNotKnow() {
    assertThatThrownBy(
            () ->
                attack(settings(Means.CHARACTER), 1)
                    .on(model.victim(), List.of(Target.of("good", 2)), SILENT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("label: 2")
        .hasMessageContaining("0 to 1");
  }

  @Test
  void tellsHowManyRowsAreDone() {
    List<Long> done = new ArrayList<>();
    attack(settings(Means.CHARACTER), 1)
        .on(model.victim(), TARGETS, (rows, total) -> done.add(rows));
    assertThat(done).isSorted().endsWith((long) TARGETS.size());
  }

  @Test
  void anAttackOnNothingAsksNothing() {
    CountingVictim counting = new CountingVictim();
    assertThat(attack(settings(Means.CHARACTER), 1).on(counting, List.of(), SILENT)).isEmpty();
    assertThat(counting.calls).isZero();
  }

  private static AttackSettings settings(Means means) {
    return new AttackSettings(means, 0.25, 20, -1, 1000);
  }

  private static Attack attack(AttackSettings settings, long seed) {
    return new Attack(settings, seed, neighbours);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(random.nextInt(10) == 0 ? 200 : 12);
    for (int piece = 0; piece < pieces; piece++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())))
          .append(random.nextInt(4) > 0 ? " " : "");
    }
    return text.toString();
  }

  private static List<String> rebuilt(Target target, List<Change> changes) {
    List<Wording> wordings = new ArrayList<>(target.fields().stream().map(Wording::of).toList());
    for (Change change : changes) {
      Wording before = wordings.get(change.field());
      assertThat(before.word(change.word())).isEqualTo(change.from());
      wordings.set(change.field(), before.with(change.word(), change.to()));
    }
    return wordings.stream().map(Wording::text).toList();
  }

  private static int changeable(String text) {
    Wording wording = Wording.of(text);
    int changeable = 0;
    for (int word = 0; word < wording.words(); word++) {
      changeable += Words.mayBeChanged(wording.word(word)) ? 1 : 0;
    }
    return changeable;
  }

  /** The trained model, with a count of what it is asked. */
  private static final class CountingVictim implements Victim {
    private int calls;
    private int texts;

    @Override
    public float[][] probabilities(List<List<String>> asked, Runnable working) {
      calls++;
      texts += asked.size();
      return model.victim().probabilities(asked, working);
    }
  }
}
