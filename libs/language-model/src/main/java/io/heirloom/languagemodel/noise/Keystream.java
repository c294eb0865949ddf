package io.heirloom.languagemodel.noise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Random words: the keystream of AES in counter mode, encrypted counters (NIST SP 800-38A, 6.5).
 * Java's own counter mode encrypts block by block, at a ninth of the speed of many blocks at once.
 */
final class Keystream {
  /** How many words come at a time. */
  static final int WORDS = 4096;

  private static final String CIPHER = "AES/ECB/NoPadding";
  private static final int BLOCK = 16;
  private static final int SPARE = 64;
  private static final VarHandle LONG = bytesAs(long[].class);
  private static final VarHandle INT = bytesAs(int[].class);

  private final Cipher cipher;
  private final byte[] counters = new byte[WORDS * Integer.BYTES];
  private final byte[] encrypted = new byte[counters.length];
  private final int[] words = new int[WORDS];
  private final int[] spare = new int[SPARE];
  private long stream;
  private long block;
  private int nextSpare;

  /**
   * @param key 16 bytes
   */
  Keystream(byte[] key) {
    try {
      cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES", e);
    }
  }

  /** Goes to the beginning of one of this key's 2^64 streams, of 2^64 blocks each. */
  void begin(long stream) {
    this.stream = stream;
    block = 0;
    nextSpare = SPARE;
  }

  /** The next words; they stay until they are asked for again. */
  int[] next() {
    encrypt(words);
    return words;
  }

  /** One word more, none of those. */
  int spare() {
    if (nextSpare == SPARE) {
      encrypt(spare);
      nextSpare = 0;
    }
    return spare[nextSpare++];
  }

  /** A number between 0 and 1, neither of which it is, with 32 bits. */
  double uniform() {
    return (Integer.toUnsignedLong(spare()) + 0.5) * 0x1p-32;
  }

  private void encrypt(int[] into) {
    int bytes = into.length * Integer.BYTES;
    for (int at = 0; at < bytes; at += BLOCK) {
      LONG.set(counters, at, stream);
      LONG.set(counters, at + Long.BYTES, block++);
    }
    try {
      cipher.update(counters, 0, bytes, encrypted);
    } catch (ShortBufferException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < into.length; i++) {
      into[i] = (int) INT.get(encrypted, i * Integer.BYTES);
    }
  }

  private static VarHandle bytesAs(Class<?> elements) {
    return MethodHandles.byteArrayViewVarHandle(elements, ByteOrder.LITTLE_ENDIAN);
  }
}
