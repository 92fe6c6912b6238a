// One part of an index.
package ndcore;

/** at(1), span(1, 3), stride(null, null, -1), whole(), ELLIPSIS, NEWAXIS, or picked(array) for an array of indices or a mask. */
public record Index(long kind, long a, long b, long c, NdArray array) {
    /** All axes that are not named. */
    public static final Index ELLIPSIS = new Index(Functions.ND_INDEX_ELLIPSIS, 0, 0, 0, null);
    /** An axis of extent 1 more. */
    public static final Index NEWAXIS = new Index(Functions.ND_INDEX_NEWAXIS, 0, 0, 0, null);

    public static Index at(long position) {
        return new Index(Functions.ND_INDEX_INTEGER, position, 0, 0, null);
    }

    /** start:stop:step, null for what is left out. */
    public static Index stride(Integer start, Integer stop, Integer step) {
        return new Index(Functions.ND_INDEX_SLICE, or(start), or(stop), or(step), null);
    }

    public static Index span(Integer start, Integer stop) {
        return stride(start, stop, null);
    }

    public static Index whole() {
        return stride(null, null, null);
    }

    public static Index picked(NdArray array) {
        return new Index(Functions.ND_INDEX_ARRAY, 0, 0, 0, array);
    }

    private static long or(Integer limit) {
        return limit == null ? Functions.ND_INDEX_UNSET : limit;
    }
}
