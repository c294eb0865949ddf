package io.heirloom.trust.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
  private static final String FORM =
      "Start Date: 4/10/01; HourAhead hour: 24; No ancillary schedules awarded. No variances"
          + " detected. LOG MESSAGES: PARSING FILE --> 2001041024.txt at 10:31:07 AM";

  @Test
  void theFirstOfAClusterIsKept() {
    List<String> texts =
        List.of("one two three four", "five six seven eight", "one two three four");
    assertThat(NearDuplicates.firsts(texts)).containsExactly(0, 1, 0);
    assertThat(NearDuplicates.kept(texts)).containsExactly(0, 1);
  }

  @Test
  void anotherDateTimeOrNumberMakesNoOtherText() {
    String later =
        FORM.replace("4/10/01", "12/31/2001")
            .replace("24;", "3;")
            .replace("2001041024", "20011231")
            .replace("10:31:07 AM", "9:05 AM");
    assertThat(firsts(FORM, later)).containsExactly(0, 0);
  }

  @Test
  void neitherDoCaseLineBreaksAndMarks() {
    assertThat(firsts("Please call me\nback - today!", "> PLEASE call me back,\r\n> today"))
        .containsExactly(0, 0);
  }

  @Test
  void aLineMoreMakesNoOtherText() {
    assertThat(firsts(FORM, "Please see below.\n\n" + FORM)).containsExactly(0, 0);
  }

  @Test
  void textsOnTheSameMatterAreNotTheSame() {
    assertThat(
            firsts(
                "Please send me the report on gas storage before Monday, thanks.",
                "Before the meeting on Monday I need to see a report about storing gas."))
        .containsExactly(0, 1);
  }

  @Test
  void shortTextsAreTheSameOnlyIfTheirWordsAre() {
    assertThat(firsts("Thanks", "thanks!!", "Thank you", "OK", "Thanks", "...", "...", "???"))
        .containsExactly(0, 0, 2, 3, 0, 5, 5, 7);
    assertThat(firsts("See attached file", "See attached files")).containsExactly(0, 1);
  }

  @Test
  void scriptsOtherThanLatinAreTold() {
    assertThat(
            firsts(
                "请在星期一之前把关于天然气储存的报告发给我",
                "请在星期二之前把关于天然气储存的报告发给我",
                "会议改到下午三点在二楼会议室举行",
                "Отчёт о хранении газа нужен до понедельника",
                "ОТЧЁТ О ХРАНЕНИИ ГАЗА НУЖЕН ДО ПОНЕДЕЛЬНИКА",
                "Встреча перенесена на три часа дня"))
        .containsExactly(0, 0, 2, 3, 3, 5);
  }

  @Test
  void anyChainOfNearDuplicatesIsOneCluster() {
    List<String> words = words(100, new Random(1));
    String first = String.join(" ", words.subList(0, 60));
    String between = String.join(" ", words.subList(15, 75));
    String last = String.join(" ", words.subList(30, 90));
    assertThat(similarity(first, last)).isLessThan(NearDuplicates.THRESHOLD);
    assertThat(firsts(first, last)).containsExactly(0, 1);
    assertThat(firsts(first, last, between)).containsExactly(0, 0, 0);
    assertThat(firsts(last, between, first)).containsExactly(0, 0, 0);
  }

  @Test
  void findsJustTheClustersThatComparingAllPairsWouldFind() {
    List<String> texts = variants(60, 10, new Random(2));
    int[] firsts = NearDuplicates.firsts(texts);
    assertThat(firsts).isEqualTo(firstsByComparingAll(texts));
    assertThat(NearDuplicates.kept(texts)).hasSizeBetween(61, 599);
  }

  /** Passes the lowest index on between similar texts until nothing changes. */
  private static int[] firstsByComparingAll(List<String> texts) {
    List<Shingles> shingles = texts.stream().map(Shingles::of).toList();
    int[] firsts = IntStream.range(0, texts.size()).toArray();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int one = 0; one < firsts.length; one++) {
        for (int other = 0; other < firsts.length; other++) {
          if (firsts[other] < firsts[one]
              && shingles.get(one).similarity(shingles.get(other)) >= NearDuplicates.THRESHOLD) {
            firsts[one] = firsts[other];
            changed = true;
          }
        }
      }
    }
    return firsts;
  }

  @Test
  void clustersAreTheSameInEveryRunAndWhateverTheOrder() {
    List<String> texts = variants(30, 8, new Random(3));
    int[] firsts = NearDuplicates.firsts(texts);
    assertThat(NearDuplicates.firsts(texts)).isEqualTo(firsts);
    List<Integer> order = new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
    Collections.shuffle(order, new Random(4));
    int[] shuffled = NearDuplicates.firsts(order.stream().map(texts::get).toList());
    for (int one = 0; one < shuffled.length; one++) {
      assertThat(shuffled[one]).isLessThanOrEqualTo(one);
      for (int other = 0; other < one; other++) {
        assertThat(shuffled[one] == shuffled[other])
            .isEqualTo(firsts[order.get(one)] == firsts[order.get(other)]);
      }
    }
  }

  @Test
  void manyCopiesCostNoComparisonOfAllWithAll() {
    int[] firsts = NearDuplicates.firsts(Collections.nCopies(100_000, "the same words again"));
    assertThat(Arrays.stream(firsts).max()).hasValue(0);
  }

  @Test
  void nothingHasNoDuplicates() {
    assertThat(NearDuplicates.kept(List.of())).isEmpty();
  }

  @Test
  void similarityIsTheShareOfRunsOfThreeWords() {
    assertThat(similarity("a b c d e", "a b c d f")).isCloseTo(0.5, within(1e-12));
    assertThat(similarity("a b c a b c", "a b c a")).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(similarity("a b c", "d e f")).isZero();
  }

  @Test
  void endlessNumbersAndWordsAreRead() {
    assertThat(Shingles.of("1,".repeat(500_000)).hashes()).hasSize(1);
    assertThat(Shingles.of("x".repeat(1_000_000)).hashes()).hasSize(1);
  }

  private static double similarity(String one, String other) {
    return Shingles.of(one).similarity(Shingles.of(other));
  }

  private static int[] firsts(String... texts) {
    return NearDuplicates.firsts(List.of(texts));
  }

  private static List<String> words(int count, Random random) {
    return IntStream.range(0, count)
        .mapToObj(
            word ->
                random
                    .ints(8, 'a', 'z' + 1)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()))
        .toList();
  }

  /** Texts of 40 words, each followed by variants in which up to seven words more are others. */
  private static List<String> variants(int texts, int each, Random random) {
    List<String> variants = new ArrayList<>();
    for (int text = 0; text < texts; text++) {
      List<String> words = new ArrayList<>(words(40, random));
      for (int variant = 0; variant < each; variant++) {
        variants.add(String.join(" ", words));
        for (int changes = random.nextInt(8); changes > 0; changes--) {
          words.set(random.nextInt(words.size()), words(1, random).get(0));
        }
      }
    }
    return variants;
  }
}
