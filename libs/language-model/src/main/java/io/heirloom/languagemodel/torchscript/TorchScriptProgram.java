package io.heirloom.languagemodel.torchscript;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A TorchScript class compiled from its text, with its attributes set: many tensor operations in
 * one call of native code. Not thread-safe; native memory: close it.
 */
public final class TorchScriptProgram implements AutoCloseable {
  private final PtSymbolBlock module;
  private final ComputeThread thread;

  private TorchScriptProgram(PtSymbolBlock module, ComputeThread thread) {
    this.module = module;
    this.thread = thread;
  }

  /**
   * Compiles a program.
   *
   * @param manager of the device the program runs on
   * @param owner the class beside which the program lies as a resource
   * @param resources names of the resources that, one after the other, are the text of one class
   * @param className the name of that class
   * @param attributes values of the class's attributes but {@code training}: Boolean, Integer,
   *     Double or String
   */
  public static TorchScriptProgram load(
      NDManager manager,
      Class<?> owner,
      List<String> resources,
      String className,
      SortedMap<String, Object> attributes) {
    ComputeThread thread = ComputeThread.ofSystem();
    String text = resources.stream().map(name -> text(owner, name)).collect(Collectors.joining());
    byte[] archive = TorchScriptArchive.of(className, text, attributes);
    try {
      return new TorchScriptProgram(
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive), false, false),
          thread);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins a call of one of the class's methods. */
  public ProgramCall method(String name) {
    return new ProgramCall(module, thread, name);
  }

  @Override
  public void close() {
    module.close();
  }

  private static String text(Class<?> owner, String resource) {
    try (InputStream text = owner.getResourceAsStream(resource)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program " + resource, e);
    }
  }
}
