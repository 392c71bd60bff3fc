package dev.sallyport.org.records;

import dev.sallyport.org.data.SalesStage;
import java.math.BigDecimal;
import java.util.Optional;

/** A stage brings its probability and forecast category along, unless the caller names others. */
final class OpportunityRule implements TypeRule {
    @Override
    public void beforeSave(Change change) {
        if (!change.changes("StageName")) {
            return;
        }
        Optional<SalesStage> stage = change.text("StageName").flatMap(SalesStage::of);
        if (!change.sets("Probability")) {
            change.set(
                    "Probability",
                    BigDecimal.valueOf(stage.map(SalesStage::probability).orElse(0)));
        }
        if (!change.sets("ForecastCategoryName")) {
            change.set(
                    "ForecastCategoryName",
                    stage.map(SalesStage::forecastCategoryName).orElse("Pipeline"));
        }
        if (!change.isNew()) {
            change.set("LastStageChangeDate", change.now());
        }
    }
}
