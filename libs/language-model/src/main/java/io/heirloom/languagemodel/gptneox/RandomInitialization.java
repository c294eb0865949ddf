package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.heirloom.lineage.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * New weights as transformers initialises GPT-NeoX: matrices normal with mean 0, norms' weights 1,
 * biases 0. Every tensor is drawn by a generator of its own, seeded by the model's seed and the
 * tensor's name, so its values do not depend on what else is drawn. {@link Random} is used because
 * its numbers are specified: they have the same bits on every machine and every Java.
 *
 * @param deviation standard deviation of the matrices
 */
record RandomInitialization(long seed, double deviation) implements ParameterSource {
  @Override
  public NDArray create(NDManager manager, String name, List<Long> shape) {
    float[] values = new float[Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact))];
    if (shape.size() > 1) {
      drawNormal(values, generatorFor(name));
    } else if (name.endsWith(".weight")) {
      Arrays.fill(values, 1);
    }
    return Matrices.aligned(manager, values, new Shape(shape));
  }

  private void drawNormal(float[] values, Random generator) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (generator.nextGaussian() * deviation);
    }
  }

  private Random generatorFor(String name) {
    MessageDigest digest = Digest.sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    return new Random(ByteBuffer.wrap(digest.digest()).getLong());
  }
}
