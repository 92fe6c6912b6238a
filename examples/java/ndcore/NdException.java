// What a failed call left in its thread's record, as an exception.
package ndcore;

/** An error of the library: "sum: axis 3 is out of bounds for an array of 2 dimensions". */
public final class NdException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** ND_AXIS_ERROR as a number. */
    public final int status;
    /** "ND_AXIS_ERROR". */
    public final String kind;
    /** "nd_sum". */
    public final String function;

    private NdException(int status, String kind, String message, String function) {
        super(message);
        this.status = status;
        this.kind = kind;
        this.function = function;
    }

    NdException(String kind, String message, String function) {
        this(number(kind), kind, message, function);
    }

    private static int number(String kind) {
        try {
            return Functions.class.getField(kind).getInt(null);
        } catch (ReflectiveOperationException error) {
            throw new IllegalArgumentException(kind, error);
        }
    }

    /** Must be called on the thread of the call that failed. */
    static NdException last() {
        Object[] none = {};
        int status = C.function("nd_last_error_status").invokeInt(none);
        String kind = C.string(C.function("nd_status_name").invokeLong(new Object[] {status}));
        return new NdException(status, kind, C.string(C.function("nd_last_error_message").invokeLong(none)),
                C.string(C.function("nd_last_error_function").invokeLong(none)));
    }
}
