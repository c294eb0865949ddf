package io.heirloom.cli.supervisor;

import java.nio.file.Path;

/**
 * The program as it was built.
 *
 * @param root the folder of the project
 * @param java the Java virtual machine to run it with
 * @param classPath of the command line
 * @param command how its user calls the command line, for messages
 */
public record Installation(Path root, Path java, String classPath, String command) {
  /** The one that this process runs from, as the script {@code heirloom} tells it. */
  public static Installation current() {
    return new Installation(
        Path.of(System.getProperty("heirloom.installation", "")).toAbsolutePath().normalize(),
        Path.of(System.getProperty("java.home"), "bin", "java"),
        System.getProperty("java.class.path"),
        System.getProperty("heirloom.command", "./heirloom"));
  }

  /** What {@code mvn package} made of a service. */
  Path service(String module) {
    return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
  }
}
