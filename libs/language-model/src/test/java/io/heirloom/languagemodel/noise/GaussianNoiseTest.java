package io.heirloom.languagemodel.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.torchscript.PyTorchEngine;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GaussianNoiseTest {
  private static final int MANY = 4_000_000;

  private final NDManager manager = PyTorchEngine.newManager(TestDevice.CHOSEN.device());

  @AfterEach
  void close() {
    manager.close();
  }

  /** Each moment within five standard deviations of what it is from that many numbers. */
  @Test
  void momentsAreThoseOfTheNormalDistribution() {
    for (GaussianNoise noise :
        new GaussianNoise[] {GaussianNoise.seeded(1), GaussianNoise.secure()}) {
      float[] numbers = drawn(noise, MANY, 1);
      double deviation = 5 / Math.sqrt(MANY);
      assertThat(mean(numbers, x -> x)).isCloseTo(0, within(deviation));
      assertThat(mean(numbers, x -> x * x)).isCloseTo(1, within(Math.sqrt(2) * deviation));
      assertThat(mean(numbers, x -> x * x * x)).isCloseTo(0, within(Math.sqrt(15) * deviation));
      assertThat(mean(numbers, x -> x * x * x * x)).isCloseTo(3, within(Math.sqrt(96) * deviation));
    }
  }

  /** Shares from tables of the normal distribution; 3.6541 is where the ziggurat's tail begins. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.920344325",
    "0.5, 0.617075077",
    "1, 0.317310508",
    "2, 0.045500264",
    "3, 0.002699796",
    "3.6541528853610088, 0.000258032",
    "4.5, 0.000006795"
  })
  void asManyLieFarOutAsShould(double bound, double share) {
    float[] numbers = drawn(GaussianNoise.seeded(2), MANY, 7);
    for (int sign : new int[] {1, -1}) {
      long beyond = IntStream.range(0, MANY).filter(i -> sign * numbers[i] > bound).count();
      double expected = MANY * share / 2;
      assertThat((double) beyond).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }
  }

  @Test
  void neighboursAreIndependent() {
    float[] numbers = drawn(GaussianNoise.seeded(3), MANY, 0);
    for (int distance : new int[] {1, 2, Keystream.WORDS, 16 * Keystream.WORDS}) {
      double product =
          IntStream.range(distance, MANY)
              .mapToDouble(i -> (double) numbers[i] * numbers[i - distance])
              .average()
              .orElseThrow();
      assertThat(product).isCloseTo(0, within(4 / Math.sqrt(MANY)));
    }
  }

  @Test
  void aSeedAndANumberGiveTheSameBits() {
    GaussianNoise noise = GaussianNoise.seeded(5);
    float[] once = drawn(noise, 100_000, 3);
    assertThat(drawn(GaussianNoise.seeded(5), 100_000, 3)).isEqualTo(once);
    assertThat(drawn(noise, 100_000, 3)).isEqualTo(once);
    assertThat(drawn(noise, 100_000, 4)).doesNotContain(once[0], once[1], once[2]);
    assertThat(drawn(GaussianNoise.seeded(6), 100_000, 3))
        .doesNotContain(once[0], once[1], once[2]);
  }

  /** Other bits would break the resumption of trainings that began before it. */
  @Test
  void theBitsAreThoseTheyAlwaysWere() {
    assertThat(drawn(GaussianNoise.seeded(5), 3, 3))
        .containsExactly(-0.11285367f, 0.70569366f, -1.3377483f);
  }

  @Test
  void bitsDoNotDependOnHowManyCoresDrawThem() {
    float[] one = new float[300_000];
    float[] three = new float[300_000];
    byte[] key = new byte[16];
    for (float[] numbers : new float[][] {one, three}) {
      NDArray drawn = new NoiseStream(key, numbers == one ? 1 : 3).draw(manager, shape(300_000));
      System.arraycopy(drawn.toFloatArray(), 0, numbers, 0, numbers.length);
    }
    assertThat(three).isEqualTo(one);
  }

  @Test
  void secureNoiseNeverComesTwice() {
    GaussianNoise noise = GaussianNoise.secure();
    float[] once = drawn(noise, 1000, 3);
    assertThat(drawn(noise, 1000, 3)).isNotEqualTo(once);
    assertThat(drawn(GaussianNoise.secure(), 1000, 3)).isNotEqualTo(once);
  }

  @Test
  void aStreamGoesOnFromTensorToTensor() {
    NoiseStream stream = GaussianNoise.seeded(1).stream(1);
    float[] first = stream.draw(manager, new Shape(10, 10)).toFloatArray();
    assertThat(stream.draw(manager, new Shape(10, 10)).toFloatArray()).doesNotContain(first[0]);
  }

  @Test
  void noiseIsAddedInPlace() {
    NDArray sum = manager.full(new Shape(70_000), 10f);
    GaussianNoise.seeded(1).stream(1).addTo(sum, 3);
    float[] noise = drawn(GaussianNoise.seeded(1), 70_000, 1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = 10 + 3 * noise[i];
    }
    assertThat(sum.toFloatArray()).isEqualTo(noise);
  }

  @Test
  void noiseOfOtherTypesIsRefused() {
    NDArray doubles = manager.zeros(shape(3), DataType.FLOAT64);
    assertThatThrownBy(() -> GaussianNoise.secure().stream(1).addTo(doubles, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What begins stream 0 is the encryption of 0: H in test case 1 of the GCM specification. */
  @Test
  void wordsAreEncryptedCounters() {
    Keystream words = new Keystream(new byte[16]);
    words.begin(0);

    byte[] expected = HexFormat.of().parseHex("66e94bd4ef8a2c3b884cfa59ca342b2e");
    int[] first = Arrays.copyOf(words.next(), 4);
    for (int i = 0; i < 16; i++) {
      assertThat((byte) (first[i / 4] >>> 8 * (i % 4))).isEqualTo(expected[i]);
    }
  }

  private float[] drawn(GaussianNoise noise, int count, long number) {
    try (NDArray drawn = noise.standardNormal(manager, shape(count), number)) {
      return drawn.toFloatArray();
    }
  }

  private static Shape shape(int count) {
    return new Shape(count);
  }

  private static double mean(float[] numbers, DoubleUnaryOperator of) {
    return IntStream.range(0, numbers.length)
        .mapToDouble(i -> of.applyAsDouble(numbers[i]))
        .average()
        .orElseThrow();
  }
}
