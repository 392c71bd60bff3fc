package dev.sallyport.org.bulk;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** How far a job is, as {@code JobStateEnum} names it. {@code Closed} is of Bulk API only. */
public enum JobState {
    OPEN("Open"),
    CLOSED("Closed"),
    UPLOAD_COMPLETE("UploadComplete"),
    IN_PROGRESS("InProgress"),
    JOB_COMPLETE("JobComplete"),
    ABORTED("Aborted"),
    FAILED("Failed");

    private static final Set<JobState> FINAL = EnumSet.of(JOB_COMPLETE, ABORTED, FAILED);

    private final String apiName;

    JobState(String apiName) {
        this.apiName = apiName;
    }

    public String apiName() {
        return apiName;
    }

    /** Whether a job of Bulk API 2.0 stays in this state. */
    public boolean isFinal() {
        return FINAL.contains(this);
    }

    public static Optional<JobState> named(String apiName) {
        return Arrays.stream(values())
                .filter(state -> state.apiName.equals(apiName))
                .findFirst();
    }
}
