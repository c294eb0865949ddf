package io.heirloom.worker.workbench;

import io.heirloom.languagemodel.training.TrainingListener;
import io.heirloom.languagemodel.training.TrainingStep;
import io.heirloom.worker.StepContext;
import java.util.Optional;

/** Tells the world how a training goes, and stops it when its study is cancelled. */
final class TrainingReport implements TrainingListener {
  private final StepContext context;
  private final Optional<PrivacyAccount> account;

  /**
   * @param account where the training keeps its rows private
   */
  TrainingReport(StepContext context, Optional<PrivacyAccount> account) {
    this.context = context;
    this.account = account;
  }

  @Override
  public void working() {
    context.throwIfCancelled();
  }

  @Override
  public void stepped(TrainingStep step) {
    context.metric("loss", step.loss(), step.number());
    context.metric("learning_rate", step.learningRate(), step.number());
    context.metric("gradient_norm", step.gradientNorm(), step.number());
    context.metric("tokens_per_second", step.tokens() / step.seconds(), step.number());
    context.progress(step.number(), step.steps());
  }

  @Override
  public void validated(long step, double loss) {
    context.metric("validation_loss", loss, step);
    account.ifPresent(kept -> context.metric("epsilon", kept.spent(step).epsilon(), step));
  }

  @Override
  public void cutSmaller(long step, int tokensAtOnce) {
    context.metric("tokens_at_once", tokensAtOnce, step);
  }
}
