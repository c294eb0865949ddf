package io.heirloom.gateway.retry;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What of a study is done anew.
 *
 * @param steps how many are asked for anew; 0 where only a stage is to be decided anew
 * @param failed how many of them had failed
 * @param lost how many of them had a result that is damaged, or not in the store any more
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Retried(int steps, int failed, int lost) {}
