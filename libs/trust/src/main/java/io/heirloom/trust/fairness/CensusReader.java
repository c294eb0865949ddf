package io.heirloom.trust.fairness;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.data.DataFile;
import io.heirloom.trust.data.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads people from a table in Adult's columns, as published by UCI or as reconstructed by Ding et
 * al. (2021): there the column {@code sex} is called {@code gender}, the income is a number of
 * dollars, and there is no final weight.
 */
final class CensusReader {
  private static final double HIGH_INCOME = 50_000;
  private static final int LONGEST_CELL = 100;
  private static final String UNKNOWN = "?";

  private final Table table;
  private final int sex;
  private final int income;
  private final List<Part> sentence;

  /**
   * @throws InvalidInputException naming file and column if one is missing
   */
  private CensusReader(Table table) {
    this.table = table;
    this.sex = table.column("sex", "gender");
    this.income = table.column("income", "y", "class");
    this.sentence = new ArrayList<>();
    number("age", "age");
    word("workclass", "workclass");
    table.find("fnlwgt").ifPresent(column -> sentence.add(new Part("final weight", column, true)));
    word("education", "education");
    number("highest education level", "education-num", "educational-num");
    word("marital status", "marital-status");
    word("occupation", "occupation");
    word("relationship", "relationship");
    word("race", "race");
    sentence.add(new Part("sex", sex, false));
    number("capital gain", "capital-gain");
    number("capital loss", "capital-loss");
    number("hours per week", "hours-per-week");
    word("native country", "native-country");
  }

  /**
   * All people of a file, in its order.
   *
   * @throws InvalidInputException naming file and column or row where it is not such a table
   */
  static List<Person> read(DataFile file) {
    CensusReader reader = new CensusReader(Table.read(file));
    List<Person> people = new ArrayList<>();
    for (int row = 0; row < reader.table.size(); row++) {
      people.add(reader.person(row));
    }
    return people;
  }

  private void word(String name, String... columns) {
    sentence.add(new Part(name, table.column(columns), false));
  }

  private void number(String name, String... columns) {
    sentence.add(new Part(name, table.column(columns), true));
  }

  private Person person(int row) {
    return new Person(text(row), group(row), label(row));
  }

  /** The sentence of DecodingTrust (Wang et al. 2023), its section on fairness. */
  private String text(int row) {
    return sentence.stream()
        .map(part -> part.name() + " " + (part.number() ? number(row, part) : word(row, part)))
        .collect(Collectors.joining(", ", "A person in 1996 has the following attributes: ", "."));
  }

  private String word(int row, Part part) {
    String cell = table.cell(row, part.column());
    if (cell.isEmpty()
        || cell.length() > LONGEST_CELL
        || cell.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException(
          table.place(row) + ", " + part.name(),
          cell,
          "1 to " + LONGEST_CELL + " printable characters, or ? where it is unknown");
    }
    return cell.equals(UNKNOWN) ? "unknown" : cell;
  }

  private String number(int row, Part part) {
    String cell = table.cell(row, part.column());
    double value =
        finite(cell)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        table.place(row) + ", " + part.name(), cell, "a number"));
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private int group(int row) {
    String cell = table.cell(row, sex);
    return switch (cell) {
      case "Female" -> 1;
      case "Male" -> 0;
      default -> throw new InvalidInputException(table.place(row) + ", sex", cell, "Female, Male");
    };
  }

  private int label(int row) {
    String cell = table.cell(row, income);
    // The published test part ends its classes with a full stop.
    return switch (cell.toUpperCase(Locale.ROOT)) {
      case ">50K", ">50K." -> 1;
      case "<=50K", "<=50K." -> 0;
      default ->
          finite(cell)
              .map(dollars -> dollars > HIGH_INCOME ? 1 : 0)
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          table.place(row) + ", income", cell, ">50K, <=50K, a number of dollars"));
    };
  }

  private static Optional<Double> finite(String cell) {
    try {
      return cell.length() <= LONGEST_CELL
          ? Optional.of(Double.parseDouble(cell)).filter(Double::isFinite)
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** An attribute in the sentence. */
  private record Part(String name, int column, boolean number) {}
}
