package io.heirloom.languagemodel.noise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.heirloom.languagemodel.torchscript.PyTorchEngine;
import io.heirloom.lineage.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.LongFunction;

/**
 * Standard normal noise from a cryptographically strong source: AES-128 in counter mode, turned
 * into normal numbers of float32. Having seen any of it, nobody can tell more of it, unless they
 * know the seed. Safe for use from several threads.
 */
public final class GaussianNoise {
  private static final int KEY_BYTES = 16;
  private static final byte[] PURPOSE = "gaussian noise".getBytes(StandardCharsets.UTF_8);

  private final LongFunction<byte[]> keys;

  private GaussianNoise(LongFunction<byte[]> keys) {
    this.keys = keys;
  }

  /**
   * Noise that can be drawn again: a seed and a number give the same bits in every process, so that
   * there is no state to save. It hides nothing from those who know the seed.
   */
  public static GaussianNoise seeded(long seed) {
    return new GaussianNoise(number -> derived(seed, number));
  }

  /** Noise that nobody can draw again, whatever its number: each stream has a key of its own. */
  public static GaussianNoise secure() {
    SecureRandom random = new SecureRandom();
    return new GaussianNoise(
        number -> {
          byte[] key = new byte[KEY_BYTES];
          random.nextBytes(key);
          return key;
        });
  }

  /**
   * Begins a stream of noise.
   *
   * @param number of the stream, such as that of a step; each gives other noise
   */
  public NoiseStream stream(long number) {
    return new NoiseStream(keys.apply(number), PyTorchEngine.cores());
  }

  /**
   * One new tensor of float32.
   *
   * @param number as in {@link #stream}
   */
  public NDArray standardNormal(NDManager manager, Shape shape, long number) {
    return stream(number).draw(manager, shape);
  }

  private static byte[] derived(long seed, long number) {
    MessageDigest digest = Digest.sha256();
    digest.update(PURPOSE);
    digest.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(seed).putLong(number).array());
    return Arrays.copyOf(digest.digest(), KEY_BYTES);
  }
}
