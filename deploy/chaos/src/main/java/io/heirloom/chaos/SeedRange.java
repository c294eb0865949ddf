package io.heirloom.chaos;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import picocli.CommandLine.TypeConversionException;

/** Seeds one after the other, such as {@code 1-10}, or a single one. */
record SeedRange(long first, long last) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

  static SeedRange parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is neither a number nor a range like 1-10");
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
    if (last < first) {
      throw new TypeConversionException("'" + text + "' ends before it begins");
    }
    return new SeedRange(first, last);
  }

  LongStream seeds() {
    return LongStream.rangeClosed(first, last);
  }
}
