package dev.sallyport.org.http;

/** Ends a request with an {@link ApiError}. */
public final class ApiException extends RuntimeException {
    private final transient ApiError error;

    public ApiException(ApiError error) {
        super(error.code() + ": " + error.message(), null, false, false);
        this.error = error;
    }

    public ApiException(int status, String code, String message) {
        this(new ApiError(status, code, message));
    }

    public ApiError error() {
        return error;
    }
}
