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
    NDArray drawn = manager.create(shape, DataType.FLOAT32);
    fill(drawn, scale);
    return drawn;
  }

  /**
   * A multiple of the next numbers, in the place of what is there.
   *
   * @param tensor float32, without gaps between its elements
   */
  public void fill(NDArray tensor, double scale) {
    requireFloat32(tensor);
    if (onCpu(tensor)) {
      draw(content(tensor).asFloatBuffer(), (float) scale, false);
    } else {
      try (NDManager host = tensor.getManager().newSubManager(Device.cpu())) {
        tensor.set(content(draw(host, tensor.getShape(), scale)));
      }
    }
  }

  /**
   * Adds a multiple of the next numbers, in place.
   *
   * @param tensor float32, without gaps between its elements
   */
  public void addTo(NDArray tensor, double scale) {
    requireFloat32(tensor);
    if (onCpu(tensor)) {
      draw(content(tensor).asFloatBuffer(), (float) scale, true);
    } else {
      try (NDManager host = tensor.getManager().newSubManager(Device.cpu())) {
        tensor.addi(draw(host, tensor.getShape(), scale).toDevice(tensor.getDevice(), false));
      }
    }
  }

  private static void requireFloat32(NDArray tensor) {
    if (tensor.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException("noise is float32, not " + tensor.getDataType());
    }
  }

  private static boolean onCpu(NDArray tensor) {
    return tensor.getDevice().equals(Device.cpu());
  }

  /** The own memory of a tensor on the CPU. */
  private static ByteBuffer content(NDArray tensor) {
    return JniUtils.getByteBuffer((PtNDArray) tensor, true).order(ByteOrder.nativeOrder());
  }

  /**
   * @param add whether to what is there, or in its place
   */
  private void draw(FloatBuffer numbers, float scale, boolean add) {
    int stretches = (numbers.capacity() - 1) / STRETCH + 1;
    long first = nextStretch;
    nextStretch += stretches;
    int tasks = Math.min(cores, stretches);
    IntStream.range(0, tasks)
        .parallel()
        .forEach(task -> drawStretches(numbers, scale, add, first, task, tasks));
  }

  /** Every so manieth stretch. */
  private void drawStretches(
      FloatBuffer numbers, float scale, boolean add, long first, int task, int tasks) {
    Keystream words = new Keystream(key);
    Ziggurat ziggurat = new Ziggurat(words);
    float[] drawn = new float[Keystream.WORDS];
    float[] before = new float[Keystream.WORDS];
    for (int from = task * STRETCH; from < numbers.capacity(); from += tasks * STRETCH) {
      words.begin(first + from / STRETCH);
      int end = Math.min(from + STRETCH, numbers.capacity());
      for (int at = from; at < end; at += Keystream.WORDS) {
        int count = Math.min(Keystream.WORDS, end - at);
        ziggurat.fill(drawn, count);
        if (add) {
          numbers.get(at, before, 0, count);
        }
        for (int i = 0; i < count; i++) {
          drawn[i] = before[i] + scale * drawn[i];
        }
        numbers.put(at, drawn, 0, count);
      }
    }
  }
}
