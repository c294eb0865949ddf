package io.heirloom.cli.command;

import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.gateway.ReportFormat;
import io.heirloom.cli.gateway.StudyState;
import io.heirloom.cli.watch.StudyWatch;
import io.heirloom.lineage.StudyId;
import java.io.PrintWriter;

/** Watches a study to its end and prints its report. Ctrl-C leaves the study running. */
final class FollowedStudy {
  private final GatewayClient gateway;
  private final PrintWriter out;
  private final String command;

  /**
   * @param command how the program is called, for messages
   */
  FollowedStudy(GatewayClient gateway, PrintWriter out, String command) {
    this.gateway = gateway;
    this.out = out;
    this.command = command;
  }

  /** Returns what the program ends with. */
  ExitCode untilEnd(StudyId study) throws InterruptedException {
    Thread farewell = new Thread(() -> sayHowToComeBack(study), "farewell");
    Runtime.getRuntime().addShutdownHook(farewell);
    StudyState state;
    try {
      state = new StudyWatch(gateway, out).untilEnd(study);
    } finally {
      leaveOut(farewell);
    }
    out.println();
    out.println(gateway.report(study, ReportFormat.TABLE).stripTrailing());
    return state == StudyState.COMPLETED ? ExitCode.OK : ExitCode.STUDY_NOT_COMPLETED;
  }

  private void sayHowToComeBack(StudyId study) {
    out.printf("%nStudy %s goes on without you.%n", study);
    out.printf("Come back with: %s watch %s   or   %s status %s%n", command, study, command, study);
    out.printf("Give it up with: %s cancel %s%n", command, study);
    out.flush();
  }

  private static void leaveOut(Thread farewell) {
    try {
      Runtime.getRuntime().removeShutdownHook(farewell);
    } catch (IllegalStateException e) {
      // The program is ending: the hook is running, as it should.
    }
  }
}
