package io.heirloom.trust.attack;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Probabilities;
import io.heirloom.trust.attack.Attacked.Change;
import io.heirloom.trust.attack.Attacked.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The attack on one text, as questions to the model and what is made of the answers. The model is
 * asked by whoever drives the attack, so that many rows' questions go in one batch.
 *
 * <p>First the text as it is; then the text without each word, since a word matters as much as the
 * right class's probability drops without it; then, the word that matters most first, the text with
 * each substitute of a word. A substitute that fools the model ends the attack; else the one that
 * takes most from the right class stays, if any takes something.
 */
final class RowAttack {
  private final Target target;
  private final AttackSettings settings;
  private final Substitutes substitutes;
  private final List<Wording> wordings;
  private final Queue<Place> places = new ArrayDeque<>();
  private final List<Change> changes = new ArrayList<>();

  private List<Supplier<List<String>>> questions = List.of();
  private Consumer<float[][]> listener;
  private int queries;
  private float[] before;
  private float[] now;
  private Outcome outcome = Outcome.WITHSTOOD;

  RowAttack(Target target, AttackSettings settings, Substitutes substitutes) {
    this.target = target;
    this.settings = settings;
    this.substitutes = substitutes;
    this.wordings = new ArrayList<>(target.fields().stream().map(Wording::of).toList());
    ask(Stream.of(target::fields), this::hearClean);
  }

  /**
   * Makes the texts the model is to be asked about next; none: the attack is over. Together they
   * may be far longer than the text under attack.
   */
  List<Supplier<List<String>>> questions() {
    return questions;
  }

  /**
   * Takes the model's answers to {@link #questions()} and thinks of the next.
   *
   * @param answers [questions][classes]
   */
  void hear(float[][] answers) {
    queries += answers.length;
    questions = List.of();
    listener.accept(answers);
  }

  /** What came of it, once it is over. */
  Attacked result() {
    List<String> fields = wordings.stream().map(Wording::text).toList();
    return new Attacked(
        target, fields, outcome, changes, words(), queries, right(before), right(now));
  }

  private void ask(Stream<Supplier<List<String>>> texts, Consumer<float[][]> then) {
    questions = texts.limit(settings.mostQueries() - queries).toList();
    listener = then;
  }

  private void hearClean(float[][] answers) {
    if (target.label() >= answers[0].length) {
      throw new InvalidInputException(
          "label", target.label(), "a class of the model, 0 to " + (answers[0].length - 1));
    }
    before = answers[0];
    now = before;
    if (isFooledBy(answers[0])) {
      outcome = Outcome.ALREADY_WRONG;
      return;
    }
    List<Place> open = openPlaces();
    ask(
        open.stream().map(place -> () -> textWith(place, place.sentence().without(place.index()))),
        without -> hearWithout(open, without));
  }

  private void hearWithout(List<Place> open, float[][] answers) {
    for (int index : Ranking.largestFirst(gains(answers))) {
      places.add(open.get(index));
    }
    askOfNextPlace();
  }

  /** Asks about the first place that has substitutes, while words may be changed. */
  private void askOfNextPlace() {
    while (questions.isEmpty() && mayGoOn() && !places.isEmpty()) {
      Place place = places.remove();
      List<String> candidates = substitutes.of(place);
      ask(
          candidates.stream()
              .map(candidate -> () -> textWith(place, with(place, candidate).text())),
          answers -> hearSubstitutes(place, candidates, answers));
    }
  }

  private void hearSubstitutes(Place place, List<String> candidates, float[][] answers) {
    for (int index = 0; index < answers.length; index++) {
      if (isFooledBy(answers[index])) {
        outcome = Outcome.FOOLED;
        change(place, candidates.get(index), answers[index]);
        return;
      }
    }
    double[] gains = gains(answers);
    int best = Ranking.largestFirst(gains)[0];
    if (gains[best] > Ranking.ROUNDING) {
      change(place, candidates.get(best), answers[best]);
    }
    askOfNextPlace();
  }

  private void change(Place place, String substitute, float[] answer) {
    wordings.set(place.field(), with(place, substitute));
    changes.add(new Change(place.field(), place.index(), place.word(), substitute));
    now = answer;
  }

  private Wording with(Place place, String substitute) {
    return wordings.get(place.field()).with(place.index(), substitute);
  }

  private List<String> textWith(Place place, String field) {
    List<String> fields = new ArrayList<>(wordings.stream().map(Wording::text).toList());
    fields.set(place.field(), field);
    return fields;
  }

  private List<Place> openPlaces() {
    List<Place> open = new ArrayList<>();
    for (int field : target.open()) {
      Wording sentence = wordings.get(field);
      for (int index = 0; index < sentence.words(); index++) {
        if (Words.mayBeChanged(sentence.word(index))) {
          open.add(new Place(field, sentence, index));
        }
      }
    }
    return open;
  }

  private int words() {
    return target.open().stream().mapToInt(field -> wordings.get(field).words()).sum();
  }

  private boolean mayGoOn() {
    int mostChanges = Math.max(1, (int) (settings.largestShare() * words()));
    return changes.size() < mostChanges && queries < settings.mostQueries();
  }

  /** How much less likely each answer makes the right class than it is now, in log-odds. */
  private double[] gains(float[][] answers) {
    return Arrays.stream(answers).mapToDouble(answer -> logOdds(now) - logOdds(answer)).toArray();
  }

  /**
   * How likely the right class is, as log-odds: they order answers as its probability does, and go
   * on telling them apart where the model is so sure that the probability is rounded to 1.
   */
  private double logOdds(float[] probabilities) {
    double wrong = 0;
    for (int index = 0; index < probabilities.length; index++) {
      wrong += index == target.label() ? 0 : probabilities[index];
    }
    return Math.log(Math.max(right(probabilities), Double.MIN_NORMAL))
        - Math.log(Math.max(wrong, Double.MIN_NORMAL));
  }

  private float right(float[] probabilities) {
    return probabilities[target.label()];
  }

  private boolean isFooledBy(float[] probabilities) {
    return Probabilities.likeliest(probabilities) != target.label();
  }
}
