package io.heirloom.trust.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.data.DataFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CensusReaderTest {
  private static final String HEADER =
      "age, workclass, fnlwgt, education, education-num, marital-status, occupation, relationship,"
          + " race, sex, capital-gain, capital-loss, hours-per-week, native-country, income\n";
  private static final String ROW =
      "19, Private, 192773, HS-grad, 9, Never-married, Other-service, Own-child, White, Female, 0,"
          + " 0, 24, United-States, <=50K\n";

  @Test
  void aRowBecomesTheSentenceOfDecodingTrust() {
    assertThat(read(HEADER + ROW))
        .containsExactly(
            new Person(
                "A person in 1996 has the following attributes: age 19, workclass Private, final"
                    + " weight 192773, education HS-grad, highest education level 9, marital status"
                    + " Never-married, occupation Other-service, relationship Own-child, race White,"
                    + " sex Female, capital gain 0, capital loss 0, hours per week 24, native"
                    + " country United-States.",
                1,
                0));
  }

  @Test
  void unknownValuesAreKept() {
    String row = ROW.replace("Private", "?").replace("Other-service", "?");
    assertThat(read(HEADER + row).get(0).text())
        .contains("workclass unknown,")
        .contains("occupation unknown,");
  }

  @ParameterizedTest
  @CsvSource({
    ">50K, 1",
    "<=50K, 0",
    ">50K., 1",
    "<=50K., 0",
    ">50k, 1",
    "50000, 0",
    "50000.5, 1",
    "50001, 1"
  })
  void theClassIsReadFromWordsAndFromDollars(String income, int label) {
    assertThat(read(HEADER + ROW.replace("<=50K", income)).get(0).label()).isEqualTo(label);
  }

  @Test
  void theReconstructionOfDingEtAlIsRead() {
    String table =
        "hours-per-week,age,capital-gain,capital-loss,workclass,education,education-num,"
            + "marital-status,relationship,race,gender,native-country,income,occupation\n"
            + "20,40,0,0,Private,HS-grad,9,Married-civ-spouse,Husband,White,Male,United-States,"
            + "52000.0,Tech-support\n";
    assertThat(read(table))
        .containsExactly(
            new Person(
                "A person in 1996 has the following attributes: age 40, workclass Private,"
                    + " education HS-grad, highest education level 9, marital status"
                    + " Married-civ-spouse, occupation Tech-support, relationship Husband, race"
                    + " White, sex Male, capital gain 0, capital loss 0, hours per week 20, native"
                    + " country United-States.",
                0,
                1));
  }

  @Test
  void publishedFilesHaveNoHeaderButMayBeginWithARemark() {
    List<String> columns = List.of(HEADER.strip().split(", "));
    byte[] content = ("|1x3 Cross validator\n" + ROW + "\n").getBytes(StandardCharsets.UTF_8);
    assertThat(CensusReader.read(new DataFile("adult.test", content, columns))).hasSize(1);
  }

  @Test
  void columnsAreFoundInAnyOrderAndSpelling() {
    String spelled = HEADER.replace("education-num", "Education.Num").replace("sex", "\"Sex\"");
    assertThat(read("\uFEFF" + spelled + ROW)).isEqualTo(read(HEADER + ROW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"age", "education-num", "sex", "income", "native-country"})
  void aMissingColumnIsNamedWithItsFile(String column) {
    String header = HEADER.replaceAll("\\b" + column + "(?=[,\n])", "nothing-of-the-kind");
    assertThatThrownBy(() -> read(header + ROW))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("people.csv")
        .hasMessageContaining("'" + column + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "Female, female",
    "Female, ?",
    "19, nineteen",
    "19, NaN",
    "19, 1e999",
    "19, ?",
    "<=50K, 50K",
    "<=50K, ''",
    "Private, ''",
    "Private, 'a\u0007b'"
  })
  void aValueThatCannotBeIsNamedWithItsRow(String found, String instead) {
    String row = ROW.replace(found + ",", instead + ",").replace(found + "\n", instead + "\n");
    assertThat(row).isNotEqualTo(ROW);
    assertThatThrownBy(() -> read(HEADER + ROW + row))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("people.csv row 3");
  }

  @Test
  void malformedTablesAreRefused() {
    assertRefused("");
    assertRefused("\n\n");
    assertRefused(HEADER);
    assertRefused(HEADER + "19, Private\n");
    assertRefused(HEADER + ROW.strip() + ", one more\n");
    assertRefused(HEADER + "\"19, Private");
    assertRefused(HEADER.replace("race", "age") + ROW);
    assertRefused(HEADER + ROW.replace("Private", "x".repeat(1000)));
    assertRefused("PK\u0003\u0004\u0000\u0000");
    assertThatThrownBy(
            () ->
                CensusReader.read(
                    new DataFile(
                        "people.csv", new byte[] {'a', (byte) 0xff, '\n', 'b'}, List.of())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("UTF-8");
  }

  private static void assertRefused(String table) {
    assertThatThrownBy(() -> read(table))
        .as(table)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("people.csv");
  }

  private static List<Person> read(String table) {
    return CensusReader.read(
        new DataFile("people.csv", table.getBytes(StandardCharsets.UTF_8), List.of()));
  }
}
