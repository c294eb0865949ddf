package io.heirloom.languagemodel.noise;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * Independent standard normal numbers, one tensor after another. What a tensor gets depends on the
 * key, on how many numbers were asked for before it, and on nothing else: neither on cores nor on
 * the device. Not thread-safe.
 */
public final class NoiseStream {
  /** Numbers that are drawn one after the other; stretches are drawn at the same time. */
  private static final int STRETCH = 16 * Keystream.WORDS;

  private final byte[] key;
  private final int cores;
  private long nextStretch;

  NoiseStream(byte[] key, int cores) {
    this.key = key;
    this.cores = cores;
  }

  /** The next numbers, in a new tensor of float32. */
  public NDArray draw(NDManager manager, Shape shape) {
    return draw(manager, shape, 1);
  }

  /** A multiple of the next numbers, in a new tensor of float32. */
  public NDArray draw(NDManager manager, Shape shape, double scale) {
    NDArray zeros = manager.zeros(shape);
    addTo(zeros, scale);
    return zeros;
  }

  /**
   * Adds a multiple of the next numbers, in place.
   *
   * @param tensor float32, without gaps between its elements
   */
  public void addTo(NDArray tensor, double scale) {
    if (tensor.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException("noise is float32, not " + tensor.getDataType());
    }
    if (tensor.getDevice().equals(Device.cpu())) {
      addTo(memory(tensor), (float) scale);
    } else {
      try (NDManager call = tensor.getManager().newSubManager()) {
        ByteBuffer here =
            ByteBuffer.allocateDirect(Math.toIntExact(Float.BYTES * tensor.size()))
                .order(ByteOrder.nativeOrder());
        addTo(here.asFloatBuffer(), (float) scale);
        tensor.addi(call.create(here, tensor.getShape(), DataType.FLOAT32));
      }
    }
  }

  /** The tensor's own memory. */
  private static FloatBuffer memory(NDArray tensor) {
    return JniUtils.getByteBuffer((PtNDArray) tensor, true)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private void addTo(FloatBuffer numbers, float scale) {
    int stretches = (numbers.capacity() - 1) / STRETCH + 1;
    long first = nextStretch;
    nextStretch += stretches;
    int tasks = Math.min(cores, stretches);
    IntStream.range(0, tasks)
        .parallel()
        .forEach(task -> addStretches(numbers, scale, first, task, tasks));
  }

  /** Every so manieth stretch. */
  private void addStretches(FloatBuffer numbers, float scale, long first, int task, int tasks) {
    Keystream words = new Keystream(key);
    Ziggurat ziggurat = new Ziggurat(words);
    float[] drawn = new float[Keystream.WORDS];
    float[] sums = new float[Keystream.WORDS];
    for (int from = task * STRETCH; from < numbers.capacity(); from += tasks * STRETCH) {
      words.begin(first + from / STRETCH);
      int end = Math.min(from + STRETCH, numbers.capacity());
      for (int at = from; at < end; at += Keystream.WORDS) {
        int count = Math.min(Keystream.WORDS, end - at);
        ziggurat.fill(drawn, count);
        numbers.get(at, sums, 0, count);
        for (int i = 0; i < count; i++) {
          sums[i] += scale * drawn[i];
        }
        numbers.put(at, sums, 0, count);
      }
    }
  }
}
