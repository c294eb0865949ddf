package io.heirloom.languagemodel;

import io.heirloom.languagemodel.training.TrainingPlace;

/** Where tests compute. */
public final class TestDevice {
  /** Names the system property that chooses the device. */
  public static final String PROPERTY = "heirloom.test.device";

  /** The device of that name, or else the CPU. */
  public static final ComputeDevice CHOSEN = new ComputeDevice(System.getProperty(PROPERTY, "cpu"));

  /** Training there, keeping no state. */
  public static final TrainingPlace PLACE = TrainingPlace.on(CHOSEN);

  private TestDevice() {}
}
