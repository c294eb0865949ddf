package io.heirloom.languagemodel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Files that went wrong on their way, or were made to: flipped, cut, torn apart. */
public final class DamagedBytes {
  /** What upsets readers of JSON and of lengths. */
  private static final List<byte[]> SPITE =
      List.of(
          utf8("-1"),
          utf8("1e999"),
          utf8("99999999999999999999"),
          utf8("9223372036854775807"),
          utf8("0.5"),
          utf8("null"),
          utf8("true"),
          utf8("\"\""),
          utf8("{}"),
          utf8("[]"),
          utf8("{"),
          utf8("}"),
          utf8("[".repeat(2000)),
          utf8("{\"a\":".repeat(300)),
          utf8(","),
          utf8("\""),
          utf8("\\u0000"),
          utf8("\"dtype\":\"F32\","),
          utf8("\"data_offsets\":[0,0],"),
          utf8("\"vocab_size\":1048576,"),
          new byte[] {0},
          new byte[] {(byte) 0xff},
          new byte[] {(byte) 0xc3, 0x28},
          new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
          new byte[] {-1, -1, -1, -1, -1, -1, -1, 127});

  private DamagedBytes() {}

  /** The bytes with one to four things done to them, drawn from a seed. */
  public static byte[] of(byte[] whole, long seed) {
    Random random = new Random(seed);
    byte[] damaged = whole;
    for (int i = random.nextInt(4); i >= 0; i--) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] whole, Random random) {
    int from = random.nextInt(whole.length + 1);
    int to = from + random.nextInt(Math.min(whole.length - from, 16) + 1);
    byte[] spite = SPITE.get(random.nextInt(SPITE.size()));
    return switch (random.nextInt(6)) {
      case 0 -> flipped(whole, random);
      case 1 -> Arrays.copyOf(whole, from);
      case 2 -> replaced(whole, from, to, new byte[0]);
      case 3 -> replaced(whole, from, from, spite);
      case 4 -> replaced(whole, from, Math.min(whole.length, from + spite.length), spite);
      default -> replaced(whole, from, from, Arrays.copyOfRange(whole, from, to));
    };
  }

  private static byte[] flipped(byte[] whole, Random random) {
    byte[] flipped = whole.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return flipped;
  }

  private static byte[] replaced(byte[] whole, int from, int to, byte[] by) {
    byte[] result = new byte[from + by.length + whole.length - to];
    System.arraycopy(whole, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(whole, to, result, from + by.length, whole.length - to);
    return result;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
